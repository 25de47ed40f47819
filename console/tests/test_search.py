"""One box: numbers, phone tails, papers, employers; nothing of another jurisdiction."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.http import urlencode

from accounts.policy.roles import Role
from accounts.tests.factories import make_office, make_user
from cases.models import Case
from cases.tests import factories as cases
from complaints.tests import factories as complaints
from console.tests.desk import Desk, Screen
from documents.models import Paper

pytestmark = pytest.mark.django_db
URL = reverse("console:search")


@pytest.fixture
def case(desk: Desk) -> Case:
    return cases.ordered(desk.bureau)


def links(screen: Screen, query: str) -> str:
    return screen.html(f"{URL}?{urlencode({'q': query})}")


def test_a_case_is_found_by_its_number(desk: Desk, case: Case) -> None:
    for query in (case.case_no, f" {case.case_no} ", case.case_no.replace("-", " -")):
        assert case.get_absolute_url() in links(desk.lead, query)


def test_a_case_is_found_by_its_year_and_serial_as_officers_say_them(
    desk: Desk, case: Case
) -> None:
    for query in (f"{case.year}-{case.serial}", f"案 {case.year}-{case.serial:04d}"):
        assert case.get_absolute_url() in links(desk.lead, query)
    assert case.get_absolute_url() not in links(desk.lead, f"{case.year}-{case.serial + 1}")


def test_a_complaint_is_found_by_its_number(desk: Desk) -> None:
    complaint = complaints.make_complaint()
    assert complaint.get_absolute_url() in links(desk.lead, complaint.number)


def test_a_complaint_is_found_by_the_last_four_digits_of_a_phone(desk: Desk) -> None:
    complaint = complaints.make_complaint()
    claimant = complaint.claimants.get()
    html = links(desk.lead, claimant.phone_last4)
    assert complaint.get_absolute_url() in html
    assert claimant.phone not in html
    assert complaint.get_absolute_url() not in links(desk.lead, claimant.phone_last4[1:])


def test_a_paper_is_found_by_its_number_by_those_who_read_papers(desk: Desk, case: Case) -> None:
    paper = Paper.objects.of(case.subject(None)).exclude(number="")[0]
    assert paper.get_absolute_url() in links(desk.lead, paper.number)
    grid = Screen(make_user(role=Role.GRID_ASSISTANT, office=desk.bureau.office))
    assert paper.get_absolute_url() not in links(grid, paper.number)


def test_an_employer_is_found_by_two_characters_of_its_name(desk: Desk, case: Case) -> None:
    for query in ("宏达", "江城宏达建筑", "劳务"):
        assert case.employer.get_absolute_url() in links(desk.lead, query)
    assert "没有找到" in desk.lead.open(f"{URL}?q=宏")
    assert "没有找到" in desk.lead.open(f"{URL}?q=不存在的单位")


@pytest.mark.parametrize(
    "query",
    [
        "%", "%%", "_", "__", "'", "''; DROP TABLE cases_case; --", "\\", "\\%", "%达宏%",
        "<script>alert(1)</script>", "宏\x00达", "\x00", "　", "😀",
        "99999999999999999999", "٠١٢٣", "a" * 10_000, "(" * 200, "[", "*", "?", "NULL",
    ],
)  # fmt: skip
def test_a_hostile_query_is_only_text(desk: Desk, case: Case, query: str) -> None:
    html = links(desk.lead, query)
    assert "<script>alert" not in html
    if query != "宏\x00达":
        assert case.get_absolute_url() not in html, "a wildcard is a character here"


def test_nothing_asked_is_nothing_searched(desk: Desk, case: Case) -> None:
    for query in ("", "   "):
        assert case.get_absolute_url() not in links(desk.lead, query)
    assert desk.lead.client.get(URL).status_code == 200


def test_another_jurisdiction_finds_the_employer_and_not_its_case(desk: Desk, case: Case) -> None:
    stranger = Screen(make_user(office=make_office("4102")))
    complaint = case.sources.get().complaint
    assert complaint is not None
    tail = complaint.claimants.all()[0].phone_last4
    paper = Paper.objects.of(case.subject(None)).exclude(number="")[0]
    for query in (case.case_no, complaint.number, tail, paper.number):
        assert "没有找到" in stranger.open(f"{URL}?{urlencode({'q': query})}")
    register = stranger.html(f"{URL}?q=宏达")
    assert "江城宏达建筑劳务有限公司" in register
    assert case.get_absolute_url() not in register


def test_a_common_word_costs_a_bounded_number_of_queries(desk: Desk) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as taken:
            links(desk.lead, "江城")
        return len(taken)

    def more(first: int, count: int) -> None:
        for n in range(first, first + count):
            cases.lodge(1, employer_name=f"江城{'甲乙丙丁戊己庚辛'[n]}建筑有限公司")

    more(0, 2)
    queries()
    few = queries()
    more(2, 6)
    assert queries() == few
