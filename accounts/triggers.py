"""Triggers for tables whose rows, once written, are never changed, deleted or truncated.

They sit in the database, so they hold for bulk updates, raw SQL and another program alike.
"""

import pgtrigger


def append_only(name: str) -> list[pgtrigger.Trigger]:
    """Triggers for `Meta.triggers` of a table of the legal record; `name` keeps them apart."""
    return [
        pgtrigger.Protect(
            name=f"{name}_append_only", operation=pgtrigger.Update | pgtrigger.Delete
        ),
        pgtrigger.Trigger(
            name=f"{name}_no_truncate",
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            operation=pgtrigger.Truncate,
            func=f"RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from {name} table';",
        ),
    ]
