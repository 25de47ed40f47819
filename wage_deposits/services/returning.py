"""返还: promise and public notice, application, review, and what is left goes back."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.policy.roles import Role
from documents import services as documents
from documents.kinds import PaperKind
from rulebook import services as rulebook
from statutes.clocks import due, start_of
from statutes.limits import limit
from statutes.refusal import Refused
from statutes.wording import say, term
from wage_deposits import papers
from wage_deposits.models import Deposit, DepositMove, ReturnRequest
from wage_deposits.procedure import State
from wage_deposits.services import gate, guarantees, using
from workflow import services as workflow
from workflow.models import Clock

APPROVAL = "deposit_return"
NOTICE, REVIEW = "deposit_return_notice", "deposit_return_review"


def notice_ends_on(noticed_on: date) -> date:
    """The last of the thirty days of public notice."""
    row = limit(NOTICE, on=noticed_on)
    return due(row.term, start_of(noticed_on), calendar=rulebook.calendar()).due_on


@transaction.atomic
def notice_return(
    deposit_id: int,
    *,
    promised_on: date,
    unsettled: Sequence[str],
    actor: User,
    at: datetime,
) -> ReturnRequest:
    """Publish that the deposit is to go back, on the contractor's written promise."""
    deposit, today = gate.locked(deposit_id), timezone.localdate(at)
    step = gate.check(deposit, "notice_return", actor=actor, at=at, unsettled=unsettled)
    finished_on = deposit.project.finished_on
    assert finished_on is not None  # the guard asked
    gate.require_past(promised_on, at, since=finished_on)
    ends_on = notice_ends_on(today)
    context = papers.return_notice(
        deposit, promised_on=promised_on, noticed_on=today, ends_on=ends_on
    )
    workflow.start_clock(deposit.subject, NOTICE, base_at=start_of(today), actor=actor, at=at)
    request = ReturnRequest.objects.create(
        deposit=deposit,
        finished_on=finished_on,
        promised_on=promised_on,
        noticed_on=today,
        notice_ends_on=ends_on,
        notice=documents.issue(
            papers.RETURN_NOTICE,
            deposit.subject,
            context,
            office=deposit.office,
            actor=actor,
            at=at,
        ),
    )
    gate.take(deposit, step, actor=actor, at=at, payload={"ends_on": ends_on.isoformat()})
    return request


@transaction.atomic
def receive_application(deposit_id: int, *, on: date, actor: User, at: datetime) -> Deposit:
    """Take the application after the notice has run; five working days of review begin."""
    deposit = gate.locked(deposit_id)
    step = gate.check(deposit, "receive_application", actor=actor, at=at)
    request = _open_request(deposit)
    gate.require_past(on, at)
    if on <= request.notice_ends_on:
        raise Refused(
            say("公示至%(day)s期满，此前不能申请。", day=request.notice_ends_on.isoformat()),
            citation=step.citation,
        )
    request.applied_on = on
    request.save(update_fields=["applied_on"])
    workflow.stop_clock(deposit.subject, NOTICE, actor=actor, at=at)
    workflow.start_clock(deposit.subject, REVIEW, base_at=start_of(on), actor=actor, at=at)
    return gate.take(deposit, step, actor=actor, at=at, payload={"on": on.isoformat()})


@transaction.atomic
def refuse_return(deposit_id: int, *, reason: str, actor: User, at: datetime) -> Deposit:
    """Tell the contractor in writing why not; once it has paid it may apply again."""
    deposit = gate.locked(deposit_id)
    step = gate.check(deposit, "refuse_return", actor=actor, at=at)
    request = _open_request(deposit)
    reviewed = deposit.status is State.RETURN_REVIEW
    workflow.stop_clock(
        deposit.subject,
        REVIEW if reviewed else NOTICE,
        actor=actor,
        at=at,
        outcome=Clock.State.MET if reviewed else Clock.State.CANCELLED,
        note=reason,
    )
    context = papers.return_refusal(request, reason=reason)
    _conclude(
        request,
        ReturnRequest.Outcome.REFUSED,
        papers.RETURN_REFUSAL,
        context,
        reason=reason,
        actor=actor,
        at=at,
    )
    return gate.take(deposit, step, actor=actor, at=at, note=reason)


@transaction.atomic
def propose_return(
    deposit_id: int, *, opinion: str, unsettled: Sequence[str], actor: User, at: datetime
) -> Deposit:
    """Lay before the unit head that nothing is owed and the deposit may go back."""
    deposit = gate.locked(deposit_id)
    step = gate.check(deposit, "propose_return", actor=actor, at=at, unsettled=unsettled)
    workflow.propose(
        deposit.subject,
        kind=APPROVAL,
        label=term("返还工资保证金"),
        role=Role.UNIT_HEAD,
        proposer=actor,
        at=at,
        opinion=opinion,
        content={"project": deposit.project_id, "amount": str(deposit.balance)},
    )
    return gate.take(deposit, step, actor=actor, at=at, note=opinion)


@transaction.atomic
def decide_return(
    deposit_id: int,
    *,
    approved: bool,
    opinion: str,
    unsettled: Sequence[str],
    actor: User,
    at: datetime,
) -> Deposit:
    """Give back what is left, or send the proposal back to the officer."""
    deposit = gate.locked(deposit_id)
    name = "approve_return" if approved else "send_back_return"
    step = gate.check(deposit, name, actor=actor, at=at, unsettled=unsettled)
    using.decide(deposit, APPROVAL, approved=approved, opinion=opinion, actor=actor, at=at)
    if not approved:
        return gate.take(deposit, step, actor=actor, at=at, note=opinion)
    request, today = _open_request(deposit), timezone.localdate(at)
    context = papers.return_decision(request, reason=opinion or term("同意返还。"))
    reason = context["reason"]
    _conclude(
        request,
        ReturnRequest.Outcome.RETURNED,
        papers.RETURN_DECISION,
        context,
        reason=reason,
        actor=actor,
        at=at,
    )
    _give_back(deposit, on=today, actor=actor, at=at)
    workflow.stop_clock(deposit.subject, REVIEW, actor=actor, at=at)
    return gate.take(deposit, step, actor=actor, at=at, note=opinion, ended_on=today)


def _open_request(deposit: Deposit) -> ReturnRequest:
    request = deposit.open_return
    if request is None:
        raise Refused(say("没有正在办理的返还，请刷新页面查看最新进展。"))
    request.deposit = deposit
    return request


def _conclude(
    request: ReturnRequest,
    outcome: str,
    kind: PaperKind,
    context: dict[str, object],
    *,
    reason: str,
    actor: User,
    at: datetime,
) -> None:
    deposit = request.deposit
    request.outcome, request.reason = outcome, reason
    request.decided_on = timezone.localdate(at)
    request.decision = documents.issue(
        kind, deposit.subject, context, office=deposit.office, actor=actor, at=at
    )
    request.save(update_fields=["outcome", "reason", "decided_on", "decision"])


def _give_back(deposit: Deposit, *, on: date, actor: User, at: datetime) -> None:
    guarantees.give_back(deposit, on=on, actor=actor, at=at)
    cash = deposit.held_as(DepositMove.Means.CASH)
    if cash > 0:
        returned = gate.Amount(DepositMove.Kind.RETURNED, -cash)
        gate.move(deposit, returned, on=on, actor=actor, at=at)
