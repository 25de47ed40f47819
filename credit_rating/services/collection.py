"""Freeze what a run takes as known: whom it rates, and every record held against them."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice
from typing import Any

from django.conf import settings as django_settings
from django.db import connection
from psycopg2.extras import execute_values

from accounts.policy.division_codes import code_range, shortest_prefix
from credit_rating.models import RatingRun
from credit_rating.policy.matters import as_letters, matters_of
from credit_rating.policy.rulesets import RULES
from credit_rating.services.sources import COLUMNS, FACTS, SHAPE, SOURCES
from statutes.violations import VIOLATIONS

BATCH = 20_000
CHUNK = 2_000
EVERYWHERE = ("0" * 12, "9" * 12)


@dataclass(frozen=True, slots=True)
class Extent:
    """Whom a run is about: a place, or for an explanation some files alone."""

    division: str | None = None
    only: tuple[int, ...] = ()

    @property
    def codes(self) -> tuple[str, str]:
        return code_range(shortest_prefix(self.division)) if self.division else EVERYWHERE


def freeze(run: RatingRun, at: datetime, only: tuple[int, ...] = ()) -> None:
    """Write down population and conduct as they stand; the run rests on nothing else."""
    extent = Extent(run.division_id, only)
    _know_matters()
    parameters = _parameters(run, extent)
    _execute(_CONDUCT, parameters)
    _execute(_POPULATION, parameters)
    _execute("DROP TABLE known_matters")
    with connection.cursor() as cursor:
        cursor.execute(_SEAL, {"run": run.pk})
        inputs, sha256, employers = cursor.fetchone()
    run.inputs, run.inputs_sha256, run.employers, run.frozen_at = inputs, sha256, employers, at
    run.save(update_fields=["inputs", "inputs_sha256", "employers", "frozen_at"])


def _parameters(run: RatingRun, extent: Extent) -> dict[str, Any]:
    cuts = RULES[run.ruleset].cuts
    first_code, last_code = extent.codes
    return {
        "run": run.pk,
        "year": run.year,
        "first": date(run.year, 1, 1),
        "last": date(run.year, 12, 31),
        "cut_off": run.cut_off,
        "zone": django_settings.TIME_ZONE,
        "first_code": first_code,
        "last_code": last_code,
        "only": list(extent.only) or None,
        "workers": list(cuts.workers),
        "amount": list(cuts.amount),
        "fine": list(cuts.fine),
        "batch": BATCH,
    }


def _know_matters() -> None:
    """Which matters each code and each wording of an old register belongs to, said once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE known_matters (words text PRIMARY KEY, letters text NOT NULL)"
        )
    with connection.chunked_cursor() as words, connection.cursor() as cursor:
        words.execute(_WORDS, {"codes": list(VIOLATIONS)})
        rows = chain(((code,) for code in VIOLATIONS), iter(lambda: words.fetchone(), None))
        while chunk := list(islice(rows, CHUNK)):
            execute_values(
                cursor.cursor,
                "INSERT INTO known_matters VALUES %s",
                [(text, as_letters(matters_of(text))) for (text,) in chunk],
            )
        cursor.execute("ANALYZE known_matters")


def _execute(statement: str, parameters: dict[str, Any] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


_WORDS = """
    SELECT DISTINCT coalesce(NULLIF(violation, ''), cause)::text FROM cases_historiccase
    WHERE coalesce(NULLIF(violation, ''), cause) <> ALL (%(codes)s)
"""

# A duplicate's records are held against the file that goes on.
_CONDUCT = f"""
    INSERT INTO credit_rating_conduct (run_id, employer_id, kind, source_id, shape, facts)
    SELECT %(run)s, coalesce(file.merged_into_id, found.employer_id), kind, source_id,
        {SHAPE}, {FACTS}
    FROM ({" UNION ALL ".join(SOURCES)}) AS found ({", ".join(COLUMNS)})
    LEFT JOIN (
        SELECT id AS duplicate_id, merged_into_id FROM employers_employer
        WHERE merged_into_id IS NOT NULL
    ) AS file ON file.duplicate_id = found.employer_id
    WHERE %(only)s::bigint[] IS NULL OR found.employer_id = ANY (%(only)s::bigint[])
"""

# 用人单位 that existed in the year and still do: a person is no unit to be rated.
_POPULATION = """
    INSERT INTO credit_rating_runbatch
        (run_id, number, employer_ids, count_a, count_b, count_c, results_sha256)
    SELECT %(run)s, number, array_agg(id ORDER BY id), 0, 0, 0, ''
    FROM (
        SELECT id, (row_number() OVER (ORDER BY id) - 1) / %(batch)s + 1 AS number
        FROM employers_employer
        WHERE kind = 'unit' AND merged_into_id IS NULL AND status <> 'cancelled'
            AND (founded_on IS NULL OR founded_on <= %(last)s)
            AND division_id BETWEEN %(first_code)s AND %(last_code)s
            AND (%(only)s::bigint[] IS NULL OR id = ANY (%(only)s::bigint[]))
    ) AS rated
    GROUP BY number
"""

_SEAL = """
    SELECT count(*), encode(sha256(convert_to(concat(
            string_agg(line, E'\\n' ORDER BY employer_id, kind COLLATE "C", source_id),
            (SELECT string_agg(md5(employer_ids::text), E'\\n' ORDER BY number)
                FROM credit_rating_runbatch WHERE run_id = %(run)s)
        ), 'UTF8')), 'hex'),
        (SELECT coalesce(sum(cardinality(employer_ids)), 0)
            FROM credit_rating_runbatch WHERE run_id = %(run)s)
    FROM (
        SELECT employer_id, kind, source_id, md5(concat(employer_id, facts)) AS line
        FROM credit_rating_conduct WHERE run_id = %(run)s
    ) AS conduct
"""
