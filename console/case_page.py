"""What the page of a case shows: header, rail, next steps, and one tab at a time."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.wording import translate
from cases.models import Case, Order, RecordCorrection
from cases.perms.around import Around
from cases.perms.steps import steps
from cases.policy.record_correction import CORRECTABLE
from cases.procedure.states import ENDED, State
from cases.services import progress
from complaints.models import Complaint
from complaints.procedure import STEPS
from console import case_file, decision_tab, evidence_tab, history, performance_tab, workers_tab
from console.badges import badge, short
from console.case_acts.table import ACTS, OWN_PAGES
from documents.models import Paper
from rulebook import services as rulebook
from statutes.violations import VIOLATIONS
from statutes.wording import say
from workflow.models import Approval, Event
from workflow.procedure import Offer

TABS = {
    "overview": _("概况"),
    "workers": _("人员与工资"),
    "evidence": _("证据"),
    "decision": _("处理决定"),
    "performance": _("履行与救济"),
    "papers": _("文书"),
    "file": _("案卷"),
    "approvals": _("审批"),
    "history": _("办案经过"),
}
# What the procedure wants next from each state; everything else is kept under "other acts".
FIRST_STEPS = {
    State.FILING_REVIEW: ("approve_filing", "return_filing"),
    State.FILING_RETURNED: ("resubmit_filing",),
    State.INVESTIGATING: ("determine_wages", "issue_order", "approve_extension"),
    State.ORDERED: ("serve_order", "record_payment", "verify_correction"),
    State.CORRECTED: ("propose_closing",),
    State.CONCLUSION_REVIEW: ("approve_conclusion", "return_conclusion"),
    State.CONCLUDED: ("issue_notice", "go_to_decision"),
    State.NOTIFIED: ("serve_notice", "answer_defence", "conclude_notice", "record_defence"),
    State.HEARING: ("set_hearing", "serve_summons", "hold_hearing"),
    State.DECIDING: ("pass_review", "deliberate", "propose_decision"),
    State.DECISION_REVIEW: ("approve_decision", "return_decision"),
    State.DECIDED: ("serve_decision",),
    State.PERFORMING: (
        "approve_instalments",
        "approve_application",
        "serve_demand",
        "verify_performance",
        "record_fine",
        "record_payment",
        "issue_demand",
        "propose_application",
    ),
    State.ENFORCING: ("verify_performance", "record_court_answer", "record_fine"),
    State.PERFORMED: ("propose_closing",),
    State.CLOSING_REVIEW: ("approve_closing", "return_closing", "return_closing_of_decision"),
    State.CLOSED: ("archive", "bundle_file"),
}
MOST_STEPS = 2


@dataclass(frozen=True, slots=True)
class Next:
    """One act offered on the page: where it is done and what is still missing."""

    label: str
    url: str
    offer: Offer[Any]


def load(queryset: QuerySet[Case], pk: int) -> QuerySet[Case]:
    return queryset.filter(pk=pk).select_related("employer", "division", "office")


def header(case: Case, known: Around, user: User, now: datetime) -> dict[str, Any]:
    """Context that every screen of the case shares."""
    calendar = rulebook.calendar()
    return {
        "case": case,
        "cause": gettext(VIOLATIONS[case.cause].label),
        "officers": known.serving,
        "clocks": [(clock, badge(clock, now, calendar)) for clock in known.clocks],
        "stages": _rail(case, known.order, now),
        "money": _money(case),
        "stated": None if case.filed_on else _stated(case),
        "withholding": _withholding(case, user, now),
    }


def _withholding(case: Case, user: User, now: datetime) -> QuerySet[Complaint]:
    """The complaints whose people must be asked before an order names them, for who may ask."""
    roles = user.roles_on(timezone.localdate(now), case.office_id)
    if case.status in ENDED or STEPS["agree_to_disclosure"].role not in roles:
        return Complaint.objects.none()
    return progress.complaints_of(case).withheld().order_by("pk")


def _money(case: Case) -> dict[str, object]:
    """The three amounts of `_money.html`; the meter shows paid as a share of determined."""
    percent = int(case.paid * 100 / case.determined) if case.determined else 0
    return {
        "claimed": case.claimed,
        # Nothing determined yet is not the same as determined at nothing.
        "determined": None if case.undetermined == case.workers else case.determined,
        "paid": case.paid,
        "paid_percent": percent,
        "claimed_note": translate(say("%(count)s人投诉时所称", count=case.workers)),
        "determined_note": translate(say("%(count)s人待核定", count=case.undetermined))
        if case.undetermined
        else gettext("已全部核定"),
        "paid_note": f"{percent}%",
    }


def _stated(case: Case) -> dict[str, Any]:
    """How many complained of how much, until the ledger takes their roster over."""
    behind = Complaint.objects.filter(case_sources__case=case)
    return behind.aggregate(workers=Sum("worker_count"), claimed=Sum("claimed"))


def _rail(case: Case, order: Order | None, now: datetime) -> list[dict[str, object]]:
    """The stages with their dates; the last one that has begun is where the case stands."""
    begun: list[tuple[str, date | None]] = [
        (gettext("受理"), case.accepted_on),
        (gettext("立案"), case.filed_on),
        (gettext("调查"), case.filed_on),
        (gettext("责令改正"), order.issued_on if order else None),
        (gettext("送达"), order.served_on if order else None),
        (gettext("改正"), case.corrected_on),
        (gettext("结案"), case.closed_on),
    ]
    last = max((i for i, (_, on) in enumerate(begun) if on), default=0)
    return [
        {
            "label": label,
            "note": short(on, now) if on else "—",
            "state": "now" if i == last and not case.closed_on else "done" if on else "later",
        }
        for i, (label, on) in enumerate(begun)
    ]


def next_steps(case: Case, known: Around, user: User, now: datetime) -> dict[str, Any]:
    """At most two first steps, and the rest; two steps of one screen are offered once.

    `offered_steps` names them all, for the tabs that lead to an act of their own.
    """
    offered: dict[str, Next] = {}
    offers = steps(case, user, timezone.localdate(now), known)
    for offer in offers:
        if (found := _as_next(case, offer)) and found.url not in offered:
            offered[found.url] = found
    wanted = FIRST_STEPS.get(case.status, ())
    first = [n for n in offered.values() if n.offer.step.name in wanted]
    first.sort(key=lambda n: (not n.offer.is_ready, wanted.index(n.offer.step.name)))
    others = [n for n in offered.values() if n not in first[:MOST_STEPS]]
    return {
        "first_steps": first[:MOST_STEPS],
        "other_steps": others,
        "offered_steps": frozenset(offer.step.name for offer in offers),
    }


def _as_next(case: Case, offer: Offer[State]) -> Next | None:
    name = offer.step.name
    if name in OWN_PAGES:
        return Next(gettext(offer.step.label), reverse(OWN_PAGES[name], args=[case.pk]), offer)
    for key, act in ACTS.items():
        for own in act.offers([offer]):
            return Next(str(act.title), reverse("console:case_act", args=[case.pk, key]), own)
    return None


def tab(
    case: Case, name: str, known: Around, user: User, now: datetime, stage: str = ""
) -> dict[str, Any]:
    """The rows of one tab; the other tabs are not read. `stage` narrows the history."""
    match name:
        case "history":
            return history.shown(case, stage)
        case "file":
            return case_file.tab(case, known, user, now)
        case "evidence":
            return evidence_tab.tab(case)
        case "decision":
            return decision_tab.shown(case)
        case "performance":
            return performance_tab.tab(case, now)
        case "workers":
            return workers_tab.tab(case, on=timezone.localdate(now))
    return _plain_tab(case, name)


# The tabs that belong on paper; the history follows in full.
PRINTED = ("overview", "workers", "evidence", "decision", "performance", "papers", "approvals")


def printed(case: Case, known: Around, user: User, now: datetime) -> dict[str, Any]:
    """The rows of every tab that is printed; nothing is offered on paper."""
    rows: dict[str, Any] = {"offered_steps": frozenset()}
    for name in PRINTED:
        rows |= tab(case, name, known, user, now)
    return rows | history.shown(case)


def _plain_tab(case: Case, name: str) -> dict[str, Any]:
    """A tab that lists the rows of the case as they are."""
    subject = case.subject(None)
    match name:
        case "papers":
            return {"papers": Paper.objects.of(subject).with_earlier().order_by("-pk")}
        case "approvals":
            approvals = Approval.objects.of(subject).select_related("proposer", "decider")
            return {"approvals": approvals.order_by("-pk")}
    return {
        "sources": case.sources.select_related("complaint__owner", "complaint__recorded_by"),
        "corrections": _corrections(case),
        "events": Event.objects.of(subject).order_by("-sequence")[:5],
    }


def _corrections(case: Case) -> list[tuple[str, RecordCorrection]]:
    """What was corrected after the case had ended, each with the name of what it concerns."""
    if case.status not in ENDED:
        return []
    made = case.corrections.select_related("by")
    return [(gettext(CORRECTABLE.get(row.field, row.field)), row) for row in made]
