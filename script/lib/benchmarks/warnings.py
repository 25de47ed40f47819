"""Judging every employer by what is known of its months, against one query that finds the same."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from django.db import connection
from django.utils import timezone

from benchmarks import city
from benchmarks.data import data_set
from benchmarks.frame import Row, Sizes, Times, figure, readable
from early_warning.models import MonthlyFacts
from early_warning.policy.months import earliest, shifted
from early_warning.services.evaluation import evaluate

# The query knows six rules by heart, no place's own figures and no other room's records, and gives
# no sentence: the bar says what the whole of it may cost beside that, and tells when it costs more.
BAR, GROWTH = 60, 1.3
ROUNDS = 3
# Two months of payroll each; of fifty employers one pays in part, one owes a month to few, one
# three months to many, one has attendance without wage records.
FIGURES = """
    jsonb_build_object(
        'attended', 40,
        'with_wage_record', CASE WHEN mod(n, 50) = 4 THEN 30 ELSE 40 END,
        'paid_in_full', CASE WHEN mod(n, 50) = 1 THEN 38 ELSE 40 END,
        'wages', (200000 + mod(n, 9973))::text,
        'largest_month', '9800',
        'months_owed', CASE mod(n, 50) WHEN 2 THEN 1 WHEN 3 THEN 3 ELSE 0 END,
        'owed_workers', CASE mod(n, 50) WHEN 2 THEN 4 WHEN 3 THEN 30 ELSE 0 END
    )
"""
# The shipped points and colours of the rules that these months can meet, and nothing else: the
# newest month of each, added up, the highest colour.
BY_HAND = """
    WITH newest AS (
        SELECT DISTINCT ON (f.employer_id) f.employer_id, f.figures
        FROM early_warning_monthlyfacts AS f
        JOIN employers_employer AS e ON e.id = f.employer_id
        WHERE f.is_current AND f.kind = 'payroll' AND f.month BETWEEN %(since)s AND %(on)s
          AND e.merged_into_id IS NULL AND e.status <> 'cancelled'
        ORDER BY f.employer_id, f.month DESC
    ), told AS (
        SELECT employer_id, (figures->>'attended')::numeric AS attended,
            (figures->>'with_wage_record')::numeric AS recorded,
            (figures->>'paid_in_full')::numeric AS in_full,
            (figures->>'largest_month')::numeric AS largest,
            (figures->>'months_owed')::int AS months,
            (figures->>'owed_workers')::int AS workers
        FROM newest
    ), weighed AS (
        SELECT employer_id,
            CASE WHEN attended > 0 AND (attended - recorded) * 100 / attended > 10
                THEN 60 ELSE 0 END AS no_record,
            CASE WHEN in_full < attended THEN 20 ELSE 0 END AS in_part,
            CASE WHEN largest > 50000 THEN 60 ELSE 0 END AS proxy,
            CASE WHEN months >= 1 THEN 30 ELSE 0 END AS owed,
            CASE WHEN months >= 3 THEN 60 ELSE 0 END AS long,
            CASE WHEN workers >= 10 THEN 60 ELSE 0 END AS many
        FROM told
    )
    SELECT employer_id, no_record + in_part + proxy + owed + long + many AS points,
        CASE WHEN no_record + proxy + long + many > 0 THEN 'red'
             WHEN owed > 0 THEN 'orange' ELSE 'yellow' END AS level
    FROM weighed WHERE no_record + in_part + proxy + owed + long + many > 0
    ORDER BY employer_id
"""


def fill(size: int) -> None:
    """Employers, and two months of payroll for each."""
    today = timezone.localdate()
    with city.set_based():
        city.fill_firms(size)
        for month in (shifted(today, -1), shifted(today, -2)):
            city.insert(
                MonthlyFacts,
                "firm",
                employer_id="n",
                month=f"'{month}'::date",
                kind="'payroll'",
                figures=FIGURES,
                run_id="1",
                recorded_at="now()",
            )


@figure("warnings")
def warnings(sizes: Sizes) -> Iterator[Row]:
    """Every rule, every kind of fact and what stands in other rooms, asked of everybody."""
    each: list[float] = []
    for size in sizes:
        with data_set("told", size, fill):
            times, on = Times(), timezone.localdate()
            if _judged(on) != _by_hand(on):
                raise RuntimeError("the warnings judged and those found by hand differ")
            times.take(partial(_judged, on), partial(_by_hand, on), ROUNDS)
        yield Row("warnings", readable(size), times.ours, times.baseline, "ms", BAR)
        each.append(times.ours * 1000 / size)
    if len(each) > 1:
        grown = f"{readable(sizes[0])} → {readable(sizes[-1])}"
        yield Row("warnings, an employer", grown, each[-1], each[0], "µs", GROWTH)


Found = list[tuple[int, int, str]]  # employer, points, colour


def _judged(on: date) -> Found:
    found = evaluate(on, at=timezone.now(), dry_run=True)
    return [(v.employer_id, v.warned.points, v.level.value) for _what, v, _none in found.items]


def _by_hand(on: date) -> Found:
    with connection.cursor() as cursor:
        cursor.execute(BY_HAND, {"since": earliest(on), "on": on})
        return list(cursor.fetchall())
