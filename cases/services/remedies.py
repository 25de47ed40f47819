"""行政复议 and 行政诉讼: recorded, answered, decided, and what their result calls down.

What upper apps own they do themselves: they read `Remedy.objects.lost()` and `.overturned()` and
withdraw a publication, annul a listing or grade anew. Here the duty to withdraw what was made
public is only timed (处罚法 第四十八条).
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.policy.roles import Role
from cases.models import Case, Decision, Remedy
from cases.policy.accountability import Trigger
from cases.policy.decision import Kind as Ending
from cases.policy.remedy import (
    ANSWER_CLOCKS,
    KIND_LABELS,
    LOST,
    RESULT_LABELS,
    WITHDRAWAL_CLOCK,
    Kind,
    Outcome,
    Result,
    refuse_outcome,
    reopens_suit,
)
from cases.services import accountability, dues, gate, progress
from cases.services.periods import last_day
from documents import services as documents
from documents.models import StoredFile
from statutes.clocks import start_of
from statutes.refusal import Refused
from statutes.wording import say, term
from workflow import services as workflow


@dataclass(frozen=True, slots=True)
class Application:
    """What reached the authority: of what kind, where, under which number, since when."""

    kind: Kind
    body: str
    number: str
    received_on: date
    note: str = ""
    file: StoredFile | None = None


# Whole sentences: a notice is stored by its msgid and plain values.
RECEIVED = {
    Kind.RECONSIDERATION: term("%(case)s收到行政复议申请，请按期答复。"),
    Kind.LITIGATION: term("%(case)s收到行政诉讼起诉状，请按期答辩。"),
}


@transaction.atomic
def record_remedy(case_id: int, given: Application, *, actor: User, at: datetime) -> Remedy:
    """Record a reconsideration or suit: the answer is due, the surcharge and the court wait."""
    case = gate.lock(case_id)
    decision = dues.standing(case)
    _refuse_application(decision, given, timezone.localdate(at))
    day = start_of(given.received_on)
    payload = {"kind": given.kind.value}
    gate.take(case, "record_remedy", actor=actor, at=at, payload=payload, occurred_at=day)
    answer = ANSWER_CLOCKS[given.kind]
    remedy = Remedy.objects.create(
        decision=decision,
        kind=given.kind.value,
        body=given.body.strip(),
        number=given.number.strip(),
        received_on=given.received_on,
        answer_due_on=last_day(answer, given.received_on),
        note=given.note.strip(),
        file=given.file,
    )
    subject = gate.subject_of(case)
    workflow.start_clock(subject, answer, base_at=day, actor=actor, at=at)
    note = KIND_LABELS[given.kind]
    gate.stop_if_open(case, dues.COURT, actor=actor, at=at, outcome="cancelled", note=note)
    message = say(RECEIVED[given.kind], case=case.case_no)
    people = [officer.user for officer in case.serving_officers()]
    workflow.notify(subject, users=people, role=Role.UNIT_HEAD, message=message, at=at)
    return remedy


def _refuse_application(decision: Decision, given: Application, today: date) -> None:
    if decision.served_on is None:
        raise Refused(say("决定书尚未送达，须先登记送达。"))
    if not decision.served_on <= given.received_on <= today:
        raise Refused(say("收到日期须在决定书送达之日至今天之间。"))
    if decision.status == Decision.Status.ANNULLED:
        raise Refused(say("决定已被撤销。"))
    if decision.remedies.pending().filter(kind=given.kind.value).exists():
        raise Refused(say("同类的复议、诉讼尚未审结。"))


@transaction.atomic
def answer_remedy(
    case_id: int, *, remedy: Remedy, answered_on: date, note: str, actor: User, at: datetime
) -> Remedy:
    """Record that the authority has answered with its evidence and its grounds."""
    case = gate.lock(case_id)
    remedy = _pending(case, remedy.pk)
    if remedy.answered_on is not None:
        raise Refused(say("已经答复。"))
    if not remedy.received_on <= answered_on <= timezone.localdate(at):
        raise Refused(say("答复日期须在收到之日至今天之间。"))
    day = start_of(answered_on)
    gate.take(case, "answer_remedy", actor=actor, at=at, note=note, occurred_at=day)
    remedy.answered_on = answered_on
    remedy.save(update_fields=["answered_on"])
    gate.stop_if_open(case, ANSWER_CLOCKS[Kind(remedy.kind)], actor=actor, at=at)
    return remedy


def _pending(case: Case, pk: int) -> Remedy:
    found = Remedy.objects.pending().filter(decision=dues.standing(case), pk=pk)
    remedy: Remedy | None = found.select_for_update().first()
    if remedy is None:
        raise Refused(say("该复议、诉讼已经有结果，或者不属于本案。"))
    return remedy


# ---------------------------------------------------------------- the result


@transaction.atomic
def record_remedy_result(
    case_id: int,
    *,
    remedy: Remedy,
    outcome: Outcome,
    note: str,
    actor: User,
    at: datetime,
    file: StoredFile | None = None,
) -> Remedy:
    """Record how it ended, and bring about what follows for the decision and its makers."""
    case = gate.lock(case_id)
    remedy = _pending(case, remedy.pk)
    decision = dues.standing(case)
    today, fine = timezone.localdate(at), dues.account(case, decision, outcome.on).fine
    received = remedy.received_on
    if refusals := refuse_outcome(outcome, fine=fine, received_on=received, today=today):
        raise Refused(*refusals)
    payload = {"remedy": remedy.pk, "result": outcome.result.value}
    day = start_of(outcome.on)
    gate.take(
        case,
        "record_remedy_result",
        actor=actor,
        at=at,
        note=note,
        payload=payload,
        occurred_at=day,
    )
    remedy.result, remedy.result_on = outcome.result.value, outcome.on
    remedy.new_fine, remedy.file = outcome.new_fine, file or remedy.file
    remedy.note = "\n".join(text for text in (remedy.note, note.strip()) if text)
    remedy.save()
    gate.stop_if_open(case, ANSWER_CLOCKS[Kind(remedy.kind)], actor=actor, at=at)
    _follow(case, remedy, outcome, actor=actor, at=at)
    progress.report(case, at=at)
    return remedy


def _follow(case: Case, remedy: Remedy, outcome: Outcome, *, actor: User, at: datetime) -> None:
    """What the result means for the decision, its limits, and those who answer for it."""
    decision = dues.standing(case)
    if outcome.result in {Result.ANNULLED, Result.ANNULLED_ANEW}:
        _annul(case, decision, remedy, actor=actor, at=at)
    else:
        _stand(case, decision, remedy, outcome, actor=actor, at=at)
    if outcome.result in LOST:
        _call_to_account(case, remedy, outcome, actor=actor, at=at)


def _annul(case: Case, decision: Decision, remedy: Remedy, *, actor: User, at: datetime) -> None:
    """The decision falls: nothing is owed on it, every limit of its performance ends.

    Whoever checks its paper is told that it is no longer valid.
    """
    decision.status = Decision.Status.ANNULLED
    decision.save(update_fields=["status"])
    day, why = remedy.result_on or timezone.localdate(at), f"经{remedy.get_kind_display()}撤销"
    documents.withdraw(decision.paper, reason=why, on=day)
    own = (dues.PAYMENT, dues.HANDLING, dues.DEMAND, dues.COURT, *dues.AT_COURT)
    gate.stop_if_open(case, *own, actor=actor, at=at, outcome="cancelled", note="决定被撤销")


def _stand(
    case: Case,
    decision: Decision,
    remedy: Remedy,
    outcome: Outcome,
    *,
    actor: User,
    at: datetime,
) -> None:
    """The decision stands, perhaps lighter: its remedies and the court's months end anew."""
    if outcome.result is Result.CHANGED:
        decision.status = Decision.Status.CHANGED
    if reopens_suit(Kind(remedy.kind), outcome.result):
        decision.remedies_until = last_day("litigation_after_reconsideration", outcome.on)
    elif decision.remedies_until is not None:
        decision.remedies_until = max(decision.remedies_until, outcome.on)
    if decision.remedies_until is not None:
        decision.court_until = last_day(dues.COURT, decision.remedies_until)
    decision.save(update_fields=["status", "remedies_until", "court_until"])
    if case.status not in dues.PAYABLE:
        return
    if not dues.settle(case, decision, actor=actor, at=at) and not _is_contested(decision):
        dues.run_court_limit(case, decision, actor=actor, at=at)


def _is_contested(decision: Decision) -> bool:
    return decision.remedies.pending().exists()


def _call_to_account(
    case: Case, remedy: Remedy, outcome: Outcome, *, actor: User, at: datetime
) -> None:
    """A lost decision: who made it answers for it, and what was made public is withdrawn."""
    subject = gate.subject_of(case)
    result = say(
        "%(case)s的决定经%(kind)s%(result)s",
        case=case.case_no,
        kind=say(KIND_LABELS[Kind(remedy.kind)]),
        result=say(RESULT_LABELS[outcome.result]),
    )
    accountability.open_entry(
        Trigger.DECISION_OVERTURNED,
        reference=f"remedy:{remedy.pk}",
        summary=str(result),
        office=case.office,
        case=case,
        person_id=subject.owner_id,
        at=at,
    )
    if dues.standing(case).ending is Ending.PENALTY and not gate.is_running(case, WITHDRAWAL_CLOCK):
        day = start_of(outcome.on)
        workflow.start_clock(subject, WITHDRAWAL_CLOCK, base_at=day, actor=actor, at=at)
    people = [officer.user for officer in case.serving_officers()]
    message = say("%(case)s的决定未获维持，请办理撤回公开等后续事项。", case=case.case_no)
    workflow.notify(subject, users=people, role=Role.BUREAU_HEAD, message=message, at=at)


@transaction.atomic
def confirm_withdrawal(
    case_id: int, *, withdrawn_on: date, note: str, actor: User, at: datetime
) -> Case:
    """What had been made public of the decision was withdrawn with its reason, or never was."""
    case = gate.lock(case_id)
    if not note.strip():
        raise Refused(say("须写明撤回的信息和公开说明的理由；从未公开的，写明未公开。"))
    if withdrawn_on > timezone.localdate(at):
        raise Refused(say("撤回日期不得晚于今天。"))
    day = start_of(withdrawn_on)
    gate.take(case, "confirm_withdrawal", actor=actor, at=at, note=note, occurred_at=day)
    gate.stop_if_open(case, WITHDRAWAL_CLOCK, actor=actor, at=at, note=note)
    return case
