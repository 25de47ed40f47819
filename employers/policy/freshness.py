"""How long a verified fact counts as known: 基础数据更新至少每半年一次 (两网化方案)."""

from datetime import date, timedelta

from statutes.clocks import add_months
from statutes.limits import limit

CODE = "employer_fact_verification"


def due_on(verified_on: date) -> date:
    """The last day on which what was verified then still counts."""
    return add_months(verified_on, limit(CODE, on=verified_on).term.length)


def fresh_since(today: date) -> date:
    """The earliest day of verification that is not overdue today; before it, all are."""
    day = add_months(today, -limit(CODE, on=today).term.length)
    while due_on(day) < today:  # half a year after 28 February is 28, not 31 August
        day += timedelta(days=1)
    return day
