"""Rate a frozen year: judge each shape once, then write the grades batch after batch.

Every batch is one transaction, and its row is what it is resumed by: whoever is killed leaves
batches done or untouched, and another process goes on with the rest. The rules see one record a
distinct shape; the grades are joined back in the database, so memory does not grow with the city.
"""

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Sum

from credit_rating.models import JudgedShape, RatingRun, RunBatch
from credit_rating.policy.conduct import ConductRecord
from credit_rating.policy.judgement import Settings, kept_json
from credit_rating.policy.rulesets import RULES
from credit_rating.policy.shapes import year_of_shape
from credit_rating.procedure import State
from credit_rating.services.collection import freeze

CHUNK = 1_000
Progress = Callable[[int, int], None]


def rate(run_id: int, *, at: datetime, progress: Progress | None = None) -> RatingRun:
    """Take a run from where it stands to its last batch."""
    prepare(run_id, at=at)
    while rate_next_batch(run_id, at=at):
        if progress:
            progress(*how_far(run_id))
    return finish(run_id, at=at)


@transaction.atomic
def prepare(run_id: int, *, at: datetime) -> None:
    """Freeze the inputs and judge their shapes; done once, in one piece."""
    run = RatingRun.objects.select_for_update().get(pk=run_id)
    if run.state != State.RATING.value or run.judged_at:
        return
    freeze(run, at)
    judge_shapes(run, at)


def judge_shapes(run: RatingRun, at: datetime) -> None:
    """Put each distinct year before the rules, once for all employers of it."""
    shapes = _distinct_shapes(run)
    while chunk := list(islice(shapes, CHUNK)):
        JudgedShape.objects.bulk_create([_judged(run, shape) for shape in chunk])
    run.judged_at = at
    run.save(update_fields=["judged_at"])
    with connection.cursor() as cursor:  # the batches' plans rest on what was just written
        cursor.execute("ANALYZE credit_rating_conduct, credit_rating_judgedshape")


def _distinct_shapes(run: RatingRun) -> Iterator[str]:
    """Streamed from the server; the year in which nothing happened is the empty one."""
    yield ""
    with connection.chunked_cursor() as cursor:
        cursor.execute(_SHAPES, {"run": run.pk})
        for (shape,) in cursor:
            yield shape


def _judged(run: RatingRun, shape: str) -> JudgedShape:
    rules = RULES[run.ruleset]
    record: ConductRecord = year_of_shape(shape, run.year, rules.cuts)
    judgement = rules.judge(record, Settings(**run.settings))
    return JudgedShape(
        run=run,
        key=hashlib.md5(shape.encode(), usedforsecurity=False).hexdigest(),
        shape=shape,
        grade=judgement.grade.value,
        points=judgement.points,
        findings=[kept_json(reason) for reason in judgement.kept],
    )


@transaction.atomic
def rate_next_batch(run_id: int, *, at: datetime) -> bool:
    """Grade the next employers that no other process has in hand; False when none are left."""
    free = RunBatch.objects.left().filter(run=run_id).select_for_update(skip_locked=True)
    batch = free.defer("employer_ids").order_by("number").first()
    if batch is None:
        return False
    with connection.cursor() as cursor:
        cursor.execute(_RATE, {"run": run_id, "batch": batch.pk})
        counts = cursor.fetchone()
    batch.count_a, batch.count_b, batch.count_c, batch.results_sha256 = counts
    batch.done_at = at
    batch.save(update_fields=["count_a", "count_b", "count_c", "results_sha256", "done_at"])
    return True


@transaction.atomic
def finish(run_id: int, *, at: datetime) -> RatingRun:
    """Close the rating once every batch is done: the counts, and one hash over all grades."""
    run = RatingRun.objects.select_for_update().get(pk=run_id)
    batches = RunBatch.objects.filter(run=run)
    if run.state != State.RATING.value or batches.left().exists():
        return run
    sums = batches.aggregate(a=Sum("count_a"), b=Sum("count_b"), c=Sum("count_c"))
    run.count_a, run.count_b, run.count_c = (sums[name] or 0 for name in "abc")
    hashes = batches.order_by("number").values_list("results_sha256", flat=True)
    run.results_sha256 = hashlib.sha256("\n".join(hashes).encode()).hexdigest()
    run.rated_at = at
    run.state = State.RATED.value
    run.save()
    return run


def how_far(run_id: int) -> tuple[int, int]:
    """Employers rated and to be rated."""
    done: dict[str, Any] = RunBatch.objects.filter(run=run_id, done_at__isnull=False).aggregate(
        a=Sum("count_a"), b=Sum("count_b"), c=Sum("count_c")
    )
    run = RatingRun.objects.get(pk=run_id)
    return sum(value or 0 for value in done.values()), run.employers


_ORDER = 'ORDER BY shape COLLATE "C", kind COLLATE "C", source_id'

_SHAPES = f"""
    SELECT DISTINCT shape FROM (
        SELECT string_agg(shape, ';' {_ORDER}) AS shape
        FROM credit_rating_conduct WHERE run_id = %(run)s GROUP BY employer_id
    ) AS years
"""

# A finding that rests on one record carries that record's facts; the hash is over what was stored.
_RATE = f"""
    WITH chosen AS (
        SELECT unnest(employer_ids) AS employer_id
        FROM credit_rating_runbatch WHERE id = %(batch)s
    ),
    years AS (
        SELECT employer_id, md5(string_agg(shape, ';' {_ORDER})) AS key,
            array_agg(facts {_ORDER}) AS facts,
            array_agg(kind || ':' || source_id {_ORDER}) AS sources
        FROM credit_rating_conduct
        WHERE run_id = %(run)s AND employer_id
            BETWEEN (SELECT min(employer_id) FROM chosen) AND (SELECT max(employer_id) FROM chosen)
        GROUP BY employer_id
    ),
    stored AS (
        INSERT INTO credit_rating_rating
            (run_id, employer_id, grade, standing, points, findings, sources)
        SELECT %(run)s, chosen.employer_id, judged.grade, judged.grade, judged.points,
            CASE WHEN years.facts IS NULL THEN judged.findings ELSE (
                SELECT coalesce(jsonb_agg(finding || jsonb_build_object(
                    'item', years.facts[(finding->>'item')::integer + 1]
                ) ORDER BY place), '[]')
                FROM jsonb_array_elements(judged.findings) WITH ORDINALITY AS f (finding, place)
            ) END,
            coalesce(years.sources, '{{}}')
        FROM chosen
        LEFT JOIN years USING (employer_id)
        JOIN credit_rating_judgedshape AS judged
            ON judged.run_id = %(run)s AND judged.key = coalesce(years.key, md5(''))
        ORDER BY chosen.employer_id
        RETURNING employer_id, grade, points, findings
    )
    SELECT count(*) FILTER (WHERE grade = 'A'), count(*) FILTER (WHERE grade = 'B'),
        count(*) FILTER (WHERE grade = 'C'),
        encode(sha256(convert_to(string_agg(
            concat_ws(' ', employer_id, grade, points, findings), E'\\n' ORDER BY employer_id
        ), 'UTF8')), 'hex')
    FROM stored
"""
