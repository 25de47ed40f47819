"""履行: fines paid and reversed, payment put off or divided, performance verified."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.policy.roles import Role
from cases.models import Case, Decision, FinePayment, Instalment
from cases.papers.instalments import (
    INSTALMENT_APPROVAL,
    INSTALMENT_NOTICE,
    instalment_approval,
    instalment_notice,
)
from cases.papers.parts import signed_opinion
from cases.policy.instalments import refuse_plan
from cases.policy.performance import Account, Item, Tender, refuse_tender
from cases.policy.surcharge import Part
from cases.procedure.states import INSTALMENTS
from cases.services import dues, filing, gate, progress
from documents import services as documents
from documents.models import StoredFile
from statutes.clocks import start_of
from statutes.refusal import Refused
from statutes.wording import say
from workflow.models import Approval


def account_of(case: Case, on: date) -> Account:
    """What the decision of the case asks and what is still owed on a day."""
    return dues.account(case, dues.standing(case), on)


def is_recorded(case_id: int, token: UUID) -> bool:
    """Whether this submission was here before; the case is locked, so its twin waits."""
    case = gate.lock(case_id)
    return FinePayment.objects.filter(decision__case=case, token=token).exists()


@transaction.atomic
def record_fine(
    case_id: int,
    tender: Tender,
    *,
    token: UUID,
    actor: User,
    at: datetime,
    proof: StoredFile | None = None,
) -> FinePayment:
    """Record money paid on the decision (处罚法 第六十七条); the same submission twice is one."""
    case = gate.lock(case_id)
    decision = dues.standing(case)
    if (done := decision.fine_payments.filter(token=token).first()) is not None:
        return done
    if FinePayment.objects.filter(token=token).exists():
        raise Refused(gate.USED_ELSEWHERE)
    owed = dues.account(case, decision, tender.paid_on)
    today = timezone.localdate(at)
    if refusals := refuse_tender(tender, owed, decided_on=decision.decided_on, today=today):
        raise Refused(*refusals)
    payload = {"of": tender.item.value, "amount": str(tender.amount)}
    day = start_of(tender.paid_on)
    gate.take(case, "record_fine", actor=actor, at=at, payload=payload, occurred_at=day)
    payment = FinePayment.objects.create(
        decision=decision,
        of=tender.item.value,
        paid_on=tender.paid_on,
        amount=tender.amount,
        receipt_number=tender.receipt_number.strip(),
        proof=proof,
        token=token,
        recorded_by=actor,
        recorded_at=at,
    )
    dues.settle(case, dues.standing(case), actor=actor, at=at)
    return payment


@transaction.atomic
def reverse_fine(
    case_id: int, *, payment: FinePayment, reason: str, actor: User, at: datetime
) -> FinePayment:
    """Undo a wrongly recorded payment by a row of its own (冲正); the first row stays."""
    case = gate.lock(case_id)
    decision = dues.standing(case)
    if not reversible(decision).filter(pk=payment.pk).exists():
        raise Refused(say("这笔缴款已经冲正，或者不属于本案。"))
    if not reason.strip():
        raise Refused(say("冲正须写明理由。"))
    payload = {"payment": payment.pk, "amount": str(payment.amount)}
    gate.take(case, "reverse_fine", actor=actor, at=at, note=reason, payload=payload)
    reversal = FinePayment.objects.create(
        decision=decision,
        of=payment.of,
        paid_on=payment.paid_on,
        amount=-payment.amount,
        receipt_number=payment.receipt_number,
        reverses=payment,
        reason=reason.strip(),
        token=uuid4(),
        recorded_by=actor,
        recorded_at=at,
    )
    dues.settle(case, dues.standing(case), actor=actor, at=at)
    return reversal


def reversible(decision: Decision) -> Any:
    """The payments on a decision that stand: neither reversals nor reversed."""
    return decision.fine_payments.filter(reverses__isnull=True, reversal__isnull=True)


# ---------------------------------------------------------------- put off or divided


def plan_context(
    case: Case, parts: Sequence[Part], *, reason: str, actor: User, on: date
) -> dict[str, Any]:
    """The 延期（分期）缴纳罚款审批表 as the head will see it beside the decision."""
    decision = dues.standing(case)
    return instalment_approval(
        case,
        case.serving_officers(),
        decision,
        dues.account(case, decision, on),
        parts,
        reason=reason,
        officer_opinion=signed_opinion(reason, actor.name, on),
        on=on,
    )


@transaction.atomic
def propose_instalments(
    case_id: int, *, parts: Sequence[Part], reason: str, actor: User, at: datetime
) -> Case:
    """Lay the party's request to pay later or in parts before the head (处罚法 第六十六条)."""
    case = gate.lock(case_id)
    on = timezone.localdate(at)
    _refuse_plan(case, parts, on)
    gate.take(case, "propose_instalments", actor=actor, at=at, note=reason)
    filing.propose(
        case,
        INSTALMENT_APPROVAL,
        plan_context(case, parts, reason=reason, actor=actor, on=on),
        kind=INSTALMENTS,
        role=Role.BUREAU_HEAD,
        actor=actor,
        opinion=reason,
        at=at,
    )
    return case


def _refuse_plan(case: Case, parts: Sequence[Part], on: date) -> None:
    decision = dues.standing(case)
    owed = dues.account(case, decision, on).owed(Item.FINE)
    granted = bool(decision.instalments.all())
    if refusals := refuse_plan(parts, owed=owed, today=on, is_granted_before=granted):
        raise Refused(*refusals)


@transaction.atomic
def decide_instalments(
    case_id: int, *, approved: bool, actor: User, opinion: str, at: datetime
) -> Case:
    """Grant or refuse the request; either way the party is told in writing."""
    case = gate.lock(case_id)
    name = "approve_instalments" if approved else "refuse_instalments"
    gate.take(case, name, actor=actor, at=at, note=opinion)
    approval = gate.decide(
        case, INSTALMENTS, actor=actor, approved=approved, opinion=opinion, at=at
    )
    parts = parts_of(approval.content)
    if approved:
        _grant(case, parts, actor=actor, at=at)
    _tell(case, approval, parts, is_granted=approved, actor=actor, at=at)
    progress.report(case, at=at)
    return case


def parts_of(content: Mapping[str, Any]) -> list[Part]:
    """The instalments as the approved form names them."""
    rows = content.get("parts", ())
    return [Part(date.fromisoformat(row["due_on"]), Decimal(row["amount"])) for row in rows]


def _grant(case: Case, parts: Sequence[Part], *, actor: User, at: datetime) -> None:
    """The instalments take the place of the first period; its clock runs to the last of them."""
    _refuse_plan(case, parts, timezone.localdate(at))
    decision = dues.standing(case)
    Instalment.objects.bulk_create(
        Instalment(
            decision=decision,
            row=row,
            due_on=part.due_on,
            amount=part.amount,
            granted_by=actor,
            granted_at=at,
        )
        for row, part in enumerate(parts, 1)
    )
    decision.due_on = parts[-1].due_on
    decision.save(update_fields=["due_on"])
    note = "批准延期（分期）缴纳"
    gate.stop_if_open(case, dues.PAYMENT, actor=actor, at=at, outcome="cancelled", note=note)
    dues.run_limits(case, dues.standing(case), actor=actor, at=at)


def _tell(
    case: Case,
    approval: Approval,
    parts: Sequence[Part],
    *,
    is_granted: bool,
    actor: User,
    at: datetime,
) -> None:
    if is_granted:
        filing.issue_form(case, INSTALMENT_APPROVAL, approval, actor=actor, at=at)
    context = instalment_notice(
        case,
        case.serving_officers(),
        dues.standing(case),
        parts,
        is_granted=is_granted,
        reason=approval.opinion,
        on=timezone.localdate(at),
    )
    subject, kind = gate.subject_of(case), INSTALMENT_NOTICE
    documents.issue(kind, subject, context, office=case.office, actor=actor, at=at)


# ---------------------------------------------------------------- verified


@transaction.atomic
def verify_performance(case_id: int, *, note: str, actor: User, at: datetime) -> Case:
    """Two officers find everything performed (若干规定 第四十条): the case can be closed."""
    case = gate.lock(case_id)
    decision = dues.standing(case)
    if decision.status != Decision.Status.ANNULLED:
        dues.settle(case, decision, actor=actor, at=at)
    gate.take(case, "verify_performance", actor=actor, at=at, note=note)
    end_limits(case, actor=actor, at=at, note=note)
    progress.report(case, at=at)
    return case


def end_limits(case: Case, *, actor: User, at: datetime, note: str, outcome: str = "met") -> None:
    """Nothing is owed any more: the limits of performance end, those of the court fall away."""
    own = (dues.PAYMENT, dues.HANDLING, dues.DEMAND)
    gate.stop_if_open(case, *own, actor=actor, at=at, outcome=outcome, note=note)
    away = (dues.COURT, *dues.AT_COURT)
    gate.stop_if_open(case, *away, actor=actor, at=at, outcome="cancelled", note=note)
