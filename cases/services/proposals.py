"""The officers' proposal: its violations measured, its sums taken from them, kept as it was made.

A proposal is never edited: a new one supersedes it, and is reviewed and deliberated on anew.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Min
from django.utils import timezone

from accounts.models import User
from cases.models import Case, Decision, Order, Proposal, ProposalGround
from cases.papers.proposal import standing_context
from cases.policy import prior_notice, remedy
from cases.policy.compensation import LEAST
from cases.policy.decision import Kind, Terms
from cases.policy.discretion import (
    Around,
    Ground,
    Measured,
    kept,
    measure,
    reason_kept,
    sum_of,
)
from cases.policy.ledger import NOTHING
from cases.policy.proposal import Draft, law_of, refuse_draft
from cases.services import compensation
from rulebook import services as rulebook
from statutes.citations import cite
from statutes.penalties import Range
from statutes.penalty_types import Effect
from statutes.refusal import Refused
from statutes.wording import Sentence, say


def measure_all(case: Case, grounds: Sequence[Ground], *, on: date) -> list[Measured]:
    """Every ground with its statutory range and its tier at the place that day."""
    tiers = rulebook.discretion_tiers(case.division_id, on)
    known = _around(case, grounds)
    return [measure(ground, on=on, tiers=tiers, around=known) for ground in grounds]


def _around(case: Case, grounds: Sequence[Ground]) -> Around:
    """What this file and the party's others say of these violations."""
    lodged = case.sources.aggregate(first=Min("complaint__received_at"))["first"]
    fined = ProposalGround.objects.fined(
        case.employer_id, [ground.violation for ground in grounds]
    ).exclude(proposal__case=case)
    return Around(
        order_was_disobeyed=case.orders.standing().filter(status=Order.Status.DISOBEYED).exists(),
        found_on=timezone.localdate(lodged or case.proposed_at),
        fined_before=dict(fined.values_list("violation", "proposal__case__case_no")),
    )


def refuse_heavier(case: Case, proposal: Proposal) -> None:
    """No proposal is heavier than what the party was last told, for its having spoken.

    What counts is evidence obtained since, or that a legal reviewer objected (第五十八条).
    """
    told = case.notices.select_related("proposal", "paper").order_by("-pk").first()
    if told is None:
        return
    issued_at = told.paper.issued_at
    found_since = case.evidence.standing().filter(
        obtained_on__gte=told.issued_on, recorded_at__gt=issued_at
    )
    objected = case.legal_reviews.filter(is_passed=False, reviewed_at__gt=issued_at)
    reason = prior_notice.refuse_heavier(
        terms_of(told.proposal),
        terms_of(proposal),
        was_defended=told.defences.exists(),
        has_new_reason=found_since.exists() or objected.exists(),
    )
    if reason is not None:
        raise Refused(reason)


def refuse_repetition(case: Case, proposal: Proposal) -> None:
    """What fell in a remedy is not proposed once more unless something is new or is said."""
    annulled = case.decisions.filter(status=Decision.Status.ANNULLED, replaced_at__isnull=False)
    fallen = annulled.select_related("proposal").order_by("-pk").first()
    if fallen is None:
        return
    reason = remedy.refuse_repetition(
        terms_of(fallen.proposal),
        terms_of(proposal),
        has_new_evidence=case.evidence.standing()
        .filter(recorded_at__gte=fallen.replaced_at)
        .exists(),
        discretion=proposal.discretion,
    )
    if reason is not None:
        raise Refused(reason, citation=cite("复议法", "第六十四条"))


def write(case: Case, draft: Draft, *, actor: User, at: datetime) -> Proposal:
    """Keep a new proposal as the current one; raises Refused for what it may not contain."""
    measured = measure_all(case, draft.grounds, on=timezone.localdate(at))
    if refusals := refuse_draft(draft, measured):
        raise Refused(*refusals)
    supersede(case, at=at)
    proposal = Proposal.objects.create(
        case=case,
        kind=draft.kind.value,
        facts=draft.facts.strip(),
        statement=draft.statement.strip(),
        law=law_of(draft, measured),
        opinion=draft.opinion.strip(),
        discretion=draft.discretion.strip(),
        fine=sum_of(measured, Effect.FINE),
        compensation=sum_of(measured, Effect.COMPENSATION),
        is_complex=draft.is_complex,
        is_grave=draft.is_grave,
        is_public_interest=draft.is_public_interest,
        is_prescribed=draft.is_prescribed,
        proposed_by=actor,
        proposed_at=at,
    )
    rows = enumerate(measured, 1)
    ProposalGround.objects.bulk_create(_ground(proposal, row, one) for row, one in rows)
    return proposal


def supersede(case: Case, *, at: datetime) -> None:
    """The current proposal no longer stands; what was reviewed of it stays with it."""
    case.proposals.current().update(superseded_at=at)


def current(case: Case) -> Proposal:
    """The proposal that stands; refused where there is none."""
    proposal = case.proposals.current().first()
    if proposal is None:
        raise Refused(say("尚未写明处理建议。"))
    return proposal


def terms_of(proposal: Proposal) -> Terms:
    return proposal.terms(proposal.grounds.values_list("violation", flat=True))


def _ground(proposal: Proposal, row: int, one: Measured) -> ProposalGround:
    ground, allowed = one.ground, one.allowed
    return ProposalGround(
        proposal=proposal,
        row=row,
        violation=ground.violation,
        workers=ground.workers,
        amount=ground.amount,
        spells=[[s.start.isoformat(), s.end.isoformat()] for s in ground.spells],
        minimum=allowed.minimum,
        maximum=allowed.maximum,
        tier=one.tier.code if one.tier else "",
        proposed=ground.proposed,
        reason_outside=reason_kept(proposal.ending, one),
        formula=reckoning(
            allowed,
            departs=one.departs if ground.reason.strip() else (),
            is_unlicensed=ground.is_unlicensed,
        ),
    )


def reckoning(
    allowed: Range, *, departs: Sequence[Sentence] = (), is_unlicensed: bool = False
) -> dict[str, Any]:
    """How the range was reckoned, kept so that it can be said again in any language."""
    return {
        "effect": allowed.kind.value,
        "formula": kept(allowed.formula),
        "steps": [kept(step) for step in allowed.steps],
        "departs": [kept(why) for why in departs],
        "bases": [str(basis) for basis in allowed.bases],
        "on": allowed.on.isoformat(),
        "unlicensed": is_unlicensed,
        "also": [also.value for also in allowed.also],
    }


def context_of(case: Case, proposal: Proposal, *, on: date) -> dict[str, Any]:
    """What every paper after the proposal says of it."""
    return standing_context(
        case,
        case.serving_officers(),
        proposal,
        list(proposal.grounds.order_by("row")),
        list(case.evidence.standing().order_by("serial")),
        wages=wages_of(case, proposal, on=on),
        on=on,
    )


def wages_of(case: Case, proposal: Proposal, *, on: date) -> Decimal:
    """What a handling decision orders to be paid: the wages of the workers of its list."""
    if proposal.ending is not Kind.HANDLING:
        return NOTHING
    return compensation.owed(compensation.schedule(case, LEAST, on))
