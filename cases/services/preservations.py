"""证据先行登记保存 (处罚法 第五十六条): asked for, approved by the head, settled in seven days."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.policy.roles import Role
from cases.models import Case, Preservation, PreservedItem
from cases.papers.parts import signed_opinion
from cases.papers.preservation import (
    PRESERVATION_APPROVAL,
    PRESERVATION_LIST,
    PRESERVATION_NOTICE,
    PRESERVATION_SETTLEMENT,
    PreservationDraft,
    draft_of,
    preservation_approval,
    preservation_list,
    preservation_notice,
    preservation_settlement,
)
from cases.policy.preservation import CLOCK, Outcome, refuse_outcome
from cases.procedure.states import PRESERVATION
from cases.services import filing, gate
from cases.services.nearest import Duty, follow
from documents import services as documents
from documents.kinds import PaperKind
from documents.models import Paper
from rulebook import services as rulebook
from statutes.limits import limit
from statutes.refusal import Refused
from statutes.wording import say
from workflow import services as workflow
from workflow.models import Approval


def form_context(
    case: Case, draft: PreservationDraft, *, opinion: str, actor: User, on: date
) -> dict[str, Any]:
    """The 审批表 as the head will see it beside the decision."""
    signed = signed_opinion(opinion, actor.name, on)
    return preservation_approval(case, draft, officer_opinion=signed, on=on)


@transaction.atomic
def propose_preservation(
    case_id: int, draft: PreservationDraft, *, opinion: str, actor: User, at: datetime
) -> Preservation:
    """Ask the head to have evidence registered and kept where it is, before it is lost."""
    case = gate.lock(case_id)
    if draft.ground is None or not draft.items:
        raise Refused(say("请写明事由，并逐项列出要登记保存的物品。"))
    if not opinion.strip():
        raise Refused(say("请写明申请先行登记保存的理由。"))
    gate.take(case, "propose_preservation", actor=actor, at=at, note=opinion)
    preservation = _create(case, draft, actor=actor, at=at)
    on = timezone.localdate(at)
    filing.propose(
        case,
        PRESERVATION_APPROVAL,
        form_context(case, draft, opinion=opinion, actor=actor, on=on),
        kind=PRESERVATION,
        role=Role.BUREAU_HEAD,
        actor=actor,
        opinion=opinion,
        at=at,
    )
    return preservation


def _create(case: Case, draft: PreservationDraft, *, actor: User, at: datetime) -> Preservation:
    assert draft.ground
    preservation = Preservation.objects.create(
        case=case,
        ground=draft.ground.value,
        holder=draft.holder.strip(),
        place=draft.place.strip(),
        keeper=draft.keeper.strip(),
        proposed_by=actor,
        proposed_at=at,
    )
    PreservedItem.objects.bulk_create(
        PreservedItem(
            preservation=preservation,
            row=row,
            name=item.name,
            specification=item.specification,
            quantity=item.quantity,
            condition=item.condition,
        )
        for row, item in enumerate(draft.items, 1)
    )
    return preservation


@transaction.atomic
def decide_preservation(
    case_id: int, *, approved: bool, actor: User, opinion: str, at: datetime
) -> Preservation:
    """Approve: notice and list are issued and the seven working days run; or refuse in words."""
    case = gate.lock(case_id)
    name = "approve_preservation" if approved else "refuse_preservation"
    gate.take(case, name, actor=actor, at=at, note=opinion)
    approval = gate.decide(
        case, PRESERVATION, actor=actor, approved=approved, opinion=opinion, at=at
    )
    asked = case.preservations.filter(approved_at__isnull=True, refused_at__isnull=True)
    preservation = asked.get()
    if not approved:
        preservation.refused_at = at
        preservation.save(update_fields=["refused_at"])
        return preservation
    _order(case, preservation, approval, actor=actor, at=at)
    _follow(case, actor=actor, at=at)
    workflow.notify(
        gate.subject_of(case),
        users=[officer.user for officer in case.serving_officers()],
        message=say(
            "%(case)s的证据先行登记保存已批准，须在%(due)s前作出处理决定。",
            case=case.case_no,
            due=due_on(preservation).isoformat(),
        ),
        at=at,
        excluding=actor,
    )
    return preservation


def _order(
    case: Case, preservation: Preservation, approval: Approval, *, actor: User, at: datetime
) -> None:
    """Print what was approved: the form with both opinions, the notice, and its list to sign."""
    on, draft = timezone.localdate(at), draft_of(preservation)
    preservation.approved_at = at
    until = due_on(preservation)
    filing.issue_form(case, PRESERVATION_APPROVAL, approval, actor=actor, at=at)
    signed = f"{actor.name}（代）" if approval.by_delegation else actor.name
    notice = preservation_notice(case, draft, approver=signed, due_on=until, on=on)
    paper = _issue(case, PRESERVATION_NOTICE, notice, actor=actor, at=at)
    listed = preservation_list(case, draft, paper, due_on=until, on=on)
    _issue(case, PRESERVATION_LIST, listed, actor=actor, at=at)
    preservation.paper = paper
    preservation.save(update_fields=["approved_at", "paper"])


def _issue(
    case: Case, kind: PaperKind, context: dict[str, Any], *, actor: User, at: datetime
) -> Paper:
    subject = gate.subject_of(case)
    return documents.issue(kind, subject, context, office=case.office, actor=actor, at=at)


def due_on(preservation: Preservation) -> date:
    """The seventh working day after registration, as the clock counts it."""
    assert preservation.approved_at
    on = timezone.localdate(preservation.approved_at)
    return rulebook.calendar().add(on, limit(CLOCK, on=on).term.length)


def settlement_context(
    case: Case, preservation: Preservation, outcome: Outcome | None, note: str, *, on: date
) -> dict[str, Any]:
    return preservation_settlement(case, preservation, outcome, note, on=on)


@transaction.atomic
def settle_preservation(
    case_id: int,
    *,
    preservation: Preservation,
    outcome: Outcome,
    note: str,
    actor: User,
    at: datetime,
) -> Preservation:
    """Decide what becomes of the things that were kept, within seven working days."""
    case, on = gate.lock(case_id), timezone.localdate(at)
    kept = case.preservations.select_related("paper").get(pk=preservation.pk)
    if kept.approved_at is None:
        raise Refused(say("该先行登记保存没有批准。"))
    if kept.settled_on is not None:
        raise Refused(say("该先行登记保存已经作出处理决定。"))
    if lapsed := refuse_outcome(outcome, on=on, due_on=due_on(kept)):
        raise Refused(lapsed)
    payload = {"preservation": kept.pk, "outcome": outcome.value}
    gate.take(case, "settle_preservation", actor=actor, at=at, note=note, payload=payload)
    context = settlement_context(case, kept, outcome, note.strip(), on=on)
    kept.settlement = _issue(case, PRESERVATION_SETTLEMENT, context, actor=actor, at=at)
    kept.outcome, kept.settled_on, kept.note = outcome.value, on, note.strip()
    kept.save(update_fields=["settlement", "outcome", "settled_on", "note"])
    _follow(case, actor=actor, at=at)
    return kept


def _follow(case: Case, *, actor: User, at: datetime) -> None:
    """The case's clock runs on what has been kept longest without a decision."""
    kept = case.preservations.filter(approved_at__isnull=False, settled_on__isnull=True)
    oldest = kept.order_by("approved_at", "pk").values_list("approved_at", flat=True).first()
    follow(case, CLOCK, Duty(oldest) if oldest else None, actor=actor, at=at)
