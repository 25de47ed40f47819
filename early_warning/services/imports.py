"""Bring a file of monthly facts in: read, COPY beside the table, match, join, compare.

A wrong cell refuses the file whole; a row about nobody we know is passed over and named.
"""

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any, BinaryIO

from django.db import connection, transaction
from django.utils import timezone

from accounts.policy.division_codes import code_range
from early_warning.models import FactsImport
from early_warning.policy.columns import Kind, Line, RowReader, header_of, key_of
from early_warning.services import staging
from statutes.refusal import Refused
from statutes.tables import Rejection, opened
from statutes.wording import say

CHUNK = 5_000
KEPT = 1_000  # wrong cells and rows passed over that are kept; all are counted
Progress = Callable[[int], None]


@dataclass(slots=True)
class Named:
    """Cells or rows with a reason: the first thousand, and how many there are."""

    rows: list[Rejection] = field(default_factory=list)
    count: int = 0

    def add(self, found: Iterator[Rejection]) -> None:
        for rejection in found:
            self.count += 1
            if len(self.rows) < KEPT:
                self.rows.append(rejection)


@dataclass(slots=True)
class Tally:
    """What an import did, or would do."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    wrong: Named = field(default_factory=Named)
    passed_over: Named = field(default_factory=Named)


def read_header(file: BinaryIO) -> list[str]:
    with opened(file) as rows:
        number, header = next(rows, (0, ()))
        if not number:
            raise Refused(say("表里没有内容，请先填写表头和数据"))
        return header_of(header)


def import_facts(
    file: BinaryIO,
    run: FactsImport,
    *,
    at: datetime,
    dry_run: bool,
    progress: Progress = lambda rows: None,
) -> Tally:
    """Take the facts in as one transaction, or say what that would do."""
    tally, kind = Tally(), Kind(run.kind)
    with connection.cursor() as cursor:
        try:
            cursor.execute(staging.CREATE)
            _stage(file, cursor, run, tally, timezone.localdate(at), progress)
            if not tally.wrong.count:
                _settle(cursor, kind, run, tally, at=at, dry_run=dry_run)
        finally:
            _drop(cursor)
    return tally


def _stage(
    file: BinaryIO, cursor: Any, run: FactsImport, tally: Tally, today: Any, progress: Progress
) -> None:
    """Hand the rows to the database a few thousand at a time, so that memory stays flat."""
    with opened(file) as rows:
        number, header = next(rows, (0, ()))
        reader = RowReader(
            Kind(run.kind), number, header, columns=run.columns, month=run.month, until=today
        )
        while piece := list(islice(rows, CHUNK)):
            buffer = io.StringIO()
            for number, cells in piece:
                line = reader.read(number, cells)
                if isinstance(line, Line):
                    buffer.write(_copied(line))
                else:
                    tally.wrong.add(iter(line))
            buffer.seek(0)
            cursor.copy_expert(staging.COPY, buffer)
            progress(number)


def _copied(line: Line) -> str:
    figures = json.dumps(line.figures)
    cells = (str(line.row), line.uscc, key_of(line), line.month.isoformat(), figures)
    return "\t".join(cell.replace("\\", "\\\\") for cell in cells) + "\n"


@transaction.atomic
def _settle(
    cursor: Any, kind: Kind, run: FactsImport, tally: Tally, *, at: datetime, dry_run: bool
) -> None:
    staging.match(cursor)
    tally.passed_over.add(staging.unmatched(cursor))
    ranges = [code_range(prefix) for prefix in run.prefixes]
    tally.passed_over.add(staging.outside(cursor, ranges))
    tally.passed_over.rows.sort(key=lambda rejection: rejection.row)
    staging.join(cursor, kind)
    tally.created, tally.updated, tally.unchanged = staging.count(cursor, kind)
    if not dry_run:
        staging.take_over(cursor, kind, run=run.pk, at=at)


def _drop(cursor: Any) -> None:
    """The tables live as long as the connection, and a worker's connection lives long."""
    if connection.connection is not None and not connection.needs_rollback:
        cursor.execute(staging.DROP)
