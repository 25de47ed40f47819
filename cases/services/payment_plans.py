"""分期支付约定: what the employer promises while correcting, kept beside the order's own limit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.policy.roles import Role
from cases.models import Case, PaymentPlan, PlannedPayment
from cases.policy.payment_plan import Part, PartStanding, refuse_plan, standings
from cases.services import gate
from documents.models import StoredFile
from statutes.refusal import Refused
from statutes.wording import say
from workflow import services as workflow


@dataclass(frozen=True, slots=True)
class Promise:
    """Who promised for the employer, when, how much by when, and what proves it."""

    promised_by: str
    agreed_on: date
    parts: Sequence[Part]
    position: str = ""
    proof: StoredFile | None = None
    proof_note: str = ""
    reason: str = ""  # why it takes the place of an earlier promise


@transaction.atomic
def agree(case_id: int, promise: Promise, *, actor: User, at: datetime) -> PaymentPlan:
    """Record what the employer promised; an earlier plan is replaced with a reason, and kept."""
    case = gate.lock(case_id)
    _refuse(case, promise, today=timezone.localdate(at))
    _replace(case, promise, at=at)
    plan = PaymentPlan.objects.create(
        case=case,
        promised_by=promise.promised_by.strip(),
        position=promise.position.strip(),
        agreed_on=promise.agreed_on,
        amount=case.outstanding,
        paid_before=case.paid,
        proof=promise.proof,
        proof_note=promise.proof_note.strip(),
        recorded_by=actor,
        recorded_at=at,
    )
    PlannedPayment.objects.bulk_create(
        PlannedPayment(plan=plan, row=row, due_on=part.due_on, amount=part.amount)
        for row, part in enumerate(promise.parts, 1)
    )
    payload = {"plan": plan.pk, "parts": len(promise.parts), "amount": str(plan.amount)}
    gate.take(case, "agree_payment_plan", actor=actor, at=at, payload=payload)
    message = say("%(case)s已登记分期支付约定", case=case.case_no)
    subject = gate.subject_of(case)
    workflow.notify(subject, role=Role.UNIT_HEAD, message=message, at=at, excluding=actor)
    return plan


def _refuse(case: Case, promise: Promise, *, today: date) -> None:
    wrong = list(
        refuse_plan(
            promise.parts, outstanding=case.outstanding, agreed_on=promise.agreed_on, today=today
        )
    )
    if not promise.promised_by.strip():
        wrong.append(say("须写明代表单位作出承诺的人。"))
    if promise.proof is None and not promise.proof_note.strip():
        wrong.append(say("须上传约定书，或者写明其名称和存放处。"))
    if wrong:
        raise Refused(*wrong)


def _replace(case: Case, promise: Promise, *, at: datetime) -> None:
    earlier = case.payment_plans.standing().first()
    if earlier is None:
        return
    if not promise.reason.strip():
        raise Refused(say("已有分期支付约定，重新约定须写明理由。"))
    earlier.replaced_at, earlier.replacement_reason = at, promise.reason.strip()
    earlier.save(update_fields=["replaced_at", "replacement_reason"])


def standing_plan(case: Case, *, on: date) -> tuple[PaymentPlan, tuple[PartStanding, ...]] | None:
    """The promise in force and how each instalment stands that day; late ones are marked."""
    plan = case.payment_plans.standing().prefetch_related("parts").first()
    if plan is None:
        return None
    parts = [row.part for row in plan.parts.all()]
    return plan, standings(parts, received=case.paid - plan.paid_before, on=on)
