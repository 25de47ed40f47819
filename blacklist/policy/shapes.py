"""What the rules can tell apart: records of one shape come to one verdict.

A sweep asks the database for the shape of every record, judges one stand-in of each shape, and
looks closely only at those that met a ground or left one open.
"""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple, get_args

from blacklist.policy.city_2014 import Settings
from blacklist.policy.records import REFUSAL_TO_PAY, ArrearsRecord
from cases.policy.history import Source, SubjectKind
from statutes.crime_thresholds import CEILING, FLOOR, MONTHS, PROVINCIAL, WORKERS

# A figure is told apart by the thresholds that it comes up to, a day by the rules in force on it.
_BANDS = (FLOOR, CEILING, *(row.threshold for row in PROVINCIAL))
AMOUNTS = sorted({Settings().least_amount, *(threshold.ten for threshold in _BANDS)})
LARGEST = sorted({threshold.one for threshold in _BANDS})
HEADCOUNT = Settings().headcount
HEADS = sorted({WORKERS, HEADCOUNT, HEADCOUNT + 1})
AGES = [MONTHS]
DAYS = sorted({row.in_force_from for row in PROVINCIAL})
NOT_YET = -1  # in place of a day
NOT_ORDERED, NO_TERM, RUNNING, EXPIRED = range(4)
IN_TIME, LATE = 1, 2
NO_POLICE, REFUSAL, OTHER_OFFENCE = range(3)
FIGURES = frozenset({"workers", "amount", "max_worker_amount", "max_worker_months"})
OF_ONE = frozenset({"max_worker_amount", "max_worker_months"})
ONE_DAY = timedelta(days=1)


class Shape(NamedTuple):
    """One record as of a day; `None` is unknown, a number says which step it stands on."""

    place: str  # four digits
    filed: int | None
    source: str | None
    is_lodged: bool
    is_about_wages: bool
    migrant: bool | None
    workers: int | None
    amount: int | None
    largest: int | None
    months: int | None
    is_rising: bool
    largest_is_rising: bool
    order: int | None
    paid: int | None
    promise: bool | None
    refused: bool | None
    mass_petition: bool | None
    serious_impact: bool | None
    police: int | None
    subject_kind: str | None
    has_uscc: bool

    @property
    def hangs_on_the_reading(self) -> bool:
        """Twenty workers exactly: whether that is enough is set by each place."""
        return self.workers is not None and HEADS[self.workers - 1 :][:1] == [HEADCOUNT]


_READ: dict[type, Callable[[str], Any]] = {str: str, int: int, bool: "t".__eq__}
_READERS = [_READ[(get_args(kind) or (kind,))[0]] for kind in Shape.__annotations__.values()]


@lru_cache(maxsize=65_536)
def shape_of(code: str) -> Shape:
    """Read a shape from the text of a database row: `(4101,3,complaint,t,…)`, empty is unknown.

    No value of a shape holds a comma, a quote or a parenthesis.
    """
    cells = zip(_READERS, code[1:-1].split(","), strict=True)
    return Shape._make(read(cell) if cell else None for read, cell in cells)


@lru_cache(maxsize=65_536)
def stand_in(shape: Shape, on: date, lodged_on: date | None = None, key: str = "") -> ArrearsRecord:
    """A record of this shape, as plain as one can be."""
    due = {RUNNING: on, EXPIRED: on - ONE_DAY}.get(-1 if shape.order is None else shape.order)
    offence = {REFUSAL: f"{REFUSAL_TO_PAY}罪", OTHER_OFFENCE: "其他"}.get(shape.police or 0, "")
    return ArrearsRecord(
        case_no=key,
        key=key,
        division=shape.place.ljust(12, "0"),
        has_uscc=shape.has_uscc,
        subject_kind=SubjectKind(shape.subject_kind) if shape.subject_kind else None,
        source=Source(shape.source) if shape.source else None,
        lodged_on=lodged_on or (on if shape.is_lodged else None),
        filed_on=_filed_on(shape.filed),
        is_filed=False if shape.filed == NOT_YET else None,
        is_about_wages=shape.is_about_wages,
        migrant=shape.migrant,
        workers=_count(shape.workers, HEADS),
        amount=_money(shape.amount, AMOUNTS),
        max_worker_amount=_money(shape.largest, LARGEST),
        max_worker_months=_count(shape.months, AGES),
        order_on=on if shape.order in (NO_TERM, RUNNING, EXPIRED) else None,
        is_ordered=False if shape.order == NOT_ORDERED else None,
        order_due_on=due,
        paid_on=None if shape.paid is None else (due if shape.paid == IN_TIME and due else on),
        promise=shape.promise,
        refused=shape.refused,
        mass_petition=shape.mass_petition,
        serious_impact=shape.serious_impact,
        police_filed_on=None if shape.police == NO_POLICE else on,
        police_offence=offence,
        rising=FIGURES if shape.is_rising else OF_ONE if shape.largest_is_rising else frozenset(),
    )


def _filed_on(step: int | None) -> date | None:
    if step is None or step == NOT_YET:
        return None
    return DAYS[step - 1] if step else date.min


def _count(step: int | None, steps: list[int]) -> int | None:
    if step is None:
        return None
    return steps[step - 1] if step else 0


def _money(step: int | None, steps: list[Decimal]) -> Decimal | None:
    if step is None:
        return None
    return steps[step - 1] if step else Decimal(0)
