"""The page of a case: header, rail, tabs, and at most two next steps at every stage."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.policy.roles import Role
from accounts.tests.factories import make_user
from cases.models import Case
from cases.tests import factories as cases
from console.tests.desk import NOON, Desk, Screen, plain
from documents.models import Paper

pytestmark = pytest.mark.django_db
STAGES = ("受理", "立案", "调查", "责令改正", "送达", "改正", "结案")


def box(screen: Screen, case: Case) -> str:
    html = screen.html(case.get_absolute_url())
    found = re.search(r'class="card nextstep".*?</section>', html, re.DOTALL)
    assert found
    return found[0]


def offered(screen: Screen, case: Case) -> list[str]:
    above = box(screen, case).partition("<details")[0]
    return [plain(link) for link in re.findall(r"<a\b.*?</a>", above, re.DOTALL)]


def others(screen: Screen, case: Case) -> str:
    return plain(box(screen, case).partition("<details")[2])


# -- next steps, stage by stage --


def test_a_proposed_case_waits_for_the_head(desk: Desk) -> None:
    case = cases.propose(desk.bureau, cases.lodge())
    assert offered(desk.head, case) == ["立案审批"]
    assert offered(desk.lead, case) == []
    assert "撤回立案建议" in others(desk.lead, case)
    page = desk.head.open(case.get_absolute_url())
    assert "10,000.00" in page, "the complaint's figures stand for the ledger until filing"


def test_a_returned_filing_is_laid_before_the_head_anew(desk: Desk) -> None:
    case = cases.propose(desk.bureau, cases.lodge())
    desk.head.take(case, "decide-filing", decision="return", opinion="请补充用工证据。")
    assert offered(desk.lead, case) == ["重新报批立案"]
    assert "请补充用工证据" in desk.lead.open(f"{case.get_absolute_url()}?tab=approvals")


def test_an_investigated_case_offers_the_ledger_and_says_what_the_order_lacks(desk: Desk) -> None:
    case = cases.filed(desk.bureau)
    assert offered(desk.lead, case) == ["核定工资", "限期改正指令书"]
    assert "还有2名劳动者的工资数额没有核定" in plain(box(desk.lead, case))
    assert "补充登记劳动者" in others(desk.lead, case)


def test_an_ordered_case_offers_service_first(desk: Desk) -> None:
    case = cases.ordered(desk.bureau)
    assert offered(desk.lead, case)[0] == "送达限期改正指令书"
    assert len(offered(desk.lead, case)) == 2
    assert "撤回限期改正指令书" in others(desk.head, case)


def test_a_served_case_offers_payment_and_says_what_verification_lacks(desk: Desk) -> None:
    case = cases.served(desk.bureau)
    assert offered(desk.lead, case)[0] == "登记付款"
    assert len(offered(desk.lead, case)) == 2


def test_a_corrected_case_offers_to_close_and_the_head_decides(desk: Desk) -> None:
    case = cases.verified(desk.bureau)
    assert offered(desk.lead, case) == ["拟结案"]
    cases.propose_closing(desk.bureau, case)
    assert offered(desk.head, case) == ["结案审批"]
    desk.head.take(case, "decide-closing", decision="approve", opinion="同意结案。")
    assert offered(desk.lead, case) == ["生成案卷", "归档"]
    assert "尚未生成案卷" in plain(box(desk.lead, case))
    assert "当前没有需要您办理的事项" in plain(box(desk.head, case))
    assert "没有正在计时的期限" in desk.lead.open(case.get_absolute_url())


def test_an_officer_who_is_not_on_the_case_is_told_so(desk: Desk) -> None:
    case = cases.filed(desk.bureau)
    colleague = Screen(make_user(office=desk.bureau.office))
    assert "您不是本案的主办或协办监察员" in plain(box(colleague, case))


def test_who_only_reads_is_offered_nothing(desk: Desk) -> None:
    case = cases.filed(desk.bureau)
    for role in (Role.AUDITOR, Role.GRID_ASSISTANT, Role.LEGAL_REVIEWER):
        screen = Screen(make_user(role=role, office=desk.bureau.office))
        assert "当前没有需要您办理的事项" in plain(box(screen, case))
        assert "登记付款" not in screen.open(f"{case.get_absolute_url()}?tab=workers")


# -- what stands on the page --


def test_the_header_says_the_stage_the_money_and_the_next_limit(desk: Desk) -> None:
    case = cases.served(desk.bureau)
    page = desk.lead.open(case.get_absolute_url())
    for word in (case.case_no, case.subject_name, "陈志强", "李敏", "10,000.00", *STAGES):
        assert word in page
    rail = re.findall(r'class="[^"]*\b(done|now|later)\b', desk.lead.html(case.get_absolute_url()))
    assert rail == ["done"] * 4 + ["now"] + ["later"] * 2


@pytest.mark.parametrize(
    ("tab", "word"),
    [
        ("", "基本案情"),
        ("overview", "基本案情"),
        ("workers", "付款记录"),
        ("papers", "限期改正指令书"),
        ("approvals", "同意立案。"),
        ("history", "批准立案"),
        ("nonsense", "基本案情"),
    ],
)
def test_every_tab_opens(desk: Desk, tab: str, word: str) -> None:
    case = cases.served(desk.bureau)
    cases.pay_all(desk.bureau, case)
    assert word in desk.lead.open(f"{case.get_absolute_url()}?tab={tab}")


def test_tabs_of_a_new_case_say_that_they_are_empty(desk: Desk) -> None:
    case = cases.propose(desk.bureau, cases.lodge())
    assert "还没有登记劳动者" in desk.lead.open(f"{case.get_absolute_url()}?tab=workers")
    assert "还没有文书" in desk.lead.open(f"{case.get_absolute_url()}?tab=papers")


def test_a_paper_opens_from_its_tab(desk: Desk) -> None:
    case = cases.ordered(desk.bureau)
    html = desk.lead.html(f"{case.get_absolute_url()}?tab=papers")
    for paper in Paper.objects.of(case.subject(None)):
        assert paper.get_absolute_url() in html
        assert desk.lead.client.get(paper.get_absolute_url()).status_code in (200, 202)


@pytest.mark.parametrize("tab", ["workers", "history", "papers"])
def test_a_long_case_costs_as_many_queries_as_a_short_one(desk: Desk, tab: str) -> None:
    def queries(case: Case) -> int:
        with CaptureQueriesContext(connection) as taken:
            desk.lead.html(f"{case.get_absolute_url()}?tab={tab}")
        return len(taken)

    short, long = cases.served(desk.bureau, 2), cases.served(desk.bureau, 12)
    for case in (short, long):
        cases.pay_all(desk.bureau, case)
    for claim in long.claims.all()[:3]:
        payment = claim.payments.get()
        url = reverse("console:reversal", args=[payment.pk])
        assert desk.lead.client.post(url, {"reason": "回单有误。"}).status_code == 302
    queries(short)
    assert queries(long) == queries(short)


# -- how a limit was counted --


def clock_pages(desk: Desk, case: Case) -> list[str]:
    html = desk.lead.html(case.get_absolute_url())
    links: list[Any] = re.findall(r'href="(/desk/clocks/\d+/)"', html)
    return [desk.lead.open(link) for link in dict.fromkeys(links)]


def test_the_investigation_says_how_its_sixty_days_were_counted(desk: Desk) -> None:
    case = cases.filed(desk.bureau)
    [page] = clock_pages(desk, case)
    assert "60" in page and "第十七条" in page
    assert "元旦" in page or "春节" in page or "休息日" in page
    assert "计时记录" in page


def test_an_ended_limit_stays_as_it_ended(desk: Desk) -> None:
    case = cases.filed(desk.bureau)
    link = re.search(r"/desk/clocks/\d+/", desk.lead.html(case.get_absolute_url()))
    assert link
    cases.serve(
        desk.bureau, cases.issue(desk.bureau, cases.determine_as_claimed(desk.bureau, case))
    )
    with time_machine.travel(NOON + timedelta(days=400), tick=False):
        page = Screen(desk.bureau.lead).open(link[0])
    assert "已办结" in page
    assert "超期" not in page


def test_a_case_far_over_its_limit_says_so(desk: Desk) -> None:
    case = cases.filed(desk.bureau)
    with time_machine.travel(NOON + timedelta(days=200), tick=False):
        page = Screen(desk.bureau.lead).open(case.get_absolute_url())
    assert "超期" in page
