"""The register's list and search at the desk, against 50 of its rows from one SELECT."""

import re
from collections.abc import Iterator

from django.utils import timezone

from accounts.models import User
from accounts.policy.roles import Role
from accounts.services.divisions import load_divisions, read_national_list
from benchmarks import city
from benchmarks.data import data_set
from benchmarks.desk import CYCLES, GROWTH, Measured, Page
from benchmarks.frame import Row, Sizes, figure, readable
from benchmarks.visiting import Visitor

BASELINE = "/baseline/firms/"
LIST = "/desk/employers/"
FULL = 50  # rows of a page: at every size, or two sizes would not be compared
ROW = re.compile(rb'href="(/desk/employers/[0-9]+/)"')


def _page(work: str, query: str = "", shows: int = FULL) -> Page:
    return Page(work, f"{LIST}{query}", shows=shows)


PAGES = (
    _page("register list"),
    _page("register list, from the middle", "?before={middle}"),
    _page("register list, one county", "?division=410105000000"),
    _page("register list, grade C", "?grade=C"),
    _page("register list, listed", "?listed=1"),
    _page("register list, one county and red", "?division=410105000000&warning=red"),
    _page("facts overdue", "overdue/"),
    # Characters from the middle of names: in every seventh name, in one of 240 or more, in none.
    _page("register search, common", "?q=建筑"),
    _page("register search, rare", "?q=达建"),
    _page("register search, none", "?q=建达", shows=0),
    _page("register search, initials", "?q=hdjz"),
    _page("register search, code", "?q=914101000000004321", shows=1),
    _page("register search, begun code", "?q=91410100000000"),
    _page("register search, telephone", "?q=0371-60004321", shows=1),
    _page("register search, county and rare", "?division=410105000000&q=达建"),
)


def fill(size: int) -> None:
    """Employers alone, and an inspector to look at them."""
    load_divisions(read_national_list())
    office = city.open_office(city.CITY)
    city.enlist(office, Role.INSPECTOR, 1)
    with city.set_based():
        city.fill_firms(size)


@figure("register")
def register(sizes: Sizes) -> Iterator[Row]:
    taken = {(page, size): Measured(page, size, BASELINE) for page in PAGES for size in sizes}
    for _ in range(CYCLES):
        for size in sizes:
            with data_set("firms", size, fill):
                _visit([taken[page, size] for page in PAGES], middle=size // 2)
    for page in PAGES:
        for size in sizes:
            yield from taken[page, size].rows()
        if len(sizes) > 1:
            small, large = (taken[page, size].times.ours for size in (sizes[0], sizes[-1]))
            growth = f"{readable(sizes[0])} → {readable(sizes[-1])}"
            yield Row(f"{page.work}, growth", growth, large, small, "ms", bar=GROWTH)


def _visit(pages: list[Measured], *, middle: int) -> None:
    person = User.objects.get(username=city.username(1))
    person.acting_on = timezone.localdate()
    inspector = Visitor(person)
    for measured in pages:
        address = measured.page.address.format(middle=middle)
        _require_full(measured.page, inspector.get(address))
        measured.take(inspector, address)


def _require_full(page: Page, body: bytes) -> None:
    """A page with fewer rows costs less: measured beside a full one it would show a growth."""
    shown = len(set(ROW.findall(body)))
    if shown != page.shows:
        raise RuntimeError(f"{page.work} shows {shown} rows in place of {page.shows}")
