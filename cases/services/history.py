"""Bring a table of old cases in: read, COPY beside the cases, then a few statements.

Nothing is half imported: all is taken over in one transaction after the whole file was read. The
same table brought in twice changes nothing.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, BinaryIO

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Division
from accounts.policy.division_codes import Level
from cases.models import HistoricCase
from cases.policy.history_columns import (
    COLUMNS,
    DERIVED,
    NAMES,
    STAGED,
    RowReader,
    copy_line,
    short_province,
)
from employers.models import Employer
from employers.services.newcomers import register_many
from statutes.refusal import Refused
from statutes.tables import Raw, Rejection, opened
from statutes.wording import say

CHUNK = 5_000
TYPES = {column.name: column.sql for column in COLUMNS}
KEPT = tuple(name for name in STAGED if name not in ("uscc", "division"))
TEXTS = ("subject", "subject_kind", "source", "violation", "police_offence", "cause")


@dataclass(slots=True)
class Tally:
    """What an import did, or would do."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[Rejection] = field(default_factory=list)


def import_history(file: BinaryIO, *, at: datetime, dry_run: bool = False) -> Tally:
    """Take in every row that can be read; a file that is no such table is refused (Refused)."""
    tally = Tally()
    with connection.cursor() as cursor:
        try:
            cursor.execute(_CREATE)
            _stage(file, cursor, tally, timezone.localdate(at))
            _settle(cursor, tally, at, dry_run=dry_run)
        finally:
            if connection.connection is not None and not connection.needs_rollback:
                cursor.execute("DROP TABLE IF EXISTS staged_history")
    tally.rejected.sort(key=lambda r: (r.row, NAMES.index(r.column) if r.column else len(NAMES)))
    return tally


_CREATE = "CREATE TEMP TABLE staged_history (row integer, {}, employer_id bigint)".format(
    ", ".join(f"{name} {TYPES.get(name, 'varchar')}" for name in (*STAGED, *DERIVED))
)
_COPY = f"COPY staged_history (row, {', '.join((*STAGED, *DERIVED))}) FROM STDIN"


def _stage(file: BinaryIO, cursor: Any, tally: Tally, today: date) -> None:
    known = frozenset(Division.objects.values_list("code", flat=True))
    provinces = Division.objects.level(Level.PROVINCE).values_list("name", "code")
    with opened(file) as rows:
        number, header = next(rows, (0, ()))
        if not number:
            raise Refused(say("表里没有内容，请先填写表头和案件"))
        reader = RowReader(
            number,
            header,
            today=today,
            known_divisions=known,
            provinces={short_province(name): code for name, code in provinces},
        )
        _copy(rows, reader, cursor, tally)


def _copy(rows: Iterator[tuple[int, Any]], reader: RowReader, cursor: Any, tally: Tally) -> None:
    """Hand the rows to the database a few thousand at a time, so that memory stays flat."""
    buffer, held = io.StringIO(), 0
    for number, cells in rows:
        held += _buffer(buffer, number, cells, reader, tally)
        if held >= CHUNK:
            _flush(cursor, buffer)
            buffer, held = io.StringIO(), 0
    _flush(cursor, buffer)


def _buffer(
    buffer: io.StringIO, number: int, cells: tuple[Raw, ...], reader: RowReader, tally: Tally
) -> bool:
    told = reader.read(number, cells)
    if isinstance(told, list):
        tally.rejected += told
        return False
    buffer.write(copy_line(number, told))
    return True


def _flush(cursor: Any, buffer: io.StringIO) -> None:
    buffer.seek(0)
    cursor.copy_expert(_COPY, buffer)


@transaction.atomic
def _settle(cursor: Any, tally: Tally, at: datetime, *, dry_run: bool) -> None:
    cursor.execute("LOCK TABLE cases_historiccase IN SHARE ROW EXCLUSIVE MODE")
    tally.rejected += _doubled(cursor) + _handled_here(cursor)
    for name in TEXTS:
        cursor.execute(f"UPDATE staged_history SET {name} = '' WHERE {name} IS NULL")
    cursor.execute("CREATE INDEX ON staged_history (case_no); ANALYZE staged_history")
    _find_subjects(cursor)
    _register_subjects(cursor, at)
    tally.updated = _update(cursor, at)
    tally.created = _insert(cursor, at)
    cursor.execute("SELECT count(*) FROM staged_history")
    tally.unchanged = int(cursor.fetchone()[0]) - tally.created - tally.updated
    if dry_run:
        transaction.set_rollback(True)


def _doubled(cursor: Any) -> list[Rejection]:
    """Take out rows whose number stands on an earlier row already."""
    cursor.execute(
        """
        DELETE FROM staged_history AS s USING (
            SELECT case_no, min(row) AS first FROM staged_history
            GROUP BY case_no HAVING count(*) > 1
        ) AS d WHERE d.case_no = s.case_no AND s.row > d.first RETURNING s.row, d.first
        """
    )
    message = "与第%(first)s行的案号相同，请只留一行"
    return [Rejection(row, "case_no", say(message, first=n)) for row, n in cursor.fetchall()]


def _handled_here(cursor: Any) -> list[Rejection]:
    """A case of this system is no old one: it would count twice."""
    cursor.execute(
        """
        DELETE FROM staged_history AS s USING cases_case AS c
        WHERE c.case_no = s.case_no RETURNING s.row
        """
    )
    message = say("这个案号的案件已在本系统办理，请删去这一行")
    return [Rejection(row, "case_no", message) for (row,) in cursor.fetchall()]


def _find_subjects(cursor: Any) -> None:
    """By code; without one by kind and name, as an earlier import of the same case had it."""
    cursor.execute(
        """
        UPDATE staged_history AS s SET employer_id = coalesce(e.merged_into_id, e.id)
        FROM employers_employer e WHERE e.uscc = s.uscc
        """
    )
    cursor.execute(
        """
        UPDATE staged_history AS s SET employer_id = h.employer_id
        FROM (
            SELECT h.subject_kind, e.name_key, min(h.employer_id) AS employer_id
            FROM cases_historiccase h JOIN employers_employer e ON e.id = h.employer_id
            WHERE e.uscc IS NULL GROUP BY h.subject_kind, e.name_key
        ) AS h
        WHERE s.uscc IS NULL AND s.subject_kind = h.subject_kind AND s.subject_key = h.name_key
        """
    )
    cursor.execute(
        """
        UPDATE staged_history AS s SET employer_id = e.id
        FROM (
            SELECT kind, name_key, min(id) AS id FROM employers_employer
            WHERE uscc IS NULL AND merged_into_id IS NULL AND name_key IN (
                SELECT subject_key FROM staged_history WHERE uscc IS NULL)
            GROUP BY kind, name_key
        ) AS e
        WHERE s.uscc IS NULL AND s.employer_id IS NULL
          AND s.subject_kind = e.kind AND s.subject_key = e.name_key
        """
    )


def _register_subjects(cursor: Any, at: datetime) -> None:
    """Open a file for each subject that nobody knows yet."""
    cursor.execute(
        """
        SELECT uscc, CASE WHEN uscc IS NULL THEN subject_kind END,
            CASE WHEN uscc IS NULL THEN subject_key END,
            (array_agg(subject ORDER BY subject = '', row))[1],
            (array_agg(division ORDER BY row))[1]
        FROM staged_history WHERE employer_id IS NULL GROUP BY 1, 2, 3 ORDER BY min(row)
        """
    )
    unknown = cursor.fetchall()
    made = register_many(
        [
            {
                "uscc": uscc,
                "name": name or uscc,
                "kind": kind or Employer.Kind.UNIT.value,
                "division_id": division,
            }
            for uscc, kind, _key, name, division in unknown
        ],
        at=at,
    )
    codes, kinds, keys = ([row[place] for row in unknown] for place in range(3))
    cursor.execute(
        """
        UPDATE staged_history AS s SET employer_id = new.id
        FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[]) AS new (id, uscc, kind, key)
        WHERE s.employer_id IS NULL AND (s.uscc = new.uscc
            OR s.uscc IS NULL AND s.subject_kind = new.kind AND s.subject_key = new.key)
        """,
        [made, codes, kinds, keys],
    )


def _update(cursor: Any, at: datetime) -> int:
    taken = {name: f"s.{name}" for name in (*KEPT, "cause", "employer_id")}
    taken |= {"division_id": "s.division"}
    del taken["case_no"]
    differs = ", ".join(f"h.{name}" for name in taken), ", ".join(taken.values())
    cursor.execute(
        f"""
        UPDATE cases_historiccase AS h
        SET {", ".join(f"{name} = {value}" for name, value in taken.items())}, imported_at = %s
        FROM staged_history s
        WHERE s.case_no = h.case_no AND ({differs[0]}) IS DISTINCT FROM ({differs[1]})
        """,
        [at],
    )
    return int(cursor.rowcount)


def _insert(cursor: Any, at: datetime) -> int:
    columns = (*KEPT, "cause", "employer_id")
    cursor.execute(
        f"""
        INSERT INTO {HistoricCase._meta.db_table} ({", ".join(columns)}, division_id, imported_at)
        SELECT {", ".join(columns)}, division, %s FROM staged_history
        ORDER BY row ON CONFLICT (case_no) DO NOTHING
        """,
        [at],
    )
    return int(cursor.rowcount)
