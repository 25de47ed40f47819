"""What the page of a complaint shows: header, conditions of acceptance, claimants, next steps."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Case
from cases.procedure.states import ENDED
from complaints import perms
from complaints.models import Complaint
from complaints.procedure import State
from complaints.services import merging
from complaints.services.review import review
from console import history, marking, patrol_bases
from console.badges import badge
from console.complaint_acts import ACTS
from console.next_steps import MOST_STEPS, Next
from documents.models import Paper
from grids.policy.frequency import Basis
from rulebook import services as rulebook
from workflow.models import Clock, Event
from workflow.procedure import Offer

TABS = {
    "overview": _("概况"),
    "claimants": _("投诉人"),
    "papers": _("文书"),
    "approvals": _("审批"),
    "history": _("办理经过"),
}
FIRST_STEPS = {
    State.RECEIVED: ("propose_filing", "request_supplement"),
    State.SUPPLEMENT_REQUESTED: ("receive_supplement", "propose_refusal_unsupplied"),
    State.REFUSAL_PROPOSED: ("refuse",),
}
SCREENS = {
    "propose_filing": "filing",
    "request_supplement": "supplement",
    "receive_supplement": "supplied",
    "propose_refusal": "refusal",
    "propose_refusal_unsupplied": "refusal",
    "refuse": "decide-refusal",
    "return_refusal": "decide-refusal",
    "merge": "merge",
    "withdraw": "withdraw",
    "agree_to_disclosure": "disclosure",
}


def load(queryset: QuerySet[Complaint], pk: int) -> QuerySet[Complaint]:
    people = ("owner", "disclosure_recorded_by")
    related = ("employer", "division", "office", "merged_into", *people)
    return queryset.filter(pk=pk).select_related(*related)


def header(complaint: Complaint, now: datetime) -> dict[str, Any]:
    """Context that every screen of the complaint shares."""
    calendar = rulebook.calendar()
    clocks = Clock.objects.of(complaint.subject).open().by_urgency()
    return {
        "complaint": complaint,
        "clocks": [(clock, badge(clock, now, calendar)) for clock in clocks],
    }


def tab(complaint: Complaint, name: str, user: User) -> dict[str, Any]:
    """The rows of one tab; the other tabs are not read."""
    subject = complaint.subject
    match name:
        case "claimants":
            people = complaint.representatives.select_related("claimant")
            return {
                "claimants": complaint.claimants.order_by("position"),
                "representatives": [person.claimant.name for person in people],
            }
        case "papers":
            return {"papers": Paper.objects.of(subject).order_by("-pk")}
        case "approvals":
            return {"approvals": marking.approvals(subject)}
        case "history":
            return history.shown(subject)
    cases = list(Case.objects.visible_to(user).from_complaint(complaint.pk))
    return {
        "attachments": complaint.attachments.select_related("file"),
        "cases": cases,
        "duplicates": _duplicates(complaint, user),
        "patrol_url": _new_patrol(complaint, cases, user),
        "review": review(complaint) if complaint.is_open and complaint.has_clock else None,
        "events": Event.objects.of(subject).order_by("-sequence")[:5],
    }


def _new_patrol(complaint: Complaint, cases: list[Case], user: User) -> str:
    """Where an inspection is proposed that follows it; "" once it and its cases have ended."""
    is_handled = complaint.is_open or any(case.status not in ENDED for case in cases)
    if not is_handled or complaint.state in patrol_bases.NO_CAUSE:
        return ""
    return patrol_bases.proposing(user, complaint.employer, Basis.COMPLAINT, complaint.number)


def _duplicates(complaint: Complaint, user: User) -> list[dict[str, Any]]:
    """Suggested duplicates with their reasons; nothing is merged without an officer's act."""
    if not complaint.is_open:
        return []
    found = merging.suggest_duplicates(complaint, user=user)
    rows = Complaint.objects.visible_to(user).in_bulk([s.key for s in found])
    return [
        {"complaint": rows[s.key], "reasons": [r.sentence for r in s.reasons]}
        for s in found
        if s.key in rows
    ]


def next_steps(complaint: Complaint, user: User, now: datetime) -> dict[str, list[Next]]:
    """At most two first steps, and the rest; two steps of one screen are offered once."""
    wanted = FIRST_STEPS.get(State(complaint.state), ())
    offers = perms.steps(complaint, user, timezone.localdate(now))
    found = {n.url: n for offer in reversed(offers) if (n := _as_next(complaint, offer))}
    first = [n for n in found.values() if n.offer.step.name in wanted]
    first.sort(key=lambda n: wanted.index(n.offer.step.name))
    others = [n for n in found.values() if n not in first[:MOST_STEPS]]
    return {"first_steps": first[:MOST_STEPS], "other_steps": others}


def _as_next(complaint: Complaint, offer: Offer[State]) -> Next | None:
    key = SCREENS.get(offer.step.name)
    if key is None:
        return None
    url = reverse("console:complaint_act", args=[complaint.pk, key])
    return Next(gettext(str(ACTS[key].title)), url, offer)
