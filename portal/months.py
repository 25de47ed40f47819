"""Calendar months as the kiosk offers them: pure arithmetic on first days."""

from collections.abc import Iterator
from datetime import date

YEARS_OFFERED = 10


def next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def between(first: date, last: date) -> Iterator[date]:
    """Every month from `first` to `last`, both included."""
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = next_month(month)


def offered(today: date) -> tuple[tuple[int, tuple[date, ...]], ...]:
    """The months one may choose, latest first, by year: none of them in the future."""
    return tuple(
        (year, tuple(date(year, m, 1) for m in range(12, 0, -1) if date(year, m, 1) <= today))
        for year in range(today.year, today.year - YEARS_OFFERED - 1, -1)
    )
