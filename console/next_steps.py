"""The next steps of a case for whoever looks at it: at most two first, the rest below."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from cases.models import Case
from cases.perms.around import Around
from cases.perms.steps import steps
from cases.procedure.states import State
from console.case_acts.table import ACTS, OWN_PAGES
from workflow.procedure import Offer

# What the procedure wants next from each state, the most pressing first; everything else is kept
# under "other acts".
FIRST_STEPS: dict[State, tuple[str, ...]] = {
    State.FILING_REVIEW: ("approve_filing", "return_filing"),
    State.FILING_RETURNED: ("resubmit_filing",),
    State.SUSPENDED: ("end_suspension",),
    State.ORDERED: (
        "resume_investigation",
        "serve_order",
        "verify_correction",
        "find_disobeyed",
        "record_payment",
    ),
    State.CORRECTED: ("propose_closing",),
    State.CONCLUSION_REVIEW: ("approve_conclusion", "return_conclusion"),
    State.CONCLUDED: ("issue_notice", "go_to_decision"),
    State.NOTIFIED: (
        "serve_notice",
        "answer_defence",
        "conclude_notice",
        "record_defence",
        "request_hearing",
    ),
    State.HEARING: ("set_hearing", "serve_summons", "hold_hearing", "answer_defence"),
    State.DECIDING: ("pass_review", "deliberate", "propose_decision"),
    State.DECISION_REVIEW: ("approve_decision", "return_decision"),
    State.DECIDED: ("serve_decision",),
    State.PERFORMING: (
        "file_spot_penalty",
        "confirm_withdrawal",
        "decide_anew",
        "approve_instalments",
        "approve_application",
        "serve_demand",
        "verify_performance",
        "propose_application",
        "issue_demand",
        "record_fine",
        "record_payment",
    ),
    State.ENFORCING: ("decide_anew", "verify_performance", "record_court_answer", "record_fine"),
    State.PERFORMED: ("decide_anew", "pursue_wages", "propose_closing"),
    State.CLOSING_REVIEW: ("approve_closing", "return_closing", "return_closing_of_decision"),
    State.CLOSED: ("decide_anew", "archive", "bundle_file"),
    State.ARCHIVED: ("decide_anew",),
}
# What a head is asked during an investigation comes before anything else.
ASKED = ("approve_preservation", "approve_suspension", "approve_extension")
MOST_STEPS = 2


def wanted(case: Case, known: Around) -> tuple[str, ...]:
    """The steps that the procedure wants next."""
    if case.status is not State.INVESTIGATING:
        return FIRST_STEPS.get(case.status, ())
    if not case.is_wage_case or known.order is not None:  # an order that still stands was disobeyed
        return (*ASKED, "conclude_investigation", "record_evidence")
    if case.undetermined or not case.workers:
        return (*ASKED, "determine_wages", "issue_order")
    return (*ASKED, "issue_order", "verify_correction", "record_evidence")


@dataclass(frozen=True, slots=True)
class Next:
    """One act offered on the page: where it is done and what is still missing."""

    label: str
    url: str
    offer: Offer[Any]


def next_steps(case: Case, known: Around, user: User, now: datetime) -> dict[str, Any]:
    """At most two first steps, and the rest; two steps of one screen are offered once.

    `offered_steps` names those that may be taken now, for the tabs that lead to an act.
    """
    offered: dict[str, Next] = {}
    ready = set[str]()
    for offer in steps(case, user, timezone.localdate(now), known):
        found = _as_next(case, offer)
        if (found.offer if found else offer).is_ready:
            ready.add(offer.step.name)
        if found:
            offered.setdefault(found.url, found)
    order = wanted(case, known)
    first = [n for n in offered.values() if n.offer.step.name in order]
    first.sort(key=lambda n: (not n.offer.is_ready, order.index(n.offer.step.name)))
    others = [n for n in offered.values() if n not in first[:MOST_STEPS]]
    return {
        "first_steps": first[:MOST_STEPS],
        "other_steps": others,
        "offered_steps": ready,
    }


def is_offered(case: Case, step: str, known: Around, user: User, now: datetime) -> bool:
    """Whether this person sees the step now, what it still lacks aside."""
    offers = steps(case, user, timezone.localdate(now), known)
    return any(offer.step.name == step for offer in offers)


def _as_next(case: Case, offer: Offer[State]) -> Next | None:
    name = offer.step.name
    if name in OWN_PAGES:
        return Next(gettext(offer.step.label), reverse(OWN_PAGES[name], args=[case.pk]), offer)
    for key, act in ACTS.items():
        for own in act.offers([offer]):
            return Next(str(act.title), reverse("console:case_act", args=[case.pk, key]), own)
    return None
