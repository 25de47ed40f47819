"""What the page of a publication shows: the copy, where it was sent, what is due, the next step."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from console import history
from console.badges import badge
from console.next_steps import MOST_STEPS, Next
from console.publication_acts import ACTS
from publications import perms, shown
from publications.models import Publication
from publications.procedure import State
from rulebook import services as rulebook
from workflow.models import Clock
from workflow.procedure import Offer

FIRST_STEPS = ("release", "record_takedown", "record_receipt", "revise")
SCREENS = {step: key for key, act in ACTS.items() for step in act.steps}


def load(rows: QuerySet[Publication], pk: int) -> QuerySet[Publication]:
    related = ("office", "division", "drafted_by", "decided_by", "ended_by", "corrects")
    return rows.filter(pk=pk).select_related(*related)


def header(entry: Publication, now: datetime) -> dict[str, Any]:
    """Context that every screen of the publication shares."""
    calendar, today = rulebook.calendar(), timezone.localdate(now)
    clocks = Clock.objects.of(entry.own_subject).open().by_urgency()
    return {
        "entry": entry,
        "is_public": entry.is_public(today),
        "is_overdue": entry.is_overdue_to_remove(today),
        "clocks": [(clock, badge(clock, now, calendar)) for clock in clocks],
    }


def body(entry: Publication) -> dict[str, Any]:
    return {
        "lines": shown.lines(entry, without=frozenset({"figures"})),
        "figures": shown.figures(entry),
        "targets": entry.targets.select_related("sent_by", "proof", "receipt_file"),
        "correction": Publication.objects.filter(corrects=entry).first(),
        **history.shown(entry.own_subject),
    }


def offers(entry: Publication, user: User, now: datetime) -> tuple[Offer[State], ...]:
    return perms.steps(entry, user, timezone.localdate(now))


def next_steps(entry: Publication, user: User, now: datetime) -> dict[str, list[Next]]:
    """At most two first steps, and the rest."""
    found = [_as_next(entry, offer) for offer in offers(entry, user, now)]
    first = [step for step in found if step.offer.step.name in FIRST_STEPS][:MOST_STEPS]
    others = [step for step in found if step not in first]
    return {"first_steps": first, "other_steps": others}


def _as_next(entry: Publication, offer: Offer[State]) -> Next:
    key = SCREENS[offer.step.name]
    url = reverse("console:publication_act", args=[entry.pk, key])
    return Next(gettext(str(ACTS[key].title)), url, offer)
