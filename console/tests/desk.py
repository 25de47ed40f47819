"""People at their screens: open a page, take an act, read what it refused; as plain functions."""

import re
from datetime import timedelta
from functools import cached_property
from html import unescape
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.tests.factories import staff_client
from blacklist.models import Candidate, Listing
from cases.models import Case
from cases.tests.factories import Bureau
from complaints.models import Complaint
from complaints.tests import factories as complaints
from documents.tests.sample_files import small_pdf
from grids.models import Patrol
from wage_deposits.models import Deposit

NOON = complaints.AT + timedelta(hours=1, minutes=30)
Record = Complaint | Case | Deposit | Patrol | Candidate | Listing
KINDS = {
    Case: "case",
    Complaint: "complaint",
    Deposit: "wage_deposit",
    Patrol: "patrol",
    Candidate: "candidate",
    Listing: "listing",
}


class Screen:
    """One person's browser."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.client: Client = staff_client(user)

    def open(self, url: str, *, status: int = 200) -> str:
        """The page as text: tags gone, entities read, white space one blank."""
        return plain(self.html(url, status=status))

    def html(self, url: str, *, status: int = 200) -> str:
        response = self.client.get(url)
        assert response.status_code == status, (url, response.status_code)
        return response.content.decode()

    def take(self, record: Record, act: str, **data: Any) -> None:
        """Send an act's form; it must be taken and lead back to the record."""
        response = self.client.post(act_url(record, act), data)
        assert response.status_code == 302, errors(response)
        assert response["Location"] == record.get_absolute_url()

    def refused(self, record: Record, act: str, **data: Any) -> str:
        """Send an act's form that must not be taken; returns what it says."""
        return self.refused_at(act_url(record, act), **data)

    def refused_at(self, url: str, **data: Any) -> str:
        response = self.client.post(url, data)
        assert response.status_code == 200, f"taken: {response['Location']}"
        return errors(response)

    def preview(self, record: Record, act: str, **data: Any) -> str:
        response = self.client.post(act_url(record, act) + "preview/", data)
        assert response.status_code == 200
        return plain(response.content.decode())


class Desk:
    """Who sits at the desks of a bureau."""

    def __init__(self, bureau: Bureau) -> None:
        self.bureau = bureau

    @cached_property
    def lead(self) -> Screen:
        return Screen(self.bureau.lead)

    @cached_property
    def assistant(self) -> Screen:
        return Screen(self.bureau.assistant)

    @cached_property
    def head(self) -> Screen:
        return Screen(self.bureau.head)

    @cached_property
    def bureau_head(self) -> Screen:
        return Screen(self.bureau.bureau_head)


def act_url(record: Record, act: str) -> str:
    return reverse(f"console:{KINDS[type(record)]}_act", args=[record.pk, act])


def plain(html: str) -> str:
    without_scripts = re.sub(r"<(script|style)\b.*?</\1>", " ", html, flags=re.DOTALL)
    text = unescape(re.sub(r"<[^>]*>", " ", without_scripts))
    return " ".join(text.split())


def errors(response: Any) -> str:
    """Everything that a form or a grid complained of, as one text."""
    said = list(response.context.get("errors") or ())
    if (form := response.context.get("form")) is not None:
        said += [error for field in form.errors.values() for error in field]
    return " ".join(said)


def fresh(record: Record) -> Any:
    return type(record).objects.get(pk=record.pk)


def pdf(name: str = "银行回单.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, small_pdf(), content_type="application/pdf")
