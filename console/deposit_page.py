"""What the page of a wage deposit shows: header, figure, money, guarantee, next steps."""

from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.jurisdiction import within
from accounts.models import User
from console import deposit_cases, history, marking
from console.badges import badge
from console.deposit_acts import ACTS
from console.next_steps import MOST_STEPS, Next
from documents.models import Paper
from rulebook import services as rulebook
from wage_deposits import perms
from wage_deposits.models import Deposit, DepositMove, Guarantee, ReturnRequest, Use
from wage_deposits.policy.guarantee import WARNED_BEFORE
from wage_deposits.policy.refill import shortage
from wage_deposits.procedure import SECURED, State
from workflow.models import Clock
from workflow.procedure import Offer

TABS = {
    "overview": _("概况"),
    "papers": _("文书"),
    "approvals": _("审批"),
    "history": _("办理经过"),
}
FIRST_STEPS = {
    State.DUE: ("open_account", "accept_guarantee"),
    State.USE_PROPOSED: ("approve_use",),
    State.IN_USE: ("serve_notice", "record_payment", "record_covered_payment"),
    State.TO_REFILL: ("refill_cash", "refill_guarantee"),
    State.OPENED: ("notice_return", "propose_use"),
    State.RETURN_NOTICED: ("receive_application",),
    State.RETURN_REVIEW: ("propose_return", "refuse_return"),
    State.RETURN_PROPOSED: ("approve_return",),
}
SCREENS = {step: key for key, act in ACTS.items() if not act.is_aside for step in act.steps}
MOST_LAPSING = 20


def load(queryset: QuerySet[Deposit], pk: int) -> QuerySet[Deposit]:
    """With its few rows of money, guarantees, uses and returns, which every part of it reads."""
    related = ("project__division", "contractor", "division", "office", "owner", "fixed_by")
    rows = queryset.filter(pk=pk).select_related(*related)
    return rows.prefetch_related(
        Prefetch("moves", DepositMove.objects.select_related("recorded_by", "guarantee", "use")),
        "guarantees",
        Prefetch("uses", Use.objects.select_related("paper", "refill_paper")),
        Prefetch("returns", ReturnRequest.objects.select_related("notice", "decision")),
    )


def header(deposit: Deposit, now: datetime) -> dict[str, Any]:
    """Context that every screen of the deposit shares."""
    calendar, today = rulebook.calendar(), timezone.localdate(now)
    clocks = Clock.objects.of(deposit.subject).open().by_urgency()
    held, guarantee = deposit.balance, deposit.guarantee
    is_secured = deposit.status in SECURED
    return {
        "deposit": deposit,
        "held": held,
        "short_of": shortage(deposit.amount, held) if is_secured else None,
        "guarantee": guarantee,
        "is_lapsing": guarantee is not None and guarantee.is_lapsing(today),
        "has_lapsed": guarantee is not None and guarantee.has_lapsed(today),
        "clocks": [(clock, badge(clock, now, calendar)) for clock in clocks],
    }


def tab(deposit: Deposit, name: str) -> dict[str, Any]:
    """The rows of one tab; the other tabs are not read."""
    subject = deposit.subject
    match name:
        case "papers":
            return {"papers": Paper.objects.of(subject).order_by("-pk")}
        case "approvals":
            return {"approvals": marking.approvals(subject)}
        case "history":
            return history.shown(subject)
    means = DepositMove.Means
    return {
        "cash": deposit.held_as(means.CASH),
        "guaranteed": deposit.held_as(means.GUARANTEE),
        "moves": deposit.moves.all(),
        "guarantees": deposit.guarantees.all()[::-1],
        "uses": deposit.uses.all()[::-1],
        "returns": deposit.returns.all()[::-1],
    }


def lapsing(user: User, today: date) -> list[Guarantee]:
    """Guarantees of the jurisdiction that have ended or end within thirty days, soonest first."""
    last = today + WARNED_BEFORE
    rows = Guarantee.objects.filter(ended_on=None, valid_to__lte=last)
    seen = rows.filter(within(user, "deposit__division_id"))
    related = seen.select_related("deposit__project", "deposit__contractor")
    return list(related.order_by("valid_to", "pk")[:MOST_LAPSING])


def offers(deposit: Deposit, user: User, now: datetime) -> tuple[Offer[State], ...]:
    """The steps of this person, asked with what only the desk knows of the project's cases."""
    owed = deposit_cases.unsettled(deposit)
    return perms.steps(deposit, user, timezone.localdate(now), owed)


def next_steps(deposit: Deposit, user: User, now: datetime) -> dict[str, list[Next]]:
    """At most two first steps, and the rest; two steps of one screen are offered once."""
    wanted = FIRST_STEPS.get(deposit.status, ())
    guarantee = deposit.guarantee
    if guarantee is not None and guarantee.is_lapsing(timezone.localdate(now)):
        wanted = ("renew_guarantee", *wanted)
    found: dict[str, Next] = {}
    for offer in offers(deposit, user, now):
        step = _as_next(deposit, offer)
        found.setdefault(step.url, step)
    first = [n for n in found.values() if n.offer.step.name in wanted]
    first.sort(key=lambda n: (not n.offer.is_ready, wanted.index(n.offer.step.name)))
    others = [n for n in found.values() if n not in first[:MOST_STEPS]]
    return {"first_steps": first[:MOST_STEPS], "other_steps": others}


def _as_next(deposit: Deposit, offer: Offer[State]) -> Next:
    key = SCREENS[offer.step.name]
    url = reverse("console:wage_deposit_act", args=[deposit.pk, key])
    return Next(gettext(str(ACTS[key].title)), url, offer)
