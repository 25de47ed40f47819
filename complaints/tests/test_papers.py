"""Every paper of intake: what it must say, with nothing left blank and no whole number on it."""

import re
from datetime import date
from typing import Any

import pytest

from accounts.tests.factories import make_office
from complaints import papers
from complaints.models import Complaint
from complaints.policy.acceptance import Code
from complaints.tests.factories import lodge, make_complaint, the_founding_statement
from documents import services as documents
from documents.kinds import PaperKind

pytestmark = pytest.mark.django_db


def sheet(kind: PaperKind, context: dict[str, Any], complaint: Complaint) -> str:
    assert documents.missing_facts(kind, context) == ()
    return documents.preview(kind, context, office=complaint.office)


def test_the_register_of_the_founding_case_lists_all_72_and_foots() -> None:
    complaint = lodge(the_founding_statement()).complaint
    html = sheet(papers.COMPLAINT_REGISTER, papers.complaint_register(complaint), complaint)

    assert "投诉2026-0001" in html
    assert "范金等72人" in html
    assert html.count("210,000.00") >= 2  # the field and the sum of the annex
    assert "江城国际商贸城二期" in html
    assert "武水平" in html
    line = complaint.claimants.first()
    assert line is not None
    assert line.identity not in html
    assert line.phone not in html


def test_a_single_complainant_needs_no_annex() -> None:
    complaint = make_complaint()
    context = papers.complaint_register(complaint)
    assert context["annex"] is None
    name = complaint.claimants.get().name
    assert name in sheet(papers.COMPLAINT_REGISTER, context, complaint)


def test_the_acceptance_notice_names_the_day_and_the_sixty_working_days() -> None:
    complaint = make_complaint()
    context = papers.acceptance_notice(complaint, on=date(2026, 11, 25))
    html = sheet(papers.ACCEPTANCE_NOTICE, context, complaint)

    assert "决定自2026年11月25日起受理，并于当日立案" in html
    assert "60个工作日" in html
    assert "《劳动保障监察条例》第十七条" in html
    assert "《关于实施〈劳动保障监察条例〉若干规定》第十八条" in html


def test_the_supplement_notice_lists_what_is_missing_and_restarts_five_days() -> None:
    complaint = make_complaint()
    context = papers.supplement_notice(
        complaint, items=["单位全称", "工地地址"], due_on=date(2026, 12, 1)
    )
    html = sheet(papers.SUPPLEMENT_NOTICE, context, complaint)

    assert "2026年12月1日前" in html
    assert "1．单位全称" in html
    assert "重新计算5个工作日" in html


@pytest.mark.parametrize(("asked", "printed"), [(True, "是"), (False, "否")])
def test_the_register_says_whether_the_name_is_kept_from_the_employer(
    asked: bool, printed: str
) -> None:
    complaint = make_complaint(is_confidential=asked)
    html = sheet(papers.COMPLAINT_REGISTER, papers.complaint_register(complaint), complaint)
    assert re.search(rf"对用人单位保密</th>\s*<td[^>]*>{printed}</td>", html)


@pytest.mark.parametrize("code", Code)
def test_every_refusal_says_why_by_which_article_and_where_to_go(code: Code) -> None:
    complaint = make_complaint()
    context = papers.refusal_notice(complaint, code=code, reason="事实。", body="某机关")
    html = sheet(papers.REFUSAL_NOTICE, context, complaint)

    assert context["ground"] in html
    assert "第" in context["articles"]
    assert "可以向" in html
    assert "某机关" in html
    assert "申请行政复议" in html


def test_a_notice_without_its_reason_is_not_complete() -> None:
    context = papers.refusal_notice(make_complaint(), code=Code.CIVIL_CLAIM, reason="", body="")
    assert documents.missing_facts(papers.REFUSAL_NOTICE, context) == ("具体理由",)


def test_a_representative_is_addressed_before_the_first_on_the_roster() -> None:
    make_office("4101")
    complaint = lodge(the_founding_statement(representatives=(2, 0))).complaint
    third = complaint.claimants.all()[2].name
    assert papers.addressee(complaint) == f"{third}等72人"
