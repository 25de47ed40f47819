"""How a run's grades lie: by district, industry and size, and who moved since the year before."""

from typing import Any

from django.db import connection

from credit_rating.models import RatingRun
from credit_rating.policy.conduct import Grade

SIZES = (0, 20, 100, 300, 1000)  # from this headcount on


def summarise(run: RatingRun) -> None:
    """Count once and keep: the page of a million employers reads one row."""
    before = previous(run)
    with connection.cursor() as cursor:
        cursor.execute(_LIE, {"run": run.pk, "sizes": list(SIZES)})
        rows = cursor.fetchall()
        cursor.execute(_MOVED, {"run": run.pk, "before": before.pk if before else 0})
        moved = {f"{old}{new}": count for old, new, count in cursor.fetchall()}
    kept: dict[str, Any] = {"district": {}, "industry": {}, "size": {}, "moved": moved}
    for by, key, grade, count in rows:
        kept[by].setdefault(key, {letter.value: 0 for letter in Grade})[grade] = count
    kept["before"] = before.pk if before else None
    run.distribution = kept
    run.save(update_fields=["distribution"])


def previous(run: RatingRun) -> RatingRun | None:
    """The grades in force of the year before, of the same place."""
    rows = RatingRun.objects.approved().filter(year=run.year - 1, division=run.division_id)
    return rows.order_by("-pk").first()


_LIE = """
    WITH graded AS (
        SELECT r.standing, left(e.division_id, 6) AS district, e.industry,
            CASE WHEN e.headcount IS NULL THEN ''
                ELSE (width_bucket(e.headcount, %(sizes)s::integer[]))::text END AS size
        FROM credit_rating_rating AS r
        JOIN employers_employer AS e ON e.id = r.employer_id
        WHERE r.run_id = %(run)s
    )
    SELECT CASE WHEN grouping(district) = 0 THEN 'district'
            WHEN grouping(industry) = 0 THEN 'industry' ELSE 'size' END,
        coalesce(district, industry, size), standing, count(*)
    FROM graded
    GROUP BY GROUPING SETS ((district, standing), (industry, standing), (size, standing))
    ORDER BY 1, 2, 3
"""

_MOVED = """
    SELECT was.standing, is_now.standing, count(*)
    FROM credit_rating_rating AS is_now
    JOIN credit_rating_rating AS was
        ON was.employer_id = is_now.employer_id AND was.run_id = %(before)s
    WHERE is_now.run_id = %(run)s
    GROUP BY 1, 2 ORDER BY 1, 2
"""
