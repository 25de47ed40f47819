"""The page of a complaint: its tabs, its conditions of acceptance, its two next steps."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.policy.roles import Role
from accounts.tests.factories import make_user
from cases.tests import factories as cases
from complaints.models import Complaint
from complaints.tests import factories as complaints
from console.tests.desk import NOON, Desk, Screen, fresh, plain
from documents import files
from documents.tests.sample_files import small_pdf
from workflow.models import AccessLog

pytestmark = pytest.mark.django_db


@pytest.fixture
def complaint(desk: Desk) -> Complaint:
    return complaints.make_complaint(workplace_address="建设路与桐柏路口工地")


def next_box(screen: Screen, record: Any) -> str:
    html = screen.html(record.get_absolute_url())
    box = re.search(r'class="card nextstep".*?</section>', html, re.DOTALL)
    assert box
    return box[0]


def offered(screen: Screen, record: Any) -> list[str]:
    """The steps in the box above the fold."""
    above = next_box(screen, record).partition("<details")[0]
    return [plain(link) for link in re.findall(r"<a\b.*?</a>", above, re.DOTALL)]


def test_the_header_says_who_what_how_much_and_until_when(desk: Desk, complaint: Complaint) -> None:
    page = desk.lead.open(complaint.get_absolute_url())
    for word in (complaint.number, complaint.employer_name, "5,000.00", "已登记", "怎么算的"):
        assert word in page
    assert "工作日" in page


@pytest.mark.parametrize(
    "tab", ["", "overview", "claimants", "papers", "approvals", "history", "x"]
)
def test_every_tab_opens(desk: Desk, complaint: Complaint, tab: str) -> None:
    words = {"claimants": "普工", "papers": "还没有文书", "approvals": "还没有审批事项"}
    page = desk.lead.open(f"{complaint.get_absolute_url()}?tab={tab}")
    assert words.get(tab, "收到投诉举报") in page


def test_a_tab_shows_no_number_of_a_person_in_clear(desk: Desk, complaint: Complaint) -> None:
    claimant = complaint.claimants.get()
    for tab in ("overview", "claimants", "papers", "approvals", "history"):
        page = desk.lead.html(f"{complaint.get_absolute_url()}?tab={tab}")
        assert claimant.identity not in page
        assert claimant.phone not in page


def test_two_steps_are_offered_and_what_they_lack_is_said(desk: Desk, complaint: Complaint) -> None:
    assert offered(desk.lead, complaint) == ["报请立案", "告知补正"]
    assert "尚未确认被投诉单位" in plain(next_box(desk.lead, complaint))
    assert "不予受理" in next_box(desk.lead, complaint).partition("<details")[2]


def test_the_head_is_offered_the_decision_that_waits(desk: Desk, complaint: Complaint) -> None:
    desk.lead.take(complaint, "refusal", code="no_violation", reason="双方系承揽合同关系。")
    assert offered(desk.head, complaint) == ["不予受理审批"]
    assert offered(desk.lead, complaint) == []


def test_who_may_do_nothing_is_told_so(desk: Desk, complaint: Complaint) -> None:
    for role in (Role.AUDITOR, Role.GRID_ASSISTANT, Role.LEGAL_REVIEWER):
        screen = Screen(make_user(role=role, office=desk.bureau.office))
        assert "当前没有需要您办理的事项" in plain(next_box(screen, complaint))


def test_the_conditions_of_acceptance_are_weighed(desk: Desk, complaint: Complaint) -> None:
    page = desk.lead.open(complaint.get_absolute_url())
    assert "受理条件" in page
    assert "第十八条" in page


def test_a_likely_duplicate_is_named_with_its_reasons(desk: Desk, complaint: Complaint) -> None:
    other = complaints.make_complaint()
    page = desk.lead.open(other.get_absolute_url())
    assert "可能重复的投诉" in page
    assert complaint.number in page


def test_an_evidence_file_opens_from_the_page(desk: Desk) -> None:
    upload = SimpleUploadedFile("聊天记录.pdf", small_pdf())
    stored = files.store_upload(upload, actor=None, at=NOON)
    complaint = complaints.make_complaint(attachments=[("chat", stored.pk)])
    assert "聊天记录.pdf" in desk.head.open(complaint.get_absolute_url())
    url = reverse("documents:stored_file", args=[stored.pk])
    assert desk.head.client.get(url).status_code == 200


def test_the_way_from_complaint_to_case_and_back(desk: Desk) -> None:
    complaint = cases.lodge()
    case = cases.file(desk.bureau, complaint)
    assert case.case_no in desk.lead.open(complaint.get_absolute_url())
    assert complaint.number in desk.lead.open(case.get_absolute_url())
    assert offered(desk.lead, fresh(complaint)) == []


def test_a_page_of_72_workers_costs_as_many_queries_as_one_of_two(desk: Desk) -> None:
    def queries(complaint: Complaint) -> int:
        with CaptureQueriesContext(connection) as taken:
            desk.lead.html(f"{complaint.get_absolute_url()}?tab=claimants")
        return len(taken)

    few = complaints.lodge(complaints.a_statement(2, employer_name="江城甲有限公司")).complaint
    many = complaints.lodge(complaints.a_statement(30, employer_name="江城乙有限公司")).complaint
    queries(few)
    assert queries(few) == queries(many)


# -- the numbers under seal --


def test_a_sealed_number_is_shown_for_a_purpose_and_the_look_is_recorded(
    desk: Desk, complaint: Complaint
) -> None:
    claimant = complaint.claimants.get()
    url = reverse("console:sealed_identity", args=[claimant.pk])
    assert claimant.identity not in desk.lead.html(url)
    assert "必填" in desk.lead.refused_at(url, purpose=" ")
    assert not AccessLog.objects.exists()
    opened = desk.lead.client.post(url, {"purpose": "电话核实工资数额"})
    assert claimant.identity in opened.content.decode()
    assert "no-store" in opened["Cache-Control"]
    assert AccessLog.objects.get().purpose == "电话核实工资数额"


# -- lists --


def test_the_list_shows_every_complaint_of_the_jurisdiction_closed_ones_too(desk: Desk) -> None:
    gone = complaints.make_complaint(employer_name="江城甲有限公司")
    desk.lead.take(gone, "withdraw", note="投诉人书面撤回。")
    here = complaints.make_complaint(employer_name="江城乙有限公司")
    url = reverse("console:complaints")
    page = desk.lead.open(url)
    assert page.index(here.number) < page.index(gone.number)
    assert here.number not in desk.lead.open(f"{url}?state=withdrawn")
    assert gone.number in desk.lead.open(f"{url}?state=withdrawn")
    assert here.number in desk.lead.open(f"{url}?state=nonsense&before=x")
    assert here.number not in desk.lead.open(f"{url}?before={here.pk}")


def test_an_empty_list_says_so(desk: Desk) -> None:
    for name in ("complaints", "cases"):
        assert "没有" in desk.lead.open(reverse(f"console:{name}"))


def test_the_clock_of_a_complaint_explains_itself(desk: Desk, complaint: Complaint) -> None:
    page = desk.lead.html(complaint.get_absolute_url())
    link = re.search(r'href="(/desk/clocks/\d+/)"', page)
    assert link
    told = desk.lead.open(link[1])
    assert "期限怎么算的" in told
    assert f"{NOON + timedelta(days=7):%Y-%m-%d}" in told
    assert "第十八条" in told
