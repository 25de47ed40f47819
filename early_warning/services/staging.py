"""The statements of an import of monthly facts: beside the table, matched, joined, compared."""

from collections.abc import Iterator, Sequence
from typing import Any

from early_warning.policy.columns import COLUMNS, Column, Kind
from statutes.tables import Rejection
from statutes.wording import say

_COLUMNS = "row integer, uscc varchar, name_key varchar, month date, figures jsonb"
CREATE = f"CREATE TEMP TABLE told ({_COLUMNS})"
COPY = "COPY told (row, uscc, name_key, month, figures) FROM STDIN"
DROP = "DROP TABLE IF EXISTS told, whose, joined"
NUMBERS = {"sum", "max"}


def match(cursor: Any) -> None:
    """Find the employer of each row: by code, else the only file of that name; the merged go on."""
    cursor.execute("ANALYZE told")
    cursor.execute(
        """
        CREATE TEMP TABLE whose AS
        SELECT t.row, coalesce(e.merged_into_id, e.id) AS employer
        FROM told t JOIN employers_employer e ON e.uscc = t.uscc WHERE t.uscc <> ''
        """
    )
    cursor.execute(
        """
        INSERT INTO whose
        SELECT t.row, n.employer FROM told t JOIN (
            SELECT e.name_key, min(e.id) AS employer FROM employers_employer e
            WHERE e.merged_into_id IS NULL
              AND e.name_key IN (SELECT name_key FROM told WHERE uscc = '')
            GROUP BY e.name_key HAVING count(*) = 1
        ) AS n USING (name_key) WHERE t.uscc = '' AND t.name_key <> ''
        """
    )
    cursor.execute("ANALYZE whose")


def unmatched(cursor: Any) -> Iterator[Rejection]:
    """Rows about nobody we know; they are passed over, not wrong."""
    cursor.execute(
        """
        SELECT t.row, t.uscc <> '' FROM told t
        WHERE NOT EXISTS (SELECT FROM whose w WHERE w.row = t.row) ORDER BY t.row
        """
    )
    for row, has_code in cursor.fetchall():
        if has_code:
            yield Rejection(row, "uscc", say("单位库中没有这个信用代码，请先登记单位"))
        else:
            message = say("单位库中没有、或者不止一个这个名称的单位，请补填信用代码")
            yield Rejection(row, "name", message)


def outside(cursor: Any, ranges: Sequence[tuple[str, str]]) -> Iterator[Rejection]:
    """Take out the rows of employers of other places."""
    within = " OR ".join(["e.division_id BETWEEN %s AND %s"] * len(ranges)) or "false"
    cursor.execute(
        f"""
        DELETE FROM whose w USING employers_employer e
        WHERE e.id = w.employer AND NOT ({within}) RETURNING w.row
        """,
        [code for pair in ranges for code in pair],
    )
    for (row,) in sorted(cursor.fetchall()):
        yield Rejection(row, "", say("单位不在本机构管辖范围内"))


def join(cursor: Any, kind: Kind) -> None:
    """Rows of one employer and month make one line."""
    figures = ", ".join(f"'{column.name}', {_joined(column)}" for column in COLUMNS[kind])
    cursor.execute(
        f"""
        CREATE TEMP TABLE joined AS
        SELECT w.employer, t.month, jsonb_strip_nulls(jsonb_build_object({figures})) AS figures
        FROM told t JOIN whose w USING (row) GROUP BY w.employer, t.month
        """
    )
    cursor.execute("DELETE FROM joined WHERE figures = '{}'::jsonb")
    cursor.execute("ANALYZE joined")


def _joined(column: Column) -> str:
    cell = f"(t.figures->>'{column.name}')"
    if column.joined in NUMBERS:
        number = f"{column.joined}({cell}::numeric)"
        return f"({number})::text" if column.is_text else number
    return f"bool_{'and' if column.joined == 'all' else 'or'}({cell}::boolean)"


def count(cursor: Any, kind: Kind) -> tuple[int, int, int]:
    """New, corrected, unchanged."""
    cursor.execute(
        """
        SELECT count(*) FILTER (WHERE f.id IS NULL),
               count(*) FILTER (WHERE f.figures <> j.figures),
               count(*) FILTER (WHERE f.figures = j.figures)
        FROM joined j LEFT JOIN early_warning_monthlyfacts f
          ON f.employer_id = j.employer AND f.month = j.month AND f.kind = %s AND f.is_current
        """,
        [kind.value],
    )
    created, updated, unchanged = cursor.fetchone()
    return created, updated, unchanged


def take_over(cursor: Any, kind: Kind, *, run: int, at: object) -> None:
    """What differs ends what stood; then what is new or differs is told."""
    cursor.execute(
        """
        UPDATE early_warning_monthlyfacts f SET is_current = false FROM joined j
        WHERE f.employer_id = j.employer AND f.month = j.month AND f.kind = %s AND f.is_current
          AND f.figures <> j.figures
        """,
        [kind.value],
    )
    cursor.execute(
        """
        INSERT INTO early_warning_monthlyfacts
            (employer_id, month, kind, figures, run_id, is_current, recorded_at)
        SELECT j.employer, j.month, %(kind)s, j.figures, %(run)s, true, %(at)s FROM joined j
        WHERE NOT EXISTS (
            SELECT FROM early_warning_monthlyfacts f
            WHERE f.employer_id = j.employer AND f.month = j.month AND f.kind = %(kind)s
              AND f.is_current
        )
        """,
        {"kind": kind.value, "run": run, "at": at},
    )
