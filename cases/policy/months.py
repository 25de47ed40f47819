"""One worker's wages month by month: what was due, what was handed over, what is left.

`agreed` is what the month should have brought (应发), overtime pay included; `paid` what was handed
over before the bureau stepped in (已发). What is left is never typed: owed = agreed − paid.
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cases.policy.ledger import NOTHING
from statutes.money import yuan
from statutes.wording import Sentence, say

HOURS_A_DAY = 24
NONE_WORKED = Decimal("0.00")
LARGEST = Decimal("9999999.99")
EARLIEST = date(2008, 1, 1)  # 劳动合同法; the calendar of working days begins a year before


@dataclass(frozen=True, slots=True)
class Month:
    """One month of one worker; a quantity that nobody recorded is None, not nought."""

    month: date  # its first day
    agreed: Decimal
    paid: Decimal = NOTHING
    days: Decimal | None = None
    hours: Decimal | None = None
    pieces: Decimal | None = None
    overtime_pay: Decimal | None = None  # the part of `agreed` that pays for overtime
    overtime_workday: Decimal = NONE_WORKED
    overtime_restday: Decimal = NONE_WORKED  # without other time off for it
    overtime_holiday: Decimal = NONE_WORKED

    @property
    def owed(self) -> Decimal:
        return self.agreed - self.paid

    @property
    def overtime_hours(self) -> Decimal:
        return self.overtime_workday + self.overtime_restday + self.overtime_holiday


@dataclass(frozen=True, slots=True)
class MonthSums:
    """What a line takes over from its months."""

    count: int = 0
    agreed: Decimal = NOTHING
    paid: Decimal = NOTHING

    @property
    def owed(self) -> Decimal:
        return self.agreed - self.paid


def sums(months: Iterable[Month]) -> MonthSums:
    rows = list(months)
    return MonthSums(
        count=len(rows),
        agreed=sum((row.agreed for row in rows), NOTHING),
        paid=sum((row.paid for row in rows), NOTHING),
    )


def label(month: date) -> str:
    """2026-07, as the grid and the checks name a month."""
    return f"{month:%Y-%m}"


def refuse_months(worker: str, months: Sequence[Month], *, today: date) -> tuple[Sentence, ...]:
    """Everything that is wrong with a worker's months, each with its month."""
    seen: set[date] = set()
    found: list[Sentence] = []
    for row in months:
        if row.month in seen:
            found.append(say("%(month)s填了两行。", month=label(row.month)))
        seen.add(row.month)
        found += [sentence for is_wrong, sentence in _possible_errors(row, today=today) if is_wrong]
    return tuple(
        say("%(worker)s：%(problem)s", worker=worker, problem=sentence) for sentence in found
    )


def _possible_errors(row: Month, *, today: date) -> tuple[tuple[bool, Sentence], ...]:
    name = label(row.month)
    length = monthrange(row.month.year, row.month.month)[1]
    hours = (row.hours or NONE_WORKED) + row.overtime_hours
    counted = (row.agreed, row.paid, row.days, row.hours, row.pieces, row.overtime_pay)
    worked = (row.overtime_workday, row.overtime_restday, row.overtime_holiday)
    return (
        (row.month > today, say("%(month)s还没有到。", month=name)),
        (row.month < EARLIEST, say("%(month)s过早，请核对月份。", month=name)),
        (
            any(value is not None and value < 0 for value in (*counted, *worked)),
            say("%(month)s有负数，请核对。", month=name),
        ),
        (
            any(amount > LARGEST for amount in (row.agreed, row.paid, row.overtime_pay or NOTHING)),
            say("%(month)s的金额超过一千万元，请核对。", month=name),
        ),
        (
            row.paid > row.agreed,
            say(
                "%(month)s已发%(paid)s元超过应发%(agreed)s元；多发的部分请填在它所抵的月份。",
                month=name,
                paid=yuan(row.paid),
                agreed=yuan(row.agreed),
            ),
        ),
        (
            row.days is not None and row.days > length,
            say("%(month)s只有%(days)s天。", month=name, days=length),
        ),
        (hours > length * HOURS_A_DAY, say("%(month)s的工时超过全月的小时数。", month=name)),
        (
            row.overtime_pay is not None and row.overtime_pay > row.agreed,
            say("%(month)s的加班工资超过应发工资。", month=name),
        ),
    )
