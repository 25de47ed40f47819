"""Re-encrypt personal data under the newest key, so that an old key can be retired."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models.functions import Cast

from accounts.personal_data import EncryptedTextField, current_header

BATCH = 500


def encrypted_columns() -> Iterator[tuple[type[models.Model], EncryptedTextField]]:
    """Yield every encrypted column of every app, the copies that history keeps included."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, EncryptedTextField) and model._meta.managed:
                yield model, field


def rotate(batch: int = BATCH) -> dict[str, int]:
    """Re-encrypt what an older key or algorithm encrypted; return the rows by column.

    Each batch is a transaction of its own: a broken-off run is simply started again.
    """
    return {
        f"{model._meta.label}.{field.name}": sum(_batches(model, field, batch))
        for model, field in encrypted_columns()
    }


def _batches(model: type[models.Model], field: EncryptedTextField, batch: int) -> Iterator[int]:
    after: Any = None
    while True:
        after, written = _rotate_batch(model, field, after, batch)
        yield written
        if after is None:
            return


@transaction.atomic
def _rotate_batch(
    model: type[models.Model], field: EncryptedTextField, after: Any, batch: int
) -> tuple[Any, int]:
    """Rewrite the next rows in the order of their keys; return the last key and their number."""
    rows = list(_outdated(model, field, after)[:batch])
    model._base_manager.bulk_update(rows, [field.name])
    return (rows[-1].pk if len(rows) == batch else None), len(rows)


def _outdated(
    model: type[models.Model], field: EncryptedTextField, after: Any
) -> models.QuerySet[models.Model]:
    stored = Cast(field.name, models.TextField())  # the value as it lies in the table
    rows = model._base_manager.annotate(stored=stored).exclude(stored="")
    rows = rows.filter(stored__isnull=False).exclude(stored__startswith=current_header())
    if after is not None:
        rows = rows.filter(pk__gt=after)
    locked: models.QuerySet[models.Model] = rows.select_for_update(of=("self",))
    return locked.only("pk", field.name).order_by("pk")
