"""Publish what the rule set publishes: a grade C with its facts, once the objections are over."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from credit_rating.models import Rating
from credit_rating.papers import reasons
from credit_rating.perms import WINDOW
from credit_rating.policy.conduct import Grade
from credit_rating.policy.rulesets import RULES
from credit_rating.procedure import RATING, State
from publications.models import Publication
from publications.policy.kinds import Kind
from publications.services.publishing import publish
from rulebook import services as rulebook

STANDS = 365  # days: until the next year's grade


def publish_due(at: datetime) -> int:
    """Every grade whose window has closed without an open objection; each once."""
    today = timezone.localdate(at)
    last = rulebook.calendar().add(today, -WINDOW - 1)
    sets = [rules.id for rules in RULES.values() if Grade.C in rules.published]
    rows = Rating.objects.filter(
        run__state=State.APPROVED.value, run__ruleset__in=sets, standing=Grade.C.value,
        told_on__lte=last, employer__merged_into__isnull=True,
    )  # fmt: skip
    known = Publication.objects.of_kind(Kind.RATING.value).filter(subject_type="credit_rating")
    waiting = rows.exclude(pk__in=known.values("subject_id"))
    return sum(_publish(pk, at) for pk in waiting.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _publish(rating_id: int, at: datetime) -> bool:
    rows = Rating.objects.select_for_update(of=("self",)).select_related("run__office", "employer")
    rating = rows.get(pk=rating_id)
    if rating.open_objection or not rating.is_published or rating.run.office is None:
        return False
    today = timezone.localdate(at)
    facts = "；".join(
        f"{row['facts']}，{row['asked']}" for row in reasons(rating.current_findings())
    )
    publish(
        Kind.RATING,
        rating.subject,
        {
            "subject_kind": rating.employer.kind,
            "name": rating.employer.name,
            "uscc": rating.employer.uscc or "",
            "year": rating.run.year,
            "grade": rating.standing,
            "grounds": f"{RATING}、{rating.run.source}",
            "facts": facts,
        },
        office=rating.run.office,
        actor=None,
        at=at,
        starts_on=today,
        ends_on=today + timedelta(days=STANDS),
    )
    return True
