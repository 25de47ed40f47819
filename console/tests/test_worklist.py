"""My day: whose clocks, in which order, a page at a time, never more than a few queries."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.policy.roles import Role
from accounts.tests.factories import make_office, make_user
from cases.tests import factories as cases
from complaints.models import Complaint
from complaints.services import desk as complaint_desk
from complaints.tests import factories as complaints
from console.tests.desk import NOON, Desk, Screen, fresh, plain
from console.worklist import PAGE
from workflow.models import Clock

pytestmark = pytest.mark.django_db
HOME = reverse("console:home")
MOST_QUERIES = 14


def clocks_on(complaint: Complaint, count: int, due_at: datetime, owner: User | None) -> None:
    """More limits than one complaint would ever have, all due at the same moment."""
    pattern = Clock.objects.of(complaint.subject).get(code="complaint_acceptance")
    before = Clock.objects.count()
    rows = []
    for n in range(count):
        values = {f.attname: getattr(pattern, f.attname) for f in Clock._meta.concrete_fields}
        changes = {
            "id": None,
            "code": f"test-{before + n}",
            "due_at": due_at,
            "owner_id": owner_id(owner),
        }
        rows.append(Clock(**values | changes))
    Clock.objects.bulk_create(rows)


def owner_id(owner: User | None) -> int | None:
    return owner.pk if owner else None


@dataclass(frozen=True)
class Line:
    """A row of the list as it is read on the screen."""

    label: str
    level: str
    due: str
    text: str


def lines(html: str) -> list[Line]:
    found = []
    for row in re.findall(r"<tr>\s*<td.*?</tr>", html, re.DOTALL):
        label = re.search(r'<a href="/desk/[^"]+">([^<]+)</a>', row)
        level = re.search(r'class="clock clock-(\w+)', row)
        due = re.search(r'<time datetime="([^"]+)"', row)
        assert label
        found.append(Line(label[1], level[1] if level else "", due[1] if due else "", plain(row)))
    return found


def shown(screen: Screen, lens: str) -> list[Line]:
    return lines(screen.html(f"{HOME}?lens={lens}"))


def labels(screen: Screen, lens: str = "all") -> list[str]:
    return [line.label for line in shown(screen, lens)]


def count(screen: Screen, lens: str) -> str:
    """What stands behind the name of a tab."""
    tab = re.search(rf'<a href="\?lens={lens}".*?</a>', screen.html(HOME), re.DOTALL)
    assert tab
    return plain(tab[0]).partition(" ")[2]


def walk(screen: Screen, address: str) -> Iterator[list[Line]]:
    """Page after page, by the link that each page gives to the next."""
    while address:
        html = screen.html(address)
        yield lines(html)
        found = re.search(r'href="([^"]+)" rel="next"', html)
        address = unescape(found[1]) if found else ""


def test_the_most_urgent_comes_first(desk: Desk) -> None:
    late = complaints.lodge(at=NOON - timedelta(days=20)).complaint
    new = complaints.make_complaint()
    older = complaints.lodge(at=NOON - timedelta(days=3)).complaint
    assert labels(desk.lead) == [late.number, older.number, new.number]


def test_what_a_complainant_wrote_is_shown_as_text(desk: Desk) -> None:
    complaints.make_complaint(employer_name="<b>甲&乙</b>公司")
    page = desk.lead.html(f"{HOME}?lens=all")
    assert "&lt;b&gt;甲&amp;乙&lt;/b&gt;公司" in page
    assert "<b>甲" not in page


def test_an_empty_desk_says_so(desk: Desk) -> None:
    page = desk.lead.open(HOME)
    assert "这里没有待办事项" in page
    assert [count(desk.lead, lens) for lens in ("today", "week", "waiting")] == ["0"] * 3


def test_a_breached_limit_is_never_hidden(desk: Desk) -> None:
    """Nobody's own and long over: it is still the first line of everybody's day."""
    late = complaints.lodge(at=NOON - timedelta(days=40)).complaint
    for screen in (desk.lead, desk.assistant, desk.head):
        line = shown(screen, "today")[0]
        assert (line.label, line.level) == (late.number, "breached")
        assert "超期" in line.text


def test_what_nobody_owns_is_seen_by_every_officer_and_what_is_owned_by_its_owner(
    desk: Desk,
) -> None:
    nobodys, owned = (complaints.lodge(at=NOON - timedelta(days=20)).complaint for _ in range(2))
    complaint_desk.assign(owned.pk, owner=desk.bureau.assistant, actor=desk.bureau.head, at=NOON)
    assert labels(desk.lead, "today") == [nobodys.number]
    assert labels(desk.assistant, "today") == [nobodys.number, owned.number]
    assert labels(desk.head, "today") == [nobodys.number, owned.number]


def test_a_case_is_on_the_desk_of_its_lead_and_of_the_heads(desk: Desk) -> None:
    case = cases.filed(desk.bureau)
    assert labels(desk.lead) == [case.case_no]
    assert labels(desk.assistant, "week") == []
    Clock.objects.of(case.subject(None)).update(due_at=NOON + timedelta(hours=3))
    assert labels(desk.lead, "today") == labels(desk.head, "today") == [case.case_no]
    assert labels(desk.assistant, "today") == []


def test_another_jurisdiction_is_on_nobodys_desk_here(desk: Desk) -> None:
    office = make_office("4102")
    there = complaints.lodge(complaints.a_statement(division_id="410200"), office=office).complaint
    assert labels(desk.head) == []
    assert labels(Screen(make_user(role=Role.UNIT_HEAD, office=office))) == [there.number]


def test_one_who_moved_to_another_office_leaves_the_work_behind(desk: Desk) -> None:
    case = cases.filed(desk.bureau)
    Clock.objects.of(case.subject(None)).update(
        owner=(mover := make_user(office=make_office("4102")))
    )
    assert labels(Screen(mover), "week") == labels(Screen(mover), "all") == []


def test_this_week_ends_on_sunday(desk: Desk) -> None:
    complaint = complaints.make_complaint()
    clock = Clock.objects.of(complaint.subject).get()
    sunday = NOON + timedelta(days=6 - NOON.weekday())
    for due_on, expected in ((sunday, [complaint.number]), (sunday + timedelta(days=1), [])):
        Clock.objects.filter(pk=clock.pk).update(due_at=due_on.replace(hour=23, minute=59))
        assert labels(desk.lead, "week") == expected


def test_what_waits_for_others_is_its_own_lens(desk: Desk) -> None:
    complaint = complaints.make_complaint()
    due_on = NOON.date() + timedelta(days=7)
    desk.lead.take(complaint, "supplement", items="欠条原件", due_on=due_on)
    assert labels(desk.lead, "waiting") == [complaint.number]
    line = shown(desk.lead, "waiting")[0]
    assert line.level == "calm" and "已中止" in line.text


def test_what_waits_for_a_decision_is_on_the_deciders_desk_alone(desk: Desk) -> None:
    case = cases.propose(desk.bureau, cases.lodge())
    assert labels(desk.head, "approvals") == [case.case_no]
    assert "立案审批" in desk.head.open(f"{HOME}?lens=approvals")
    assert labels(desk.lead, "approvals") == labels(desk.bureau_head, "approvals") == []


def test_a_lens_that_does_not_exist_is_today(desk: Desk) -> None:
    assert desk.lead.open(f"{HOME}?lens=everything") == desk.lead.open(f"{HOME}?lens=today")


# -- paging --


def test_120_limits_of_one_moment_come_once_each_in_three_pages(desk: Desk) -> None:
    complaint = complaints.lodge(at=NOON - timedelta(days=20)).complaint
    clocks_on(complaint, 60, NOON - timedelta(days=2), desk.bureau.lead)
    clocks_on(complaint, 59, NOON - timedelta(days=2), None)
    for screen in (desk.lead, desk.head):
        pages = list(walk(screen, f"{HOME}?lens=today"))
        assert [len(page) for page in pages] == [PAGE, PAGE, 20]
        dues = [line.due for page in pages for line in page]
        assert dues == sorted(dues)
    Clock.objects.update(owner=desk.bureau.lead)
    assert sum(map(len, walk(desk.lead, f"{HOME}?lens=today"))) == 120


def test_each_limit_of_the_same_moment_is_shown_once(desk: Desk) -> None:
    """Told apart by their label, since they have one subject and one due moment."""
    complaint = complaints.make_complaint()
    clocks_on(complaint, 119, NOON, None)
    for clock in Clock.objects.all():
        Clock.objects.filter(pk=clock.pk).update(label=f"第{clock.pk}号")
    found = [line.text for page in walk(desk.lead, f"{HOME}?lens=all") for line in page]
    assert len(found) == len(set(found)) == 120


@pytest.mark.parametrize(
    "after",
    [
        "nonsense", "~", "2026-11-23T12:00:00~1", "2026-11-23T12:00:00+08:00~x", "~9",
        "0001-01-01T00:00:00+14:00~1", "9999-12-31T23:59:59-12:00~1",
        "2026-11-23T12:00:00%2B08:00~99999999999999999999999", "%00", "~".join("12345"),
        f"2026-11-23T12:00:00%2B08:00~{'9' * 5000}",
    ],
)  # fmt: skip
def test_a_broken_bookmark_opens_a_page_all_the_same(desk: Desk, after: str) -> None:
    assert desk.lead.client.get(f"{HOME}?lens=all&after={after}").status_code == 200


def test_the_way_back_to_the_first_page_is_offered_on_the_others_only(desk: Desk) -> None:
    clocks_on(complaints.make_complaint(), 60, NOON, None)
    pages = [desk.lead.html(f"{HOME}?lens=all")]
    following = re.search(r'href="([^"]+)" rel="next"', pages[0])
    assert following
    pages.append(desk.lead.html(unescape(following[1])))
    assert ["回到第一页" in page for page in pages] == [False, True]
    assert ["下一页" in page for page in pages] == [True, False]


def test_a_tab_counts_no_further_than_99(desk: Desk) -> None:
    complaint = complaints.lodge(at=NOON - timedelta(days=20)).complaint
    clocks_on(complaint, 98, NOON, desk.bureau.lead)
    assert count(desk.lead, "today") == "99"
    clocks_on(complaint, 1, NOON, None)
    assert count(desk.lead, "today") == count(desk.lead, "week") == "99+"


@pytest.mark.parametrize("lens", ["today", "week", "waiting", "approvals", "all"])
def test_fifty_rows_cost_no_more_queries_than_five(desk: Desk, lens: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as taken:
            shown(desk.head, lens)
        return len(taken)

    case = cases.propose(desk.bureau, cases.lodge())
    clocks_on(complaints.make_complaint(), 5, NOON, desk.bureau.head)
    queries()  # what a process learns once
    few = queries()
    for _ in range(3):
        cases.propose(desk.bureau, cases.lodge())
    clocks_on(complaints.make_complaint(), 50, NOON, None)
    assert queries() == few <= MOST_QUERIES, lens
    assert timezone.localdate(fresh(case).proposed_at) == NOON.date()
