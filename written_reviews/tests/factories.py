"""A campaign, its employers and their clerks, as plain functions."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Office, User
from accounts.policy.roles import Role
from accounts.tests.factories import make_office, make_user
from documents.tests.sample_files import small_pdf
from employers.models import Employer, EmployerUser
from employers.tests.factories import make_employer
from written_reviews.models import Campaign, Declaration, Review
from written_reviews.policy.contents import Answer, Figures, Item
from written_reviews.services import campaigns, declaring

# Given with a declaration that is returned.
CORRECT_BY = date(2026, 5, 8)
# Inside the window of the campaign below.
AT = datetime(2026, 4, 20, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
FIGURES = Figures(
    headcount=80,
    migrant_workers=60,
    female_workers=20,
    minor_workers=0,
    dispatched_workers=0,
    contracts_signed=80,
    insured=80,
    pay_day=15,
)
ANSWERS = dict.fromkeys(Item, Answer.YES)


def make_campaign(office: Office | None = None, **given: Any) -> Campaign:
    office = office or make_office("410102")
    given.setdefault("actor", make_user(role=Role.UNIT_HEAD, office=office))
    dates = {
        "declare_from": date(2026, 3, 15),
        "declare_to": date(2026, 6, 15),
        "ends_on": date(2026, 6, 30),
    }
    campaign, _ = campaigns.open_campaign(
        office=office, year=2025, instructions="", at=AT, **{**dates, **given}
    )
    return campaign


def make_review(**given: Any) -> Review:
    make_employer(at=AT, **given)
    return make_campaign().reviews.get()


def make_clerk(employer: Employer) -> User:
    clerk = make_user(role=Role.EMPLOYER, office=None)
    EmployerUser.objects.create(user=clerk, employer=employer, opened_at=AT)
    return clerk


def pdf(name: str = "名册.pdf", said: str = "") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, small_pdf() + said.encode(), content_type="application/pdf")


def declare(review: Review, clerk: User | None = None, **given: Any) -> Declaration:
    columns: dict[str, Any] = {
        "figures": FIGURES,
        "answers": ANSWERS,
        "notes": {},
        "promised_by": "张强斌",
        "actor": clerk or make_clerk(review.employer),
        "at": AT,
    }
    return declaring.declare(review.pk, **{**columns, **given})
