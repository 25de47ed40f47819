"""Every time limit the product watches; the rows are in `limit_rows`, by stage."""

from datetime import date

from statutes.limit_rows import ROWS
from statutes.limit_types import Limit

LIMITS: dict[str, tuple[Limit, ...]] = {
    code: tuple(sorted((r for r in ROWS if r.code == code), key=lambda r: r.in_force_from))
    for code in dict.fromkeys(row.code for row in ROWS)
}


def limit(code: str, *, on: date) -> Limit:
    """Return the row of this limit that is in force on the day.

    Before the first row's day the first row answers: a limit is asked for by the day of the
    record, and a record older than the act was still handled under it.
    """
    rows = LIMITS[code]
    in_force = [row for row in rows if row.applies(on)]
    return in_force[-1] if in_force else rows[0] if on < rows[0].in_force_from else rows[-1]
