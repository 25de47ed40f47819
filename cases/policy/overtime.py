"""Overtime of a month: not above 36 hours (劳动法 第四十一条), paid at 150/200/300 % (第四十四条).

All three kinds of overtime count towards the 36 hours; rest days for which other time off was
given are not entered. The hourly rate comes from the agreed pay: a month's by 21.75 days of eight
hours, a day's by eight hours, piecework by the month's own pay over its own hours. Who works by the
hour (非全日制) has no overtime in this sense.
"""

from decimal import Decimal

from cases.policy.ledger import NOTHING
from cases.policy.months import Month, label
from cases.policy.wage_check import DAY_HOURS, PAID_DAYS, Flag, PayKind, to_fen
from statutes.citations import cite
from statutes.findings import Outcome
from statutes.money import yuan
from statutes.wording import Sentence, say

HOURS, PAY = "overtime_hours", "overtime_pay"
MOST_HOURS = Decimal(36)
LIMIT, RATES = cite("劳动法", "第四十一条"), cite("劳动法", "第四十四条")
ON_WORKDAY, ON_RESTDAY, ON_HOLIDAY = Decimal("1.5"), Decimal(2), Decimal(3)


def check_hours(row: Month, kind: PayKind | None) -> Flag | None:
    """A month with more overtime than the law allows; the flag carries no amount."""
    over = row.overtime_hours - MOST_HOURS
    if kind is PayKind.HOURLY or over <= 0:
        return None
    says = say(
        "%(month)s加班%(hours)s小时（平日%(workday)s、休息日%(restday)s、法定休假日%(holiday)s），"
        "超过每月%(most)s小时的上限%(over)s小时。",
        month=label(row.month),
        hours=plain(row.overtime_hours),
        workday=plain(row.overtime_workday),
        restday=plain(row.overtime_restday),
        holiday=plain(row.overtime_holiday),
        most=plain(MOST_HOURS),
        over=plain(over),
    )
    return Flag(HOURS, row.month, Outcome.YES, says, LIMIT)


def check_pay(row: Month, kind: PayKind | None, rate: Decimal | None) -> Flag | None:
    """Whether the overtime of a month was reckoned at the statutory multiples."""
    if kind is PayKind.HOURLY or not row.overtime_hours:
        return None
    hourly = hourly_rate(row, kind, rate)
    if hourly is None:
        return _needs(
            row,
            say(
                "%(month)s有加班，但没有登记约定的工资标准，无法核对加班工资。",
                month=label(row.month),
            ),
        )
    due = overtime_due(row, hourly)
    if row.overtime_pay is None:
        return _needs(
            row,
            say(
                "%(month)s加班工资应不少于%(due)s元，但没有登记已计发的加班工资。",
                month=label(row.month),
                due=yuan(due),
            ),
        )
    if row.overtime_pay >= due:
        return None
    says = say(
        "%(month)s加班工资%(counted)s元，低于应计%(due)s元（平日150%%、休息日200%%、"
        "法定休假日300%%），差%(short)s元。",
        month=label(row.month),
        counted=yuan(row.overtime_pay),
        due=yuan(due),
        short=yuan(due - row.overtime_pay),
    )
    return Flag(PAY, row.month, Outcome.YES, says, RATES, due - row.overtime_pay)


def hourly_rate(row: Month, kind: PayKind | None, rate: Decimal | None) -> Decimal | None:
    """What one hour is worth, unrounded; None where the facts do not tell."""
    if kind is PayKind.PIECEWORK:
        if not row.hours or row.overtime_pay is None:
            return None
        return (row.agreed - row.overtime_pay) / row.hours
    if rate is None or kind is None:
        return None
    return rate / DAY_HOURS if kind is PayKind.DAILY else rate / PAID_DAYS / DAY_HOURS


def overtime_due(row: Month, hourly: Decimal) -> Decimal:
    """The least that the month's overtime brings, to the fen."""
    weighted = (
        row.overtime_workday * ON_WORKDAY
        + row.overtime_restday * ON_RESTDAY
        + row.overtime_holiday * ON_HOLIDAY
    )
    return to_fen(hourly * weighted) if weighted else NOTHING


def plain(hours: Decimal) -> str:
    """36.50 → 36.5, 36.00 → 36."""
    return f"{hours.normalize():f}"


def _needs(row: Month, says: Sentence) -> Flag:
    return Flag(PAY, row.month, Outcome.NEEDS, says, RATES)
