"""The desk's pages, against a minimal page with 50 rows that stands behind the same log-in."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from django.utils import timezone

from accounts.models import User
from benchmarks import city
from benchmarks.data import data_set
from benchmarks.frame import Row, Sizes, Times, figure, readable
from benchmarks.visiting import Visitor, queries_of
from cases.models import Case

BASELINE = "/baseline/rows/"
TIMES_SLOWER, QUERIES, GROWTH = 3, 12, 1.3
ROUNDS, CYCLES = 20, 3  # sizes take turns too: growth is a ratio of two of them


@dataclass(frozen=True)
class Page:
    work: str
    address: str
    by_head: bool = False
    shows: int | None = None  # rows of the register, asked of every visit


PAGES = (
    Page("worklist today, inspector", "/desk/?lens=today"),
    Page("worklist all, inspector", "/desk/?lens=all"),
    Page("worklist today, unit head", "/desk/?lens=today", by_head=True),
    Page("worklist all, unit head", "/desk/?lens=all", by_head=True),
    Page("case page", "/desk/cases/{case}/"),
    # Characters from the middle of names: in every seventh name, in one of 240.
    Page("employer search, common", "/desk/search/?q=建筑"),
    Page("employer search, rare", "/desk/search/?q=达建"),
)


class Measured:
    """One page at one size."""

    def __init__(self, page: Page, size: int, baseline: str = BASELINE) -> None:
        self.page, self.size, self.times, self.queries = page, size, Times(), 0
        self.baseline = baseline

    def take(self, visitor: Visitor, address: str) -> None:
        read = partial(visitor.get, address)
        self.times.take(read, partial(visitor.get, self.baseline), ROUNDS)
        self.queries = queries_of(read)

    def rows(self) -> Iterator[Row]:
        work, size, times = self.page.work, readable(self.size), self.times
        yield Row(work, size, times.ours, times.baseline, "ms", bar=TIMES_SLOWER)
        yield Row(f"{work}, queries", size, self.queries, 1, "", bar=QUERIES)


@figure("desk")
def desk(sizes: Sizes) -> Iterator[Row]:
    taken = {(page, size): Measured(page, size) for page in PAGES for size in sizes}
    for _ in range(CYCLES):
        for size in sizes:
            with data_set("city", size, city.fill):
                _visit([taken[page, size] for page in PAGES])
    for page in PAGES:
        for size in sizes:
            yield from taken[page, size].rows()
        if len(sizes) > 1:
            small, large = (taken[page, size].times.ours for size in (sizes[0], sizes[-1]))
            growth = f"{readable(sizes[0])} → {readable(sizes[-1])}"
            yield Row(f"{page.work}, growth", growth, large, small, "ms", bar=GROWTH)


def _visit(pages: list[Measured]) -> None:
    person, superior = _person(1), _person(city.INSPECTORS)
    inspector, head = Visitor(person), Visitor(superior)
    case = Case.objects.visible_to(person).latest("pk")
    for measured in pages:
        visitor = head if measured.page.by_head else inspector
        measured.take(visitor, measured.page.address.format(case=case.pk))


def _person(number: int) -> User:
    person = User.objects.get(username=city.username(number))
    person.acting_on = timezone.localdate()
    return person
