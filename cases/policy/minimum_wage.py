"""Whether a month's pay reaches the minimum wage of its place and time (劳动法 第四十八条).

A full-time worker is held against the monthly figure, one paid by the hour (非全日制) against the
hourly one. Overtime pay does not count towards either. A month not worked in full is measured by
the day (21.75 paid days). The figure of a place that nobody entered is asked for, never guessed.
"""

from dataclasses import dataclass
from decimal import Decimal

from cases.policy.ledger import NOTHING
from cases.policy.months import Month, label
from cases.policy.wage_check import PAID_DAYS, Flag, PayKind, to_fen
from statutes.citations import cite
from statutes.findings import Outcome
from statutes.money import yuan
from statutes.wording import Sentence, say

CODE = "minimum_wage"
CITATION = cite("劳动法", "第四十八条")
MONTHLY, HOURLY = "minimum_wage_monthly", "minimum_wage_hourly"


@dataclass(frozen=True, slots=True)
class Standard:
    """The minimum wage of a place on a day, with the paper that set it."""

    amount: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class MonthStandard:
    """The figures in force on the first and on the last day of a month; None where unknown."""

    first: Standard | None
    last: Standard | None


def key_for(kind: PayKind) -> str:
    """The rulebook's figure that this kind of worker is held against."""
    return HOURLY if kind is PayKind.HOURLY else MONTHLY


def unknown_kind(row: Month) -> Flag:
    """Without knowing how the pay is counted, neither figure can be held against it."""
    return _needs(row, say("%(month)s没有登记计酬方式，无法核对最低工资。", month=_of(row)))


def check(row: Month, kind: PayKind, standard: MonthStandard, *, working_days: int) -> Flag | None:
    """What is to be said of this month; `working_days` are those of the calendar."""
    first, last = standard.first, standard.last
    if first is None or last is None:
        return _needs(
            row, say("用工所在地%(month)s的最低工资标准没有登记，无法核对。", month=_of(row))
        )
    lower, higher = sorted((first, last), key=lambda s: s.amount)
    floor = _floor(row, kind, lower, working_days)
    if isinstance(floor, Sentence):
        return _needs(row, floor)
    counted = row.agreed - (row.overtime_pay or NOTHING)
    if counted < floor:
        return _breach(row, counted, floor, lower)
    ceiling = _floor(row, kind, higher, working_days)
    if isinstance(ceiling, Decimal) and counted < ceiling:
        return _needs(row, say("%(month)s最低工资标准有调整，须分段核对。", month=_of(row)))
    if row.overtime_pay is None and row.overtime_hours:
        return _needs(
            row,
            say("%(month)s有加班但没有登记加班工资，无法剔除后核对最低工资。", month=_of(row)),
        )
    return None


def _floor(row: Month, kind: PayKind, standard: Standard, working_days: int) -> Decimal | Sentence:
    """The least that this month had to bring, or what is missing to tell."""
    if kind is PayKind.HOURLY:
        if row.hours is None:
            return say("%(month)s没有登记工时，无法核对小时最低工资。", month=_of(row))
        return to_fen(standard.amount * row.hours)
    if row.days is not None and row.days < working_days:
        return min(standard.amount, to_fen(standard.amount * row.days / PAID_DAYS))
    if row.days is None and row.agreed - (row.overtime_pay or NOTHING) < standard.amount:
        return say(
            "%(month)s低于全月最低工资标准%(standard)s元，但没有登记出勤天数，无法核对。",
            month=_of(row),
            standard=yuan(standard.amount),
        )
    return standard.amount


def _breach(row: Month, counted: Decimal, floor: Decimal, standard: Standard) -> Flag:
    says = say(
        "%(month)s应发%(counted)s元（不含加班工资），低于最低工资%(floor)s元（%(source)s），"
        "差%(short)s元。",
        month=_of(row),
        counted=yuan(counted),
        floor=yuan(floor),
        source=standard.source,
        short=yuan(floor - counted),
    )
    return Flag(CODE, row.month, Outcome.YES, says, CITATION, floor - counted)


def _needs(row: Month, says: Sentence) -> Flag:
    return Flag(CODE, row.month, Outcome.NEEDS, says, CITATION)


def _of(row: Month) -> str:
    return label(row.month)
