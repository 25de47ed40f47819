"""Triggers for tables whose rows stand for good: never deleted or truncated, some never changed.

They sit in the database, so they hold for bulk updates, raw SQL and another program alike.
"""

from functools import reduce
from operator import or_

import pgtrigger


def append_only(name: str) -> list[pgtrigger.Trigger]:
    """Triggers for `Meta.triggers` of a table of the legal record; `name` keeps them apart."""
    return [
        pgtrigger.Protect(
            name=f"{name}_append_only", operation=pgtrigger.Update | pgtrigger.Delete
        ),
        _never_truncated(name),
    ]


def kept(name: str) -> list[pgtrigger.Trigger]:
    """Triggers for a table whose rows may change but never go away."""
    return [
        pgtrigger.Protect(name=f"{name}_stays", operation=pgtrigger.Delete),
        _never_truncated(name),
    ]


def numbered_without_gaps(name: str) -> list[pgtrigger.Trigger]:
    """Triggers for a table of number series: `last` only ever moves on by one."""
    return [
        *kept(name),
        pgtrigger.Protect(
            name=f"{name}_without_gaps",
            operation=pgtrigger.Update,
            condition=~pgtrigger.Q(new__last=pgtrigger.F("old__last") + 1),
        ),
    ]


def changed(*columns: str) -> pgtrigger.Q:
    """Trigger condition: at least one of these columns is given another value."""
    return reduce(
        or_, (pgtrigger.Q(**{f"old__{c}__df": pgtrigger.F(f"new__{c}")}) for c in columns)
    )


def _never_truncated(name: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=f"{name}_no_truncate",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func=f"RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from {name} table';",
    )
