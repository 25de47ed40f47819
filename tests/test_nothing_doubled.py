"""What is sent twice counts once, and the second answer reads like the first, in both languages.

Which hazard is shown by which test is listed in docs/nothing-lost.md.
"""

import html
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.tests.factories import make_divisions, make_office, staff_client
from cases.models import Disbursement, Payment
from cases.tests import factories as cases
from complaints.models import Claimant, Complaint
from complaints.tests import factories as complaints
from documents.models import Paper, StoredFile
from documents.tests.sample_files import small_pdf
from portal.tests import walking
from portal.tests.walking import draft_of, page_url
from workflow.clock import today

pytestmark = pytest.mark.django_db
SUBMITTED = {"zh-hans": "投诉已经提交", "en": "Your complaint is submitted"}
PAID = {"zh-hans": "付款已登记。", "en": "The payment is recorded."}
PRINTING = {
    "zh-hans": "文书已经签发，正在排版打印件。",
    "en": "The paper has been issued and is being set for print.",
}
in_both_languages = pytest.mark.parametrize("language", ["zh-hans", "en"])


def speaking(client: Client, language: str) -> Client:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client


def read(response: Any) -> str:
    return html.unescape(response.content.decode())


@pytest.fixture
def worker(client: Client) -> Client:
    """A person with everything said, on the page 核对."""
    make_divisions()
    make_office("4101")
    walking.one_worker(client, today())
    return client


@in_both_languages
def test_a_complaint_submitted_twice_is_one_with_one_receipt(worker, language):
    token = draft_of(worker).token
    pages = [
        read(speaking(worker, language).post(page_url("check"), {"token": token}, follow=True))
        for _ in range(2)
    ]
    number = Complaint.objects.get().number
    for page in pages:
        assert SUBMITTED[language] in page
        assert number in page
    assert draft_of(worker).receipt


@in_both_languages
def test_going_back_after_the_receipt_changes_nothing_and_leads_to_it(worker, language):
    walking.submit(speaking(worker, language))
    lodged = Complaint.objects.values().get()
    for page, data in (
        ("wages", {"owed": "99999"}),
        ("identity", {"name": "赵六"}),
        ("check", {"token": "another"}),
    ):
        receipt = worker.post(page_url(page), data, follow=True)
        assert SUBMITTED[language] in read(receipt)
        assert lodged["number"] in read(receipt)
    assert Complaint.objects.values().get() == lodged
    assert Claimant.objects.get().owed == lodged["claimed"]


@in_both_languages
def test_a_payment_sent_twice_is_one_payment(time_machine, language):
    time_machine.move_to(cases.LODGED)
    bureau = cases.make_bureau()
    case = cases.served(bureau)
    officer = speaking(staff_client(bureau.lead), language)
    sent = {
        "token": str(uuid4()),
        "paid_on": f"{cases.TODAY}",
        "method": "bank",
        "payer": "employer",
        "whole_roster": "on",
    }
    for _ in range(2):
        data = {**sent, "proof": SimpleUploadedFile("回单.pdf", small_pdf())}
        page = officer.post(reverse("console:payment", args=[case.pk]), data, follow=True)
        assert PAID[language] in read(page)
    assert Disbursement.objects.count() == 1
    assert Payment.objects.count() == case.workers
    assert StoredFile.objects.filter(name="回单.pdf").count() == 1
    case.refresh_from_db()
    assert case.paid == case.determined


@in_both_languages
def test_a_paper_that_is_not_printed_yet_says_so_and_stays_owed(language):
    """The act is done and its number is given; the page comes back by itself for the print."""
    bureau = cases.make_bureau()
    complaints.make_complaint()
    cases.filed(bureau)
    paper = Paper.objects.get(kind="filing_approval")
    page = speaking(staff_client(bureau.head), language).get(paper.get_absolute_url())
    assert (page.status_code, page["Refresh"]) == (202, "2")
    assert PRINTING[language] in read(page)
    assert paper in Paper.objects.unrendered()
