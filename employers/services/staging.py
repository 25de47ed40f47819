"""The statements of an import: a table beside the register, matched, compared, then taken over."""

from typing import Any

from django.db import connection

from employers.models import Employer
from employers.policy.columns import NAMES
from employers.policy.freshness import CORE
from statutes.tables import Rejection
from statutes.wording import say

TEXTS = ("name", "address", "legal_representative", "phone", "industry")
NUMBERS = ("headcount", "migrant_workers", "contracts_signed", "insured", "pay_day")
SEARCH = ("name_key", "initials", "search_pieces", "phone_keys")
_TYPES = dict.fromkeys(NUMBERS, "integer") | {
    "search_pieces": "varchar(4)[]",
    "phone_keys": "varchar(40)[]",
}
_FIELDS = Employer._meta.concrete_fields
_COLUMNS = ("row", *NAMES, *SEARCH)

CREATE = "CREATE TEMP TABLE staged (row integer, {})".format(
    ", ".join(f"{name} {_TYPES.get(name, 'varchar')}" for name in (*NAMES, *SEARCH))
)
COPY = f"COPY staged ({', '.join(_COLUMNS)}) FROM STDIN"
DROP = "DROP TABLE IF EXISTS staged, matched, changed"


def doubled(cursor: Any) -> list[Rejection]:
    """Take out rows whose code stands on an earlier row already."""
    cursor.execute("ANALYZE staged")
    cursor.execute(
        """
        DELETE FROM staged AS s USING (
            SELECT uscc, min(row) AS first FROM staged GROUP BY uscc HAVING count(*) > 1
        ) AS d WHERE d.uscc = s.uscc AND s.row > d.first RETURNING s.row, d.first
        """
    )
    message = "与第%(first)s行的信用代码相同，请只留一行"
    return [Rejection(row, "uscc", say(message, first=first)) for row, first in cursor.fetchall()]


def match(cursor: Any) -> int:
    """Find the file of each row: by code, else the only file without code of that name and city."""
    cursor.execute(
        """
        CREATE TEMP TABLE matched AS
        SELECT s.row, e.id FROM staged s JOIN employers_employer e USING (uscc)
        """
    )
    cursor.execute("SELECT count(*) FROM matched")
    by_code = cursor.fetchone()[0]
    cursor.execute("SELECT count(*) FROM staged")
    staged = int(cursor.fetchone()[0])
    if by_code < staged:
        _match_by_name(cursor)
    cursor.execute("ANALYZE matched")
    return staged


def _match_by_name(cursor: Any) -> None:
    cursor.execute(
        """
        INSERT INTO matched
        SELECT min(row), min(id) FROM (
            SELECT s.row, e.id, s.name_key, left(s.division, 4) AS city
            FROM staged s JOIN employers_employer e ON e.name_key = s.name_key
              AND e.uscc IS NULL AND e.merged_into_id IS NULL AND e.kind = 'unit'
              AND left(e.division_id, 4) = left(s.division, 4)
            WHERE NOT EXISTS (SELECT FROM matched m WHERE m.row = s.row)
        ) AS pairs GROUP BY name_key, city HAVING count(*) = 1
        """
    )


def gather_index(cursor: Any) -> None:
    """Let the name index put off its sorting until all rows are there: half the time of 100,000."""
    cursor.execute("SET LOCAL gin_pending_list_limit = '1GB'")


def sort_index(cursor: Any) -> None:
    """Sort in what was put off, or searches would read it row by row."""
    cursor.execute("SELECT gin_clean_pending_list('employers_search_pieces'::regclass)")


def count_rows(cursor: Any) -> None:
    """Tell the planner how many rows there are now.

    A register that was vacuumed while empty counts as empty until then, and the keys of its lines
    of history would be looked up through whichever index, each by a full reading of it.
    """
    cursor.execute("ANALYZE employers_employer (id)")


def find_changes(cursor: Any) -> int:
    """Compare each matched row with its file; an empty cell is unknown and changes nothing."""
    differs = " OR ".join(
        ["s.uscc IS DISTINCT FROM e.uscc", "s.division <> e.division_id"]
        + [f"s.{name} <> e.{name}" for name in TEXTS]
        + [f"coalesce(s.{name} <> e.{name}, s.{name} IS NOT NULL)" for name in NUMBERS]
    )
    cursor.execute(
        f"""
        CREATE TEMP TABLE changed AS
        SELECT e.id, s.*, {_difference()} AS changes
        FROM matched m JOIN staged s ON s.row = m.row JOIN employers_employer e ON e.id = m.id
        WHERE {differs}
        """
    )
    return int(cursor.rowcount)


def _difference() -> str:
    """{"phone": ["before", "after"], …} of what differs."""
    pairs = [("uscc", "e.uscc", "s.uscc"), ("division", "e.division_id", "s.division")]
    pairs += [(name, f"e.{name}", f"s.{name}") for name in (*TEXTS, *NUMBERS)]
    return _object(
        f"'{name}', CASE WHEN {after} IS DISTINCT FROM {before} AND {after} IS NOT NULL"
        f" THEN jsonb_build_array(coalesce({before}::text, ''), {after}::text) END"
        for name, before, after in pairs
    )


def _object(parts: Any) -> str:
    return f"jsonb_strip_nulls(jsonb_build_object({', '.join(parts)}))"


def count_new(cursor: Any) -> int:
    cursor.execute(
        "SELECT count(*) FROM staged s WHERE NOT EXISTS (SELECT FROM matched m WHERE m.row = s.row)"
    )
    return int(cursor.fetchone()[0])


def register(cursor: Any, learnt: dict[str, Any]) -> int:
    """Open the new files, each with one line that says where its facts came from."""
    values = _new_file()
    known = _object(
        f"'{name}', jsonb_build_array('', s.{name}::text)" if name in ("uscc", "name", "division")
        else f"'{name}', CASE WHEN s.{name} IS NOT NULL"
        f" THEN jsonb_build_array('', s.{name}::text) END"
        for name in NAMES
    )  # fmt: skip
    cursor.execute(
        f"""
        WITH made AS (
            INSERT INTO employers_employer ({", ".join(values)})
            SELECT {", ".join(values.values())} FROM staged s
            WHERE NOT EXISTS (SELECT FROM matched m WHERE m.row = s.row) ORDER BY s.row
            ON CONFLICT (uscc) DO NOTHING RETURNING id, uscc
        )
        INSERT INTO employers_factupdate
            (employer_id, changes, confirmed, source, method, collector_id, verified_on,
             recorded_at)
        SELECT made.id, {known}, '[]', %(source)s, %(method)s, %(collector)s, %(on)s, %(at)s
        FROM made JOIN staged s ON s.uscc = made.uscc
        """,
        {**learnt, **_defaults()},
    )
    return int(cursor.rowcount)


def _new_file() -> dict[str, str]:
    """Column of the register -> what a new file holds there."""
    values = {column: f"%(default_{column})s" for column in map(_column, _FIELDS)}
    del values["id"]
    values |= {name: f"coalesce(s.{name}, '')" for name in TEXTS}
    values |= {name: f"s.{name}" for name in ("uscc", *NUMBERS, *SEARCH)}
    return values | {"division_id": "s.division", "verified_on": "%(on)s", "created_at": "%(at)s"}


def _column(field: Any) -> str:
    return str(field.column)


def _defaults() -> dict[str, Any]:
    return {
        f"default_{_column(f)}": f.get_db_prep_save(f.get_default(), connection)
        for f in _FIELDS
        if f.name not in SEARCH
    }


def update(cursor: Any, learnt: dict[str, Any]) -> None:
    """Take the changes over, after a line for each that keeps what stood there before."""
    cursor.execute(
        """
        INSERT INTO employers_factupdate
            (employer_id, changes, confirmed, source, method, collector_id, verified_on,
             recorded_at)
        SELECT id, changes, '[]', %(source)s, %(method)s, %(collector)s, %(on)s, %(at)s FROM changed
        """,
        learnt,
    )
    filled = [f"{name} = coalesce(c.{name}, e.{name})" for name in (*TEXTS, *NUMBERS)]
    taken = [f"{name} = c.{name}" for name in ("uscc", *SEARCH[:-1])]
    # Other numbers of the file stay to be found.
    taken.append("phone_keys = array(SELECT DISTINCT unnest(e.phone_keys || c.phone_keys))")
    # Verified only where the row says all that makes a file known (policy.freshness).
    whole = " AND ".join(f"c.{name} IS NOT NULL" for name in CORE)
    cursor.execute(
        f"""
        UPDATE employers_employer AS e
        SET {", ".join(filled + taken)}, division_id = c.division,
            verified_on = CASE WHEN {whole} THEN greatest(e.verified_on, %(on)s)
                          ELSE e.verified_on END
        FROM changed c WHERE e.id = c.id
        """,
        learnt,
    )
