"""Whose arrears stand for the whole: among those owed three months or more the largest, else the
most owed (design §5.2). Months that nobody recorded stay unknown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from statutes.crime_thresholds import MONTHS


@dataclass(frozen=True, slots=True)
class Owed:
    """What one worker is owed, and over how many months."""

    amount: Decimal
    months: int | None = None


def worst(lines: Iterable[Owed]) -> Owed | None:
    """The one worker by whom the first way of the amount is judged."""
    owed = [line for line in lines if line.amount > 0]
    long_owed = [line for line in owed if line.months is not None and line.months >= MONTHS]
    return max(long_owed or owed, key=lambda line: line.amount, default=None)


def months_between(first: date | None, last: date | None) -> int | None:
    """Whole or begun months from one day to another; unknown where one of them is."""
    if first is None or last is None:
        return None
    return (last.year - first.year) * 12 + last.month - first.month + 1
