"""A year of the whole city rated, against one hand-written statement that stores the same."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator

from django.db import connection
from django.utils import timezone

from benchmarks.data import data_set, database_url
from benchmarks.frame import Row, Sizes, Times, figure, readable
from benchmarks.past_year import YEAR, fill
from credit_rating.models import RatingRun
from credit_rating.policy import city_2013
from credit_rating.services.ordering import order_run
from credit_rating.services.rating import rate
from statutes.wording import say

ROUNDS, BAR = 2, 1.5
MOST_MEMORY, FLAT = 300, 1.15  # MiB; ten times the employers in the same memory
TABLES = ("rating", "judgedshape", "conduct", "runbatch", "ratingrun")


@figure("rating")
def a_year_of_the_city(sizes: Sizes) -> Iterator[Row]:
    rows = sizes[-1]
    with data_set("past", rows // 10, fill):
        small = _peak()
    with data_set("past", rows, fill):
        _check_that_both_store_the_same()
        times = Times()
        times.take(_ours_alone, _baseline_alone, ROUNDS)
        large = _peak()
        _clear()
    yield Row("rating", readable(rows), times.ours, times.baseline, "ms", bar=BAR)
    yield Row("rating, memory", readable(rows), large, MOST_MEMORY, "MiB", bar=1)
    growth = f"{readable(rows // 10)} → {readable(rows)}"
    yield Row("rating, memory growth", growth, large, small, "MiB", bar=FLAT)


def ours() -> RatingRun:
    at = timezone.now()
    run = order_run(year=YEAR, ruleset=city_2013.ID, division=None, actor=None, at=at)
    return rate(run.pk, at=at)


def baseline() -> RatingRun:
    """No shapes, no batches, no hashes: the rules of the city written out in one statement."""
    run = RatingRun.objects.create(
        year=YEAR,
        ruleset=city_2013.ID,
        cut_off=timezone.localdate(),
        state="discarded",
        requested_at=timezone.now(),
    )
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, {"run": run.pk, "year": YEAR, "on": run.cut_off, **_words()})
    return run


def _ours_alone() -> None:
    """The tables are emptied before, not after: the last round's grades stay to be looked at."""
    _clear()
    ours()


def _baseline_alone() -> None:
    _clear()
    baseline()


def _clear() -> None:
    names = ", ".join(f"credit_rating_{table}" for table in TABLES)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(f"TRUNCATE {names} CASCADE")
        cursor.execute("RESET session_replication_role")


def _check_that_both_store_the_same() -> None:
    _clear()
    with connection.cursor() as cursor:
        cursor.execute(DIFFERENT, {"one": ours().pk, "other": baseline().pk})
        (different,) = cursor.fetchone()
    if different:
        raise AssertionError(f"{different} employers are graded otherwise by the baseline")


def _peak() -> float:
    """The most memory of a process that rates and does nothing else."""
    _clear()
    environment = {**os.environ, "DATABASE_URL": database_url()}
    command = [sys.executable, "-m", "benchmarks.rating_once"]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return float(done.stdout)


def _words() -> dict[str, str]:
    """The sentences that findings quote."""
    sentences = {
        "people_10": say("违法行为涉及%(count)s人以上", count=10),
        "sum_50000": say("违法行为涉及%(least)s元以上", least="50,000"),
        "fine_50000": say("被处罚款%(least)s元以上", least="50,000"),
        "people_5": say("违法行为涉及%(count)s人以上", count=5),
        "sum_20000": say("违法行为涉及%(least)s元以上", least="20,000"),
        "fine_20000": say("被处罚款%(least)s元以上", least="20,000"),
        "violation": say("有其他违法行为"),
        "indicator": say("违反主要评价指标"),
    }
    return {
        "asked": json.dumps({name: said.as_data() for name, said in sentences.items()}),
        "table": json.dumps([city_2013.TABLE.law, city_2013.TABLE.article]),
        "indicators": json.dumps([city_2013.INDICATORS.law, city_2013.INDICATORS.article]),
    }


STATEMENT = """
    INSERT INTO credit_rating_rating
        (run_id, employer_id, grade, standing, points, findings, sources)
    WITH item AS (
        SELECT c.employer_id, 'case' AS kind, c.id, c.case_no AS label, c.filed_on,
            c.cause AS about, c.workers, c.determined AS amount, coalesce(d.fine, 0) AS fine,
            coalesce(d.kind, 'none') AS decision, o.status = 'disobeyed' AS disobeyed,
            CASE WHEN c.cause IN ('wage_arrears', 'migrant_wage_arrears', 'below_minimum_wage',
                    'overtime_unpaid') THEN 'w'
                WHEN c.cause IN ('no_written_contract', 'double_wage_due') THEN 'c'
                WHEN c.cause IN ('insurance_registration', 'insurance_unpaid',
                    'insurance_concealed') THEN 'i' END AS matters, FALSE AS convicted
        FROM cases_case AS c
        JOIN cases_order AS o ON o.case_id = c.id AND o.status <> 'withdrawn'
        LEFT JOIN cases_decision AS d ON d.case_id = c.id AND d.replaced_at IS NULL
            AND d.served_on <= %(on)s AND d.status <> 'annulled'
        WHERE extract(year FROM coalesce(c.closed_on, c.filed_on)) = %(year)s
        UNION ALL
        SELECT h.employer_id, 'history', h.id, h.case_no, h.filed_on, h.violation, h.workers,
            h.amount, h.penalty, CASE WHEN h.penalty > 0 THEN 'penalty' ELSE 'none' END,
            h.paid_on IS NULL AND h.order_due_on < %(on)s,
            CASE WHEN h.violation LIKE '%%工资%%' THEN 'w' END, NULL
        FROM cases_historiccase AS h
        WHERE extract(year FROM coalesce(h.closed_on, h.filed_on)) = %(year)s
    ),
    judged AS (
        SELECT item.*, CASE
                WHEN workers >= 10 THEN 'people_10' WHEN amount >= 50000 THEN 'sum_50000'
                WHEN fine >= 50000 THEN 'fine_50000' WHEN workers >= 5 THEN 'people_5'
                WHEN amount >= 20000 THEN 'sum_20000' WHEN fine >= 20000 THEN 'fine_20000'
                ELSE 'violation'
            END AS row,
            matters IS NOT NULL AND decision IN ('penalty', 'handling') AS is_c,
            jsonb_strip_nulls(jsonb_build_object(
                'kind', kind, 'id', id, 'label', label, 'on', filed_on, 'about', about,
                'matters', matters, 'workers', workers, 'amount', amount::text,
                'fine', fine::numeric(14, 2)::text, 'decision', decision, 'is_ordered', TRUE,
                'disobeyed', disobeyed, 'obstructed', FALSE, 'petition', FALSE, 'impact', FALSE,
                'convicted', convicted
            )) AS facts
        FROM item
    ),
    weighed AS (
        SELECT judged.*, CASE right(row, 1) WHEN 'n' THEN -5 ELSE
            CASE WHEN row IN ('people_10', 'sum_50000', 'fine_50000') THEN -10 ELSE -8 END
            END AS points
        FROM judged
    ),
    year AS (
        SELECT employer_id, greatest(100 + sum(points), 0) AS points, bool_or(is_c) AS is_c,
            jsonb_agg(jsonb_build_object(
                'rule', 'deduction', 'row', row, 'outcome', 'yes', 'points', points,
                'grade', NULL, 'open', '[]'::jsonb, 'citation', %(table)s::jsonb,
                'asked', %(asked)s::jsonb -> row, 'compared', NULL, 'item', facts
            )) || coalesce(jsonb_agg(jsonb_build_object(
                'rule', 'main_indicator', 'row', 'indicator', 'outcome', 'yes', 'points', 0,
                'grade', 'C', 'open', '[]'::jsonb, 'citation', %(indicators)s::jsonb,
                'asked', %(asked)s::jsonb -> 'indicator', 'compared', NULL, 'item', facts
            )) FILTER (WHERE is_c), '[]') AS findings,
            array_agg(kind || ':' || id) AS sources
        FROM weighed GROUP BY employer_id
    )
    SELECT %(run)s, e.id, grade, grade, coalesce(year.points, 100),
        coalesce(year.findings, '[]'), coalesce(year.sources, '{}')
    FROM employers_employer AS e
    LEFT JOIN year ON year.employer_id = e.id
    CROSS JOIN LATERAL (
        SELECT CASE WHEN year.is_c THEN 'C' WHEN coalesce(year.points, 100) >= 90 THEN 'A'
            WHEN year.points >= 70 THEN 'B' ELSE 'C' END AS grade
    ) AS graded
    WHERE e.kind = 'unit' AND e.merged_into_id IS NULL AND e.status <> 'cancelled'
        AND (e.founded_on IS NULL OR e.founded_on <= make_date(%(year)s, 12, 31))
"""

DIFFERENT = """
    SELECT count(*) FROM credit_rating_rating AS a
    FULL JOIN (SELECT * FROM credit_rating_rating WHERE run_id = %(other)s) AS b USING (employer_id)
    WHERE a.run_id = %(one)s AND NOT coalesce(
        a.grade = b.grade AND a.points = b.points AND a.findings @> b.findings
        AND b.findings @> a.findings AND a.sources @> b.sources AND b.sources @> a.sources, FALSE)
"""
