"""Many new files at once, as a table of old cases names them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from employers.models import Employer, FactUpdate, Method, Source

AT_ONCE = 1_000


def register_many(files: Sequence[dict[str, Any]], *, at: datetime) -> list[int]:
    """Open a file for each, with one line that says where it came from; in the order given."""
    made: list[int] = []
    for start in range(0, len(files), AT_ONCE):
        rows = [Employer(created_at=at, **told) for told in files[start : start + AT_ONCE]]
        for row in rows:
            row.fill_search_columns()
        Employer.objects.bulk_create(rows)
        FactUpdate.objects.bulk_create(_line(row, at) for row in rows)
        made += [row.pk for row in rows]
    return made


def _line(row: Employer, at: datetime) -> FactUpdate:
    known = {"uscc": row.uscc, "name": row.name, "division": row.division_id}
    return FactUpdate(
        employer=row,
        changes={field: ["", value] for field, value in known.items() if value},
        source=Source.IMPORT.value,
        method=Method.FILE.value,
        verified_on=timezone.localdate(at),
        recorded_at=at,
    )
