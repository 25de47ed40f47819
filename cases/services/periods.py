"""The last day of a statutory limit, where a record or a paper names it before any clock runs."""

from datetime import date

from rulebook import services as rulebook
from statutes.clocks import Term, due, start_of
from statutes.limits import limit


def last_day(code: str, from_day: date, *, length: int | None = None) -> date:
    """Count the limit `code` from a day; `length` where the paper itself fixes it (限期)."""
    row = limit(code, on=from_day).term
    term = row if length is None else Term(length, row.unit, row.rolls_over)
    return due(term, start_of(from_day), calendar=rulebook.calendar()).due_on
