"""动态调整: a grade in force follows the list and the decisions it rests on, night by night."""

from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from credit_rating.models import Conduct, Rating
from credit_rating.policy.conduct import ConductRecord, Kind
from credit_rating.policy.facts import item_of
from credit_rating.policy.judgement import Settings
from credit_rating.policy.rulesets import judge
from credit_rating.procedure import Why
from credit_rating.services.changing import change, findings_json, locked, strike
from statutes.wording import say


def follow(at: datetime) -> int:
    """Move every grade whose ground fell or whose employer was listed; return how many moved."""
    moved = [_without_fallen(rating, struck, at) for rating, struck in _fallen()]
    moved += [_listed(rating, at) for (rating,) in _newly_listed(at)]
    return sum(moved)


@transaction.atomic
def _without_fallen(rating_id: int, struck: list[str], at: datetime) -> bool:
    reason = str(say("所依据的决定已被撤销，依规则重新评定。"))
    rating = locked(rating_id)
    return bool(strike(rating, struck, why=Why.ANNULLED, reason=reason, actor=None, at=at))


@transaction.atomic
def _listed(rating_id: int, at: datetime) -> bool:
    """The year's own records and the listing, by the rules and the settings of its run."""
    rating = locked(rating_id)
    rows = Conduct.objects.filter(run=rating.run_id, employer=rating.employer_id)
    facts = [row.facts for row in rows.order_by("kind", "source_id")]
    facts.append(_listing(rating))
    run = rating.run
    record = ConductRecord(run.year, tuple(item_of(row) for row in facts))
    found = judge(run.ruleset, record, Settings(**run.settings))
    reason = str(say("年度内列入拖欠工资失信名单。"))
    if found.grade.value <= rating.standing:
        return False
    findings = findings_json(found, facts)
    return bool(
        change(
            rating, found.grade, why=Why.LISTED, reason=reason, actor=None, at=at,
            findings=findings,
        )
    )  # fmt: skip


def _listing(rating: Rating) -> dict[str, object]:
    day = rating.employer.listed_on
    return {
        "kind": Kind.LISTING.value,
        "id": rating.employer_id,
        "label": day.isoformat() if day else "",
        "on": day.isoformat() if day else "",
    }


def _fallen() -> list[tuple[int, list[str]]]:
    with connection.cursor() as cursor:
        cursor.execute(_FALLEN)
        return list(cursor.fetchall())


def _newly_listed(at: datetime) -> list[tuple[int]]:
    with connection.cursor() as cursor:
        cursor.execute(_LISTED, {"today": timezone.localdate(at)})
        return list(cursor.fetchall())


_FALLEN = """
    SELECT r.id, array_agg(DISTINCT source)
    FROM credit_rating_rating AS r
    JOIN credit_rating_ratingrun AS run ON run.id = r.run_id AND run.state = 'approved'
    CROSS JOIN unnest(r.sources) AS source
    JOIN cases_decision AS d ON d.status = 'annulled' AND source = 'case:' || d.case_id
    WHERE r.standing IN ('B', 'C')
        AND NOT EXISTS (
            SELECT 1 FROM cases_decision AS anew
            WHERE anew.case_id = d.case_id AND anew.replaced_at IS NULL
                AND anew.status IN ('in_force', 'changed')
        )
        AND NOT EXISTS (
            SELECT 1 FROM credit_rating_gradechange AS moved
            WHERE moved.rating_id = r.id AND source = ANY (moved.struck)
        )
    GROUP BY r.id ORDER BY r.id
"""

# Only the newest grade of an employer follows the list.
_LISTED = """
    SELECT DISTINCT ON (e.id) r.id
    FROM employers_employer AS e
    JOIN credit_rating_rating AS r ON r.employer_id = e.id
    JOIN credit_rating_ratingrun AS run ON run.id = r.run_id AND run.state = 'approved'
    WHERE e.listed_until >= %(today)s AND e.listed_on <= %(today)s
        AND e.credit_year = run.year AND r.standing <> 'C'
    ORDER BY e.id, r.id DESC
"""
