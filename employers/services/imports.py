"""Bring a table of employers into the register: read, COPY beside it, then a few statements.

Nothing is half imported: the register changes in one transaction after the whole file was read.
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Division, User
from accounts.policy.division_codes import covers
from employers.models import Method, Source
from employers.policy.columns import NAMES, RowReader, copy_line
from employers.services import staging
from statutes.refusal import Refused
from statutes.tables import Raw, Rejection, opened
from statutes.wording import say

CHUNK = 5_000
Progress = Callable[[int], None]


@dataclass(slots=True)
class Tally:
    """What an import did, or would do."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[Rejection] = field(default_factory=list)


def import_employers(
    file: BinaryIO,
    *,
    actor: User | None,
    at: datetime,
    dry_run: bool = False,
    prefixes: tuple[str, ...] | None = None,
    progress: Progress = lambda rows: None,
) -> Tally:
    """Take in every row that can be read; `prefixes` keep an officer within the jurisdiction.

    A row that cannot is rejected whole; a file that is no such table is refused (Refused).
    """
    tally = Tally()
    with connection.cursor() as cursor:
        try:
            cursor.execute(staging.CREATE)
            _stage(file, cursor, prefixes, tally, progress)
            tally.rejected += staging.doubled(cursor)
            _settle(cursor, tally, _learnt(actor, at), dry_run=dry_run)
            if tally.created + tally.updated and not dry_run:
                staging.sort_index(cursor)
        finally:
            _drop(cursor)
    tally.rejected.sort(key=lambda r: (r.row, NAMES.index(r.column) if r.column else len(NAMES)))
    return tally


def _learnt(actor: User | None, at: datetime) -> dict[str, Any]:
    return {
        "source": Source.IMPORT.value,
        "method": Method.FILE.value,
        "collector": actor.pk if actor else None,
        "on": timezone.localdate(at),
        "at": at,
    }


def _stage(
    file: BinaryIO,
    cursor: Any,
    prefixes: tuple[str, ...] | None,
    tally: Tally,
    progress: Progress,
) -> None:
    known = frozenset(Division.objects.values_list("code", flat=True))

    def outside(code: str) -> bool:
        return prefixes is not None and not any(covers(prefix, code) for prefix in prefixes)

    with opened(file) as rows:
        number, header = next(rows, (0, ()))
        if not number:
            raise Refused(say("表里没有内容，请先填写表头和单位"))
        reader = RowReader(number, header, known_divisions=known, outside=outside)
        _copy(rows, reader, cursor, tally, progress)


def _copy(
    rows: Iterator[tuple[int, Any]],
    reader: RowReader,
    cursor: Any,
    tally: Tally,
    progress: Progress,
) -> None:
    """Hand the rows to the database a few thousand at a time, so that memory stays flat."""
    buffer, held, number = io.StringIO(), 0, 0
    for number, cells in rows:
        held += _buffer(buffer, number, cells, reader, tally)
        if held >= CHUNK:
            _flush(cursor, buffer)
            buffer, held = io.StringIO(), 0
            progress(number)
    _flush(cursor, buffer)
    progress(number)


def _buffer(
    buffer: io.StringIO, number: int, cells: "tuple[Raw, ...]", reader: RowReader, tally: Tally
) -> bool:
    values = reader.read(number, cells)
    if isinstance(values[0], Rejection):
        tally.rejected += values
        return False
    buffer.write(copy_line(number, values))
    return True


def _flush(cursor: Any, buffer: io.StringIO) -> None:
    buffer.seek(0)
    cursor.copy_expert(staging.COPY, buffer)


@transaction.atomic
def _settle(cursor: Any, tally: Tally, learnt: dict[str, Any], *, dry_run: bool) -> None:
    staging.gather_index(cursor)
    staged = staging.match(cursor)
    tally.updated = staging.find_changes(cursor)
    fresh = staging.count_new(cursor)
    tally.created = fresh if dry_run else staging.register(cursor, learnt)
    if tally.created != fresh:
        raise Refused(say("导入时另有人登记了同一单位，请再导入一次"))
    if not dry_run:
        staging.update(cursor, learnt)
        staging.count_rows(cursor)  # before the keys are checked, at the end of this transaction
    tally.unchanged = staged - tally.created - tally.updated


def _drop(cursor: Any) -> None:
    """The tables live as long as the connection, and a worker's connection lives long."""
    if connection.connection is not None and not connection.needs_rollback:
        cursor.execute(staging.DROP)
