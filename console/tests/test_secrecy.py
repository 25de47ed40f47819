"""保密 on the desk: seen wherever the person is, asked for where the order needs it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.policy.roles import Role
from accounts.tests.factories import make_user
from cases.models import Case
from cases.tests import factories as cases
from complaints.models import Complaint
from complaints.tests import factories as complaints
from console.tests.desk import Desk, Screen, act_url, fresh, plain

pytestmark = pytest.mark.django_db
TAG = re.compile(r'<span class="tag tag-seal">保密</span>')
LACK = "名投诉人要求对单位保密，须先取得并登记其同意。"
NOTE = "11月23日投诉人到窗口当面同意向单位公开姓名。"
ORDER = {"findings": "经查，你单位拖欠工资。", "requirement": "足额支付。", "period_days": 5}


@pytest.fixture
def complaint(desk: Desk) -> Complaint:
    return cases.lodge(is_confidential=True)


@pytest.fixture
def case(desk: Desk, complaint: Complaint) -> Case:
    return cases.determine_as_claimed(desk.bureau, cases.file(desk.bureau, complaint))


def tags(screen: Screen, url: str) -> int:
    return len(TAG.findall(screen.html(url)))


def next_box(screen: Screen, record: Complaint | Case) -> str:
    html = screen.html(record.get_absolute_url())
    return html.partition('class="card nextstep"')[2].partition("</section>")[0]


def test_the_head_of_a_complaint_says_so_until_consent(desk: Desk, complaint: Complaint) -> None:
    page = complaint.get_absolute_url()
    assert tags(desk.lead, page) == 1
    assert "没有投诉人同意不得向单位公开姓名" in desk.lead.open(page)
    desk.lead.take(complaint, "disclosure", note=NOTE)
    assert tags(desk.lead, page) == 0
    assert "已同意公开姓名（2026-11-23 12:00 陈志强 登记）" in desk.lead.open(page)
    assert NOTE in desk.lead.open(f"{page}?tab=history")


def test_a_complaint_that_asked_for_nothing_shows_nothing_and_offers_nothing(desk: Desk) -> None:
    open_one = complaints.make_complaint()
    assert "保密" not in desk.lead.open(open_one.get_absolute_url())
    assert "登记投诉人同意公开姓名" not in next_box(desk.lead, open_one)
    assert "没有要求对单位保密" in desk.lead.refused(open_one, "disclosure", note=NOTE)


def test_consent_needs_its_words(desk: Desk, complaint: Complaint) -> None:
    assert "何时、何人、以何种方式" in desk.lead.open(act_url(complaint, "disclosure"))
    assert "必填" in desk.lead.refused(complaint, "disclosure", note=" ")
    assert fresh(complaint).withholds_names


def test_the_ledger_of_a_case_marks_whose_names_are_kept(desk: Desk, case: Case) -> None:
    workers = f"{case.get_absolute_url()}?tab=workers"
    assert tags(desk.lead, workers) == 2
    assert tags(desk.lead, f"{cases.filed(desk.bureau).get_absolute_url()}?tab=workers") == 0


def test_the_order_says_what_it_lacks_and_where_to_record_it(
    desk: Desk, case: Case, complaint: Complaint
) -> None:
    box = next_box(desk.lead, case)
    assert f"还有2{LACK}" in plain(box)
    assert f'href="{act_url(complaint, "disclosure")}"' in box
    assert f"还有2{LACK}" in desk.lead.refused(case, "order", **ORDER)

    desk.lead.take(complaint, "disclosure", note=NOTE)
    assert "保密" not in next_box(desk.lead, case)
    desk.lead.take(case, "order", **ORDER)
    assert NOTE in desk.lead.open(f"{case.get_absolute_url()}?tab=history")


def test_who_may_not_record_consent_is_not_shown_the_way(desk: Desk, case: Case) -> None:
    for role in (Role.AUDITOR, Role.GRID_ASSISTANT, Role.LEGAL_REVIEWER):
        screen = Screen(make_user(role=role, office=desk.bureau.office))
        assert "登记投诉人同意公开姓名" not in next_box(screen, case)
    assert "登记投诉人同意公开姓名" not in next_box(desk.head, case)


@pytest.mark.parametrize("tab", ["overview", "workers"])
def test_a_case_asks_no_more_of_the_database_for_more_people(desk: Desk, tab: str) -> None:
    def queries(workers: int) -> int:
        case = cases.file(desk.bureau, cases.lodge(workers, is_confidential=True))
        desk.lead.html(case.get_absolute_url())
        with CaptureQueriesContext(connection) as asked:
            desk.lead.html(f"{case.get_absolute_url()}?tab={tab}")
        return len(asked)

    assert queries(2) == queries(30)
