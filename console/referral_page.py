"""What the page of a referral shows: header, the elements, the chain, the package, next steps."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.wording import translate
from console import history, marking
from console.badges import badge
from console.next_steps import MOST_STEPS, Next
from console.referral_acts import ACTS
from documents.models import Paper
from referrals import perms
from referrals.models import Referral
from referrals.procedure import BEFORE_DELIVERY, ENDED, NO_SUBSTITUTE, WITH_POLICE, State
from referrals.services import gate, package
from rulebook import services as rulebook
from statutes.findings import Finding, Outcome, from_json
from workflow.models import Clock
from workflow.procedure import Offer

TABS = {
    "overview": _("概况"),
    "elements": _("犯罪构成要件"),
    "package": _("移送材料"),
    "papers": _("文书"),
    "approvals": _("审批"),
    "history": _("办理经过"),
}
FIRST_STEPS = {
    State.DUE: ("form_team", "drop"),
    State.TEAM: ("submit_report", "drop"),
    State.REVIEW: ("approve",),
    State.APPROVED: ("deliver", "bind_package", "write_letter"),
    State.SUPPLEMENT: ("supply",),
    State.NOT_FILED: ("ask_reconsideration", "suggest_supervision", "resume_handling"),
    State.UPHELD: ("suggest_supervision", "resume_handling"),
    State.SUPERVISION: ("record_order_to_file", "record_demand"),
    State.FILED: ("hand_over",),
    State.WITHDRAWN: ("resume_handling",),
}
SCREENS = {step: key for key, act in ACTS.items() for step in act.steps}
TAGS = {Outcome.YES: "tag-seal", Outcome.NO: "tag-green", Outcome.NEEDS: "tag-amber"}
ANSWERS = {Outcome.YES: _("符合"), Outcome.NO: _("不符合"), Outcome.NEEDS: _("待查")}


def load(queryset: QuerySet[Referral], pk: int) -> QuerySet[Referral]:
    related = (
        "case__employer", "case__division", "assessment", "office", "division", "owner",
        "police_office", "letter", "package__file", "decided_by",
    )  # fmt: skip
    return queryset.filter(pk=pk).select_related(*related)


def header(referral: Referral, now: datetime) -> dict[str, Any]:
    """Context that every screen of the referral shares."""
    calendar = rulebook.calendar()
    clocks = Clock.objects.of(referral.subject).open().by_urgency()
    return {
        "referral": referral,
        "case": referral.case,
        "clocks": [(clock, badge(clock, now, calendar)) for clock in clocks],
        "is_with_police": referral.status in WITH_POLICE,
        "is_delayed": referral.status in BEFORE_DELIVERY - ENDED,
        "days_since": (timezone.localdate(now) - timezone.localdate(referral.found_at)).days,
        "no_substitute": NO_SUBSTITUTE,
    }


def tab(referral: Referral, name: str, now: datetime) -> dict[str, Any]:
    """The rows of one tab; the other tabs are not read."""
    subject = referral.subject
    match name:
        case "elements":
            return elements(referral.assessment)
        case "package":
            return {"bundle": referral.package, "checks": package.checks_of(referral)}
        case "papers":
            return {"papers": Paper.objects.of(subject).order_by("-pk")}
        case "approvals":
            return {"approvals": marking.approvals(subject)}
        case "history":
            return history.shown(subject)
    calendar = rulebook.calendar()
    ended = Clock.objects.of(subject).exclude(ended_at=None).order_by("ended_at", "pk")
    return {
        "links": referral.links.select_related("file", "paper", "recorded_by"),
        "team": referral.team.select_related("user"),
        "ended": [(clock, badge(clock, now, calendar)) for clock in ended],
    }


def elements(assessment: Any) -> dict[str, Any]:
    """A kept finding in the reader's language."""
    return {
        "assessment": assessment,
        "crime": shown(from_json(assessment.crime)),
        "amount": shown(from_json(assessment.amount)),
        "severe": shown(from_json(assessment.severe)),
    }


def shown(finding: Finding) -> list[dict[str, Any]]:
    """A finding clause by clause: what is asked, what was compared, what came out, the article."""
    return [
        {
            "asked": translate(clause.asked),
            "compared": translate(clause.compared),
            "answer": ANSWERS[clause.outcome],
            "tag": TAGS[clause.outcome],
            "citation": clause.citation,
        }
        for clause in finding.clauses
    ]


def offers(referral: Referral, user: User, now: datetime) -> tuple[Offer[State], ...]:
    met = gate.still_met(referral, timezone.localdate(now))
    return perms.steps(referral, user, now, elements_met=met)


def next_steps(referral: Referral, user: User, now: datetime) -> dict[str, list[Next]]:
    """At most two first steps, and the rest; two steps of one screen are offered once."""
    wanted = FIRST_STEPS.get(referral.status, ())
    found: dict[str, Next] = {}
    for offer in offers(referral, user, now):
        if offer.step.name in SCREENS:
            step = _as_next(referral, offer)
            found.setdefault(step.url, step)
    first = [n for n in found.values() if n.offer.step.name in wanted]
    first.sort(key=lambda n: (not n.offer.is_ready, wanted.index(n.offer.step.name)))
    others = [n for n in found.values() if n not in first[:MOST_STEPS]]
    return {"first_steps": first[:MOST_STEPS], "other_steps": others}


def _as_next(referral: Referral, offer: Offer[State]) -> Next:
    key = SCREENS[offer.step.name]
    url = reverse("console:referral_act", args=[referral.pk, key])
    return Next(gettext(str(ACTS[key].title)), url, offer)
