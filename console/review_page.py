"""What the page of a written review shows: the declaration beside the register, next steps."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from console import history, patrol_bases, review_cases
from console.next_steps import MOST_STEPS, Next
from console.review_acts import ACTS, doubts_of
from documents.models import Paper
from grids.policy.frequency import Basis
from workflow.procedure import Offer
from written_reviews import perms
from written_reviews.models import Review
from written_reviews.policy.contents import (
    ANSWER_LABELS,
    FIGURE_LABELS,
    ITEM_LABELS,
    Answer,
    Item,
)
from written_reviews.procedure import State
from written_reviews.services.reviewing import needs_a_lead

TABS = {"overview": _("申报情况"), "papers": _("文书"), "history": _("办理经过")}
TEMPLATES = {"overview": "console/_review_overview.html"}
FIRST_STEPS = {
    State.DECLARED: ("pass_on", "pass_review", "order_rectification"),
    State.GRID_REVIEWED: ("pass_review", "order_rectification"),
    State.ON_SITE: ("pass_review", "order_rectification"),
    State.RECTIFIED: ("pass_review", "order_rectification"),
    State.RETURNED: ("close_uncorrected",),
    State.RECTIFYING: ("fail_review",),
    State.NOT_DECLARED: ("close_undeclared",),
}


def load(queryset: QuerySet[Review], pk: int) -> QuerySet[Review]:
    return queryset.filter(pk=pk).select_related("campaign", "employer", "office", "division")


def tab(review: Review, name: str, user: User) -> dict[str, Any]:
    """The rows of one tab; the other tabs are not read."""
    match name:
        case "papers":
            return {"papers": Paper.objects.of(review.subject).order_by("-pk")}
        case "history":
            return history.shown(review.subject)
    return {
        "materials": review.materials.standing().select_related("file"),
        "doubts": doubts_of(review),
        "needs_a_lead": needs_a_lead(review),
        "led_to": review_cases.case_of(review, user),
        "patrol_url": _new_patrol(review, user),
        **declared(review),
    }


def _new_patrol(review: Review, user: User) -> str:
    """Where the inspection is proposed that the papers left to be made."""
    if review.state != State.ON_SITE:
        return ""
    return patrol_bases.proposing(user, review.employer, Basis.LEAD, review.number)


def declared(review: Review) -> dict[str, Any]:
    """Every figure beside what the register knows and what was declared the time before."""
    versions = list(review.declarations.order_by("-version").select_related("declared_by"))
    if not versions:
        return {"versions": []}
    last, earlier = versions[0], versions[1] if len(versions) > 1 else None
    return {
        "versions": versions,
        "figures": [
            {
                "label": gettext(label),
                "value": last.figure(name),
                "known": getattr(review.employer, name),
                "earlier": earlier.figure(name) if earlier else None,
            }
            for name, label in FIGURE_LABELS.items()
        ],
        "items": [
            {
                "label": gettext(ITEM_LABELS[item]),
                "answer": gettext(ANSWER_LABELS[Answer(last.answers[item.value][0])]),
                "is_problem": last.answers[item.value][0] == Answer.NO,
                "note": last.answers[item.value][1],
            }
            for item in Item
        ],
    }


def next_steps(review: Review, user: User, now: datetime) -> dict[str, list[Next]]:
    """At most two first steps, and the rest; what the employer does is not offered here."""
    wanted = FIRST_STEPS.get(State(review.state), ())
    offers = perms.steps(review, user, timezone.localdate(now))
    found = {n.url: n for offer in reversed(offers) if (n := _as_next(review, offer))}
    first = [n for n in found.values() if n.offer.step.name in wanted]
    first.sort(key=lambda n: (not n.offer.is_ready, wanted.index(n.offer.step.name)))
    others = [n for n in found.values() if n not in first[:MOST_STEPS]]
    return {"first_steps": first[:MOST_STEPS], "other_steps": others}


def _as_next(review: Review, offer: Offer[State]) -> Next | None:
    for key, act in ACTS.items():
        for own in act.offers([offer]):
            return Next(str(act.title), reverse("console:review_act", args=[review.pk, key]), own)
    return None
