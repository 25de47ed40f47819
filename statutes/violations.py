"""The catalogue of labour-security violations (案由): what is breached, what may be ordered.

The arithmetic of fines is not here; `consequence` says in words what the law attaches.
"""

from statutes.violation_rows import ROWS
from statutes.violation_types import Kind, Violation

VIOLATIONS: dict[str, Violation] = {row.code: row for row in ROWS}


def violation(code: str) -> Violation:
    """Return one 案由."""
    return VIOLATIONS[code]


def of_kind(kind: Kind) -> tuple[Violation, ...]:
    """Return the 案由 of one kind, in the order of the catalogue."""
    return tuple(row for row in ROWS if row.kind is kind)
