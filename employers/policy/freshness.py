"""How long a verified fact counts as known: 基础数据更新至少每半年一次 (两网化方案)."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from statutes.clocks import add_months
from statutes.limits import limit

CODE = "employer_fact_verification"
# What makes a file known: where it is, who answers for it, how it is reached, how many work there.
# One number that was rung up does not speak for the rest.
CORE = ("address", "legal_representative", "phone", "headcount")


def core_of(*, is_unit: bool) -> frozenset[str]:
    """An individual who hires has no legal representative."""
    return frozenset(CORE if is_unit else set(CORE) - {"legal_representative"})


def known_since(
    lines: Iterable[tuple[date, Collection[str]]], core: Collection[str]
) -> date | None:
    """The day of which all core facts were seen then or later; None while one never was.

    `lines` say on which day which facts were learnt or found still true.
    """
    last: dict[str, date] = {}
    for day, seen in lines:
        for fact in set(core) & set(seen):
            last[fact] = max(day, last.get(fact, day))
    return min(last.values()) if len(last) == len(core) else None


def due_on(verified_on: date) -> date:
    """The last day on which what was verified then still counts."""
    return add_months(verified_on, limit(CODE, on=verified_on).term.length)


def fresh_since(today: date) -> date:
    """The earliest day of verification that is not overdue today; before it, all are."""
    day = add_months(today, -limit(CODE, on=today).term.length)
    while due_on(day) < today:  # half a year after 28 February is 28, not 31 August
        day += timedelta(days=1)
    return day
