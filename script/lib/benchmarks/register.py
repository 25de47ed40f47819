"""The register's list and search at the desk, against 50 of its rows from one SELECT."""

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
PAGES = (
    Page("register list", LIST),
    Page("register list, from the middle", f"{LIST}?before={{middle}}"),
    Page("register list, one county", f"{LIST}?division=410105000000"),
    Page("register list, grade C", f"{LIST}?grade=C"),
    Page("register list, listed", f"{LIST}?listed=1"),
    Page("register list, one county and red", f"{LIST}?division=410105000000&warning=red"),
    Page("facts overdue", f"{LIST}overdue/"),
    # Characters from the middle of names: in every seventh name, in one of 240, in none.
    Page("register search, common", f"{LIST}?q=建筑"),
    Page("register search, rare", f"{LIST}?q=达建"),
    Page("register search, none", f"{LIST}?q=建达"),
    Page("register search, initials", f"{LIST}?q=hdjz"),
    Page("register search, code", f"{LIST}?q=914101000000004321"),
    Page("register search, begun code", f"{LIST}?q=91410100000000"),
    Page("register search, telephone", f"{LIST}?q=0371-60004321"),
    Page("register search, county and rare", f"{LIST}?division=410105000000&q=达建"),
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
        measured.take(inspector, measured.page.address.format(middle=middle))
