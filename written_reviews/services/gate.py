"""The one door through which a review changes its state: lock, check, change, record."""

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from accounts.models import User
from workflow import procedure
from workflow import services as workflow
from written_reviews.models import Review
from written_reviews.perms import facts_of
from written_reviews.procedure import FINAL, STEPS, State


def locked(review_id: int) -> Review:
    rows = Review.objects.select_for_update(of=("self",))
    return rows.select_related("campaign", "employer", "office").get(pk=review_id)


def take(
    review: Review,
    name: str,
    *,
    actor: User,
    at: datetime,
    note: str = "",
    payload: Mapping[str, object] | None = None,
    **columns: object,
) -> Review:
    """Check the step and put it into force: the new state, what goes with it, and its event."""
    facts = facts_of(review, actor, timezone.localdate(at))
    step = procedure.check(STEPS, name, State(review.state), facts)
    if step.target is not None:
        columns["state"] = step.target.value
    if step.target in FINAL:
        columns["concluded_at"] = at
    for column, value in columns.items():
        setattr(review, column, value)
    review.save(update_fields=list(columns))
    workflow.record(
        review.subject,
        act=step.name,
        label=step.label,
        actor=actor,
        at=at,
        citation=step.citation,
        note=note,
        payload=payload,
    )
    return review
