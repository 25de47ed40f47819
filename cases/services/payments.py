"""Money into the workers' hands: recorded once, never changed, reversed by a row of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.models import Case, Disbursement, Payment, WageClaim
from cases.policy.allocation import allocate
from cases.policy.ledger import NOTHING, refuse_payment
from cases.policy.payment import Method, Payer, refuse_payer
from cases.policy.rows import written
from cases.policy.sign_off import SignOff
from cases.services import dues, gate, ledger, progress
from documents.models import StoredFile
from statutes.clocks import start_of
from statutes.refusal import Refused
from statutes.wording import say


@dataclass(frozen=True, slots=True)
class Means:
    """When, how and by whom money was paid, and what proves it."""

    paid_on: date
    method: Method
    payer: Payer
    payer_name: str = ""
    proof: StoredFile | None = None
    proof_note: str = ""
    is_signed: bool = False


def is_recorded(case_id: int, token: UUID) -> bool:
    """Whether this submission was here before. Ask inside its transaction: the case is locked, so
    that of two at once the second one waits for the answer."""
    return gate.lock(case_id).disbursements.filter(token=token).exists()


@transaction.atomic
def record_payments(
    case_id: int,
    amounts: Mapping[int, Decimal],
    means: Means,
    *,
    token: UUID,
    actor: User,
    at: datetime,
) -> Disbursement:
    """Record one act of paying on one line or many; the same submission twice is one payment."""
    case = gate.lock(case_id)
    if (done := case.disbursements.filter(token=token).first()) is not None:
        return done
    if Disbursement.objects.filter(token=token).exists():
        raise Refused(gate.USED_ELSEWHERE)
    _refuse_means(means, timezone.localdate(at))
    lines = ledger.lines_of(case, amounts)
    refusals = [r for c, amount in lines if (r := refuse_payment(c.line, amount)) is not None]
    if refusals or not lines:
        raise Refused(*(refusals or [say("没有填写付款金额。")]))
    act = _disburse(case, lines, means, token=token, actor=actor, at=at)
    payload = {"disbursement": act.pk, "lines": len(lines), **ledger.changed(case)}
    payload["rows"] = written(claim.row for claim, _ in lines)
    occurred_at = start_of(means.paid_on)
    gate.take(case, "record_payment", actor=actor, at=at, payload=payload, occurred_at=occurred_at)
    dues.follow_wages(case, actor=actor, at=at)
    progress.report_settlements(case, at=at)
    return act


def _refuse_means(means: Means, today: date) -> None:
    if means.paid_on > today:
        raise Refused(say("付款日期不得晚于今天。"))
    if means.proof is None and not means.proof_note.strip():
        raise Refused(say("须上传付款凭证，或者写明凭证名称和编号。"))
    if reason := refuse_payer(means.payer, means.payer_name):
        raise Refused(reason)


def _disburse(
    case: Case,
    lines: Sequence[tuple[WageClaim, Decimal]],
    means: Means,
    *,
    token: UUID,
    actor: User,
    at: datetime,
) -> Disbursement:
    act = Disbursement.objects.create(
        case=case,
        paid_on=means.paid_on,
        method=means.method.value,
        payer=means.payer.value,
        payer_name=means.payer_name.strip() if means.payer is not Payer.EMPLOYER else "",
        amount=sum((amount for _, amount in lines), NOTHING),
        proof=means.proof,
        proof_note=means.proof_note.strip(),
        token=token,
        recorded_by=actor,
        recorded_at=at,
    )
    Payment.objects.bulk_create(
        Payment(disbursement=act, claim=claim, amount=amount, recorded_by=actor, recorded_at=at)
        for claim, amount in lines
    )
    for claim, amount in lines:
        claim.paid += amount
        if means.is_signed and claim.paid == claim.determined:
            claim.sign_off, claim.signed_on = SignOff.SIGNED.value, means.paid_on
            claim.sign_off_proof = means.proof
    columns = ("paid", *ledger.SIGN_OFF)
    ledger.save_lines([claim for claim, _ in lines], columns)
    return act


def outstanding(case_id: int) -> dict[int, Decimal]:
    """What is still owed on each line: the amounts that pay the roster off (按名册发放)."""
    claims = WageClaim.objects.filter(case_id=case_id).owed()
    return {claim.pk: claim.line.outstanding for claim in claims}


def shares(case_id: int, amount: Decimal) -> dict[int, Decimal]:
    """Share one lump sum among all lines in proportion to what is owed on each."""
    return allocate(amount, outstanding(case_id))


@transaction.atomic
def settle_all(
    case_id: int, means: Means, *, token: UUID, actor: User, at: datetime
) -> Disbursement:
    """Record that every line was paid in full by one roster."""
    gate.lock(case_id)
    owed = outstanding(case_id)
    return record_payments(case_id, owed, means, token=token, actor=actor, at=at)


@transaction.atomic
def reverse_payment(payment_id: int, *, reason: str, actor: User, at: datetime) -> Payment:
    """Undo a wrongly recorded payment by a row of its own (冲正); the first row stays."""
    payment = Payment.objects.select_related("claim", "disbursement").get(pk=payment_id)
    case = gate.lock(payment.claim.case_id)
    payment.claim.refresh_from_db()
    if payment.reverses_id or Payment.objects.filter(reverses=payment).exists():
        raise Refused(say("这笔付款已经冲正。"))
    if not reason.strip():
        raise Refused(say("冲正须写明理由。"))
    reversal = Payment.objects.create(
        disbursement=payment.disbursement,
        claim=payment.claim,
        amount=-payment.amount,
        reverses=payment,
        reason=reason.strip(),
        recorded_by=actor,
        recorded_at=at,
    )
    payment.claim.paid -= payment.amount
    ledger.unsign_if_unsettled(payment.claim)
    payment.claim.save(update_fields=["paid", *ledger.SIGN_OFF])
    rows = written([payment.claim.row])
    payload = {"payment": payment.pk, "rows": rows, **ledger.changed(case)}
    gate.take(case, "reverse_payment", actor=actor, at=at, note=reason, payload=payload)
    dues.follow_wages(case, actor=actor, at=at)
    progress.report_settlements(case, at=at)
    return reversal
