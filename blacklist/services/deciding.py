"""列入决定 and 不予列入决定 (45号令 第七条、第八条): proposed by the officer, made by the head."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from blacklist import papers
from blacklist.listing_perms import DECIDE, DECISION_CLOCK, asks_for_basis, pending_of
from blacklist.models import Listing
from blacklist.policy.listing_term import listing_term
from blacklist.policy.not_listing import (
    CITATIONS,
    GROUND_LABELS,
    Cure,
    Ground,
    refuse_ground,
    refuse_listing,
)
from blacklist.procedure import Outcome
from blacklist.services import delivering, flags, gate, opening, spreading
from blacklist.services.notice import OBJECTION
from rulebook import services as rulebook
from statutes.clocks import start_of
from statutes.refusal import Refused
from statutes.wording import say, term

CITY_MONTHS = "city_listing_months"


def last_day(listing: Listing, decided_on: date) -> date:
    """The last day on the list, were it decided on that day."""
    months = rulebook.dated_value(CITY_MONTHS, listing.division_id, decided_on).value
    return listing_term(listing.ruleset, decided_on, city_months=int(months)).last_on


def cure_of(listing: Listing, paid_on: date | None, promised_on: date | None, on: date) -> Cure:
    upheld = listing.objections.filter(is_upheld=True).exists()
    return Cure(listing.ruleset, paid_on, promised_on, on, upheld)


@transaction.atomic
def propose_decision(
    listing_id: int,
    *,
    ground: Ground | None,
    paid_on: date | None,
    promised_on: date | None,
    opinion: str,
    actor: User,
    at: datetime,
) -> Listing:
    """Lay the decision before the head: to list or, on a ground of the law, not to list."""
    listing, today = gate.locked(listing_id), timezone.localdate(at)
    step = gate.check(listing, "propose_decision", actor=actor, at=at)
    cure = cure_of(listing, paid_on, promised_on, today)
    refusal = refuse_listing(cure) if ground is None else refuse_ground(ground, cure)
    if refusal is not None:
        raise Refused(refusal, citation=CITATIONS[ground] if ground else step.citation)
    content = {
        "lists": ground is None,
        "ground": ground.value if ground else "",
        "paid_on": paid_on.isoformat() if paid_on else "",
        "promised_on": promised_on.isoformat() if promised_on else "",
        "opinion": opinion,
    }
    label = term("列入失信名单") if ground is None else term("不予列入失信名单")
    gate.propose(listing, DECIDE, label, actor=actor, at=at, opinion=opinion, content=content)
    gate.stop_if_open(listing, OBJECTION, actor=actor, at=at)
    return gate.take(listing, step, actor=actor, at=at, note=opinion)


@transaction.atomic
def decide(
    listing_id: int,
    *,
    approved: bool,
    opinion: str,
    actor: User,
    at: datetime,
    legal_basis: str = "",
) -> Listing:
    """Sign what was proposed, or send it back to the officer."""
    listing = gate.locked(listing_id)
    lists = proposed(listing).get("lists", True)
    if approved and lists:
        return _list(listing, legal_basis, opinion, actor=actor, at=at)
    if approved:
        return _leave_off(listing, opinion, actor=actor, at=at)
    step = gate.check(listing, "return_decision", actor=actor, at=at)
    gate.decide(listing, DECIDE, actor=actor, approved=False, opinion=opinion, at=at)
    return gate.take(listing, step, actor=actor, at=at, note=opinion)


def draft(listing: Listing, legal_basis: str, at: datetime) -> dict[str, Any]:
    """The decision as it would be signed now, beside the form; writes nothing."""
    today = timezone.localdate(at)
    listing.legal_basis, listing.listed_from = legal_basis.strip(), today
    listing.listed_until = last_day(listing, today)
    return papers.listing_decision(listing)


def proposed(listing: Listing) -> dict[str, Any]:
    """What waits for the head; a proposal that is gone is said by whoever decides on it."""
    pending = pending_of(listing).get(DECIDE)
    return dict(pending.content) if pending else {}


def _list(
    listing: Listing, legal_basis: str, opinion: str, *, actor: User, at: datetime
) -> Listing:
    today = timezone.localdate(at)
    if asks_for_basis(listing):
        listing.legal_basis = legal_basis.strip()
    step = gate.check(listing, "approve_listing", actor=actor, at=at)
    approval = gate.decide(listing, DECIDE, actor=actor, approved=True, opinion=opinion, at=at)
    listing.decision_reason = approval.proposal
    listing.decided_on = listing.listed_from = today
    listing.decided_by, listing.listed_until = actor, last_day(listing, today)
    listing.decision = gate.issue(
        listing, papers.LISTING_DECISION, papers.listing_decision(listing), actor=actor, at=at
    )
    gate.stop_if_open(listing, DECISION_CLOCK, actor=actor, at=at)
    said = say("%(number)s", number=listing.decision.number)
    opening.close_candidate(listing, Outcome.LISTED, said, actor=actor, at=at)
    payload = {"until": listing.listed_until.isoformat(), "paper": listing.decision_id}
    return gate.take(listing, step, actor=actor, at=at, note=opinion, payload=payload)


def _leave_off(listing: Listing, opinion: str, *, actor: User, at: datetime) -> Listing:
    step = gate.check(listing, "approve_not_listing", actor=actor, at=at)
    approval = gate.decide(listing, DECIDE, actor=actor, approved=True, opinion=opinion, at=at)
    listing.not_listed_for = approval.content["ground"]
    listing.decision_reason = approval.proposal
    listing.decided_on, listing.decided_by = timezone.localdate(at), actor
    context = papers.not_listing_decision(listing, dict(approval.content))
    listing.decision = gate.issue(listing, papers.NOT_LISTING_DECISION, context, actor=actor, at=at)
    gate.stop_if_open(listing, DECISION_CLOCK, actor=actor, at=at)
    said = say(GROUND_LABELS[Ground(listing.not_listed_for)])
    opening.close_candidate(listing, Outcome.NOT_LISTED, said, actor=actor, at=at)
    return gate.take(listing, step, actor=actor, at=at, note=opinion)


@transaction.atomic
def serve_decision(
    listing_id: int, handed: delivering.Handed, *, actor: User, at: datetime
) -> Listing:
    """Record service; once all have it the listing is in force: the file shows it, it may be
    published and copied, and the five measures are opened."""
    listing = gate.locked(listing_id)
    step = gate.check(listing, "serve_decision", actor=actor, at=at)
    assert listing.decision is not None  # a decided listing has its decision
    last = delivering.hand(listing, listing.decision, handed, actor=actor, at=at)
    payload = {"parties": [party.pk for party in handed.parties]}
    if last is None:
        return gate.note(listing, step, actor=actor, at=at, payload=payload)
    listing.decision_served_on = last
    gate.take(
        listing, step, actor=actor, at=at, payload=payload, occurred_at=start_of(handed.handed_on)
    )
    spreading.open_sanctions(listing, on=last)
    flags.tell(listing.employer_id)
    return listing
