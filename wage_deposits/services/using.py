"""动用和补足: the bank pays on the office's notice, and the contractor makes it good."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.policy.roles import Role
from documents import services as documents
from statutes.clocks import start_of
from statutes.refusal import Refused
from statutes.wording import say, term
from wage_deposits import papers
from wage_deposits.models import Deposit, DepositMove, Guarantee, Use
from wage_deposits.policy.refill import check_enough, shortage
from wage_deposits.policy.use import USE, Arrears, check_use
from wage_deposits.services import gate, guarantees
from workflow import services as workflow
from workflow.models import Approval, Clock

APPROVAL = "deposit_use"
PAYMENT, REFILL = "deposit_payment", "deposit_refill"


@transaction.atomic
def propose_use(
    deposit_id: int,
    *,
    arrears: Arrears,
    means: str,
    amount: Decimal,
    opinion: str,
    actor: User,
    at: datetime,
) -> Use:
    """Lay before the unit head that the bank pay what an order could not bring about."""
    deposit = gate.locked(deposit_id)
    owed = (arrears.case_no,)
    step = gate.check(deposit, "propose_use", actor=actor, at=at, unsettled=owed)
    guarantee = _require_payable(deposit, arrears, means, amount, at)
    assert arrears.order is not None and arrears.order.due_on is not None  # asked above
    use = Use.objects.create(
        deposit=deposit,
        case_id=arrears.case_id,
        case_no=arrears.case_no,
        debtor=arrears.debtor,
        order_number=arrears.order.number,
        order_due_on=arrears.order.due_on,
        in_advance=arrears.in_advance,
        workers=arrears.workers,
        owed=arrears.left,
        means=means,
        bank=guarantee.bank if guarantee else deposit.account_bank,
        amount=amount,
        opinion=opinion,
        proposed_by=actor,
        proposed_at=at,
    )
    workflow.propose(
        deposit.subject,
        kind=APPROVAL,
        label=term("动用工资保证金"),
        role=Role.UNIT_HEAD,
        proposer=actor,
        at=at,
        opinion=opinion,
        content={"case_no": use.case_no, "workers": use.workers, "amount": str(amount)},
    )
    payload = {"case": use.case_id, "amount": str(amount), "workers": use.workers}
    gate.take(deposit, step, actor=actor, at=at, note=opinion, payload=payload)
    return use


@transaction.atomic
def decide_use(
    deposit_id: int,
    *,
    approved: bool,
    opinion: str,
    actor: User,
    at: datetime,
    arrears: Arrears | None = None,
) -> Deposit:
    """Order the bank to pay, or send the proposal back.

    `arrears` as they are now: what was paid since it was proposed is not paid again.
    """
    deposit = gate.locked(deposit_id)
    is_short = deposit.balance < deposit.amount
    back = "send_back_further_use" if is_short else "send_back_use"
    step = gate.check(deposit, "approve_use" if approved else back, actor=actor, at=at)
    decide(deposit, APPROVAL, approved=approved, opinion=opinion, actor=actor, at=at)
    use = _open_use(deposit)
    if approved:
        _require_still_owed(use, arrears, at)
        context = papers.payment_notice_of(use)
        use.paper = documents.issue(
            papers.PAYMENT_NOTICE,
            deposit.subject,
            context,
            office=deposit.office,
            actor=actor,
            at=at,
        )
    else:
        use.returned_at = at
    use.save(update_fields=["paper", "returned_at"])
    return gate.take(deposit, step, actor=actor, at=at, note=opinion)


@transaction.atomic
def serve_notice(deposit_id: int, *, on: date, actor: User, at: datetime) -> Deposit:
    """Record that the bank has the notice: five working days run from that day."""
    deposit = gate.locked(deposit_id)
    step = gate.check(deposit, "serve_notice", actor=actor, at=at)
    gate.require_past(on, at)
    use = _open_use(deposit)
    assert use.paper is not None
    documents.mark_served(use.paper, on=on)
    use.served_on = on
    use.save(update_fields=["served_on"])
    workflow.start_clock(deposit.subject, PAYMENT, base_at=start_of(on), actor=actor, at=at)
    return gate.take(deposit, step, actor=actor, at=at, payload={"on": on.isoformat()})


@transaction.atomic
def record_payment(
    deposit_id: int, *, on: date, voucher: str, actor: User, at: datetime
) -> Deposit:
    """Book what the bank paid to the workers; ten working days to refill run from that day."""
    deposit = gate.locked(deposit_id)
    use = _open_use(deposit)
    left = deposit.balance - use.amount
    missing = shortage(deposit.amount, left)
    name = "record_payment" if missing else "record_covered_payment"
    step = gate.check(deposit, name, actor=actor, at=at)
    gate.require_past(on, at, since=use.served_on)
    _pay_out(use, on=on, voucher=voucher, actor=actor, at=at)
    workflow.stop_clock(deposit.subject, PAYMENT, actor=actor, at=at)
    if missing:
        _ask_for_refill(use, missing, actor=actor, at=at)
    return gate.take(deposit, step, actor=actor, at=at, payload={"amount": str(use.amount)})


@transaction.atomic
def refill_cash(
    deposit_id: int,
    *,
    bank: str,
    account: str,
    amount: Decimal,
    on: date,
    voucher: str,
    actor: User,
    at: datetime,
) -> Deposit:
    """Book what the contractor paid in again."""
    deposit = gate.locked(deposit_id)
    step = gate.check(deposit, "refill_cash", actor=actor, at=at)
    gate.require_past(on, at, since=deposit.opened_on)
    check_enough(amount, missing=shortage(deposit.amount, deposit.balance))
    refilled = gate.Amount(DepositMove.Kind.REFILLED, amount, voucher=voucher)
    gate.move(deposit, refilled, on=on, actor=actor, at=at)
    workflow.stop_clock(deposit.subject, REFILL, actor=actor, at=at)
    return gate.take(
        deposit,
        step,
        actor=actor,
        at=at,
        payload={"amount": str(amount)},
        account_bank=bank,
        account_no=account,
    )


@transaction.atomic
def refill_guarantee(
    deposit_id: int, *, terms: guarantees.Terms, actor: User, at: datetime
) -> Deposit:
    """Take a new guarantee that, with the money held, fills the figure again."""
    deposit = gate.locked(deposit_id)
    step = gate.check(deposit, "refill_guarantee", actor=actor, at=at)
    gate.require_past(terms.received_on, at, since=deposit.opened_on)
    guarantees.replace(deposit, terms, DepositMove.Kind.REFILLED, actor=actor, at=at)
    workflow.stop_clock(deposit.subject, REFILL, actor=actor, at=at)
    return gate.take(deposit, step, actor=actor, at=at, payload={"amount": str(terms.amount)})


def decide(
    deposit: Deposit, kind: str, *, approved: bool, opinion: str, actor: User, at: datetime
) -> None:
    """Decide what waits under that name; the proposer may not."""
    waiting = Approval.objects.of(deposit.subject).pending().filter(kind=kind).first()
    if waiting is None:
        raise Refused(say("该事项已由他人审批，请刷新页面查看结果。"))
    workflow.decide(waiting.pk, decider=actor, approved=approved, opinion=opinion, at=at)


def _require_payable(
    deposit: Deposit, arrears: Arrears, means: str, amount: Decimal, at: datetime
) -> Guarantee | None:
    """Refuse what may not be paid now; returns the guarantee under which it would be."""
    guarantee = deposit.guarantee if means == DepositMove.Means.GUARANTEE else None
    check_use(
        arrears,
        amount=amount,
        funds=deposit.held_as(means),
        lapsed_on=guarantee.valid_to if guarantee else None,
        today=timezone.localdate(at),
    )
    return guarantee


def _require_still_owed(use: Use, arrears: Arrears | None, at: datetime) -> None:
    if arrears is None or arrears.case_id != use.case_id:
        raise Refused(say("欠薪案件的情况不明，请刷新页面后再审批。"), citation=USE)
    _require_payable(use.deposit, arrears, use.means, use.amount, at)
    order = arrears.order
    if order is None or order.number != use.order_number:
        raise Refused(say("据以动用的责令文书已经变更，请退回重新报批。"), citation=USE)


def _open_use(deposit: Deposit) -> Use:
    use = deposit.open_use
    if use is None:
        raise Refused(say("没有正在办理的动用，请刷新页面查看最新进展。"))
    use.deposit = deposit
    return use


def _pay_out(use: Use, *, on: date, voucher: str, actor: User, at: datetime) -> None:
    by_guarantee = use.means == DepositMove.Means.GUARANTEE
    guarantee = use.deposit.guarantee if by_guarantee else None
    paid = gate.Amount(
        DepositMove.Kind.PAID_OUT, -use.amount, guarantee=guarantee, use=use, voucher=voucher
    )
    gate.move(use.deposit, paid, on=on, actor=actor, at=at)
    use.paid_on = on
    use.save(update_fields=["paid_on"])


def _ask_for_refill(use: Use, missing: Decimal, *, actor: User, at: datetime) -> None:
    """In writing; a refill that was owed before goes on running from its own day."""
    deposit, paid_on = use.deposit, use.paid_on
    assert paid_on is not None and use.paper is not None
    clock: Clock | None = Clock.objects.of(deposit.subject).open().filter(code=REFILL).first()
    if clock is None:
        base = start_of(paid_on)
        clock = workflow.start_clock(deposit.subject, REFILL, base_at=base, actor=actor, at=at)
    context = papers.refill_notice(
        use,
        number=use.paper.number,
        paid_on=paid_on,
        missing=missing,
        due_on=timezone.localdate(clock.due_at),
    )
    use.refill_paper = documents.issue(
        papers.REFILL_NOTICE, deposit.subject, context, office=deposit.office, actor=actor, at=at
    )
    use.save(update_fields=["refill_paper"])
