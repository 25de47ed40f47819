"""The checks of a whole ledger, or of one line, from few readings: minimum wage and overtime."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from cases.models import Case, WageClaim
from cases.policy import minimum_wage, overtime
from cases.policy.minimum_wage import HOURLY, MONTHLY, MonthStandard, Standard
from cases.policy.months import Month
from cases.policy.wage_check import Flag, PayKind
from rulebook import services as rulebook
from rulebook.policy.history import History
from statutes.dates import ONE_DAY


@dataclass(frozen=True, slots=True)
class Local:
    """What the place of employment says of a month."""

    standard: Callable[[date, str], MonthStandard]
    working_days: Callable[[date], int]


def local(case: Case) -> Local:
    """Read the minimum wages of the place and the calendar once, whatever the roster's size."""
    figures = rulebook.histories((MONTHLY, HOURLY), case.division_id)
    calendar = rulebook.calendar()

    @cache
    def standard(month: date, key: str) -> MonthStandard:
        history = figures[key]
        return MonthStandard(_on(history, month), _on(history, _last_day(month)))

    @cache
    def working_days(month: date) -> int:
        return calendar.between(month - ONE_DAY, _last_day(month))

    return Local(standard, working_days)


def flags_of(case: Case, claims: Iterable[WageClaim]) -> dict[int, tuple[Flag, ...]]:
    """What is to be said of each line, by its key; hand in lines with their months prefetched."""
    place = local(case)
    return {claim.pk: _flags(claim, place) for claim in claims}


def _flags(claim: WageClaim, place: Local) -> tuple[Flag, ...]:
    kind = PayKind(claim.pay_kind) if claim.pay_kind else None
    found: list[Flag | None] = []
    for row in (month.facts for month in claim.months.all()):
        found += [_wage(row, kind, place), *_overtime(row, kind, claim)]
    return tuple(flag for flag in found if flag is not None)


def _wage(row: Month, kind: PayKind | None, place: Local) -> Flag | None:
    if kind is None:
        return minimum_wage.unknown_kind(row)
    standard = place.standard(row.month, minimum_wage.key_for(kind))
    return minimum_wage.check(row, kind, standard, working_days=place.working_days(row.month))


def _overtime(row: Month, kind: PayKind | None, claim: WageClaim) -> tuple[Flag | None, ...]:
    return overtime.check_hours(row, kind), overtime.check_pay(row, kind, claim.rate)


def _on(history: History, day: date) -> Standard | None:
    figure = history.on(day)
    return None if figure is None else Standard(figure.yuan, figure.citation)


def _last_day(month: date) -> date:
    following = (month + timedelta(days=31)).replace(day=1)
    return following - ONE_DAY
