"""行政复议 and 行政诉讼: recorded, answered, decided, and what their result calls down.

What upper apps own they do themselves: they read `Remedy.objects.lost()` and `.overturned()` and
annul a listing or grade anew. The penalty's own public copy is withdrawn here (处罚法 第四十八条).
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from accounts.policy.roles import Role
from cases.models import Case, Decision, Order, Remedy
from cases.models.decisions import Contested
from cases.policy.accountability import Trigger
from cases.policy.decision import Kind as Ending
from cases.policy.remedy import (
    ANSWER_CLOCKS,
    KIND_LABELS,
    LOST,
    OVERTURNED,
    RESULT_LABELS,
    WITHDRAWAL_CLOCK,
    Kind,
    Ordered,
    Outcome,
    Result,
    next_way,
    refuse_outcome,
    refuse_suit,
)
from cases.procedure.states import State
from cases.services import accountability, dues, gate, nearest, progress, publicity
from cases.services.nearest import Duty
from cases.services.periods import last_day
from documents import services as documents
from documents.models import StoredFile
from statutes.citations import cite
from statutes.clocks import start_of
from statutes.refusal import Refused
from statutes.wording import say, term
from workflow import services as workflow

OF_ORDER = ("order_service", "order_compliance")


@dataclass(frozen=True, slots=True)
class Application:
    """What reached the authority: of what kind, where, under which number, since when.

    `against` is the act that it contests; None: the decision that stands.
    """

    kind: Kind
    body: str
    number: str
    received_on: date
    note: str = ""
    file: StoredFile | None = None
    against: Contested | None = None


# Whole sentences: a notice is stored by its msgid and plain values.
RECEIVED = {
    Kind.RECONSIDERATION: term("%(case)s收到行政复议申请，请按期答复。"),
    Kind.LITIGATION: term("%(case)s收到行政诉讼起诉状，请按期答辩。"),
}
# What the officers must do about it themselves, by what fell.
FALLEN = {
    Decision: term("%(case)s的决定未获维持，请办理撤回公开等后续事项。"),
    Order: term("%(case)s的指令书未获维持，请恢复调查或者重新作出。"),
    Case: term("%(case)s的不予立案未获维持，请依照复议决定、判决重新立案。"),
}
FIELDS: dict[type[Contested], str] = {Decision: "decision", Order: "order", Case: "refusal"}
CALLED = {Decision: term("决定"), Order: term("限期改正指令书"), Case: term("不予立案")}


def contestable(case: Case) -> dict[str, Contested]:
    """Every act of the case that reached its party, or that somebody was refused; latest first."""
    if case.status is State.NOT_FILED:
        return {"refusal": case}
    decisions = case.decisions.filter(served_on__isnull=False).order_by("-pk")
    orders = case.orders.standing().filter(served_on__isnull=False)
    acts: list[Contested] = [*decisions.select_related("paper"), *orders.select_related("paper")]
    return {f"{FIELDS[type(act)]}-{act.pk}": act for act in acts}


@transaction.atomic
def record_remedy(case_id: int, given: Application, *, actor: User, at: datetime) -> Remedy:
    """Record a reconsideration or suit: the answer is due, the surcharge and the court wait."""
    case = gate.lock(case_id)
    against = given.against or dues.standing(case)
    _refuse_application(case, against, given, timezone.localdate(at))
    day = start_of(given.received_on)
    payload = {"kind": given.kind.value, "against": FIELDS[type(against)]}
    gate.take(case, "record_remedy", actor=actor, at=at, payload=payload, occurred_at=day)
    remedy = Remedy.objects.create(
        kind=given.kind.value,
        body=given.body.strip(),
        number=given.number.strip(),
        received_on=given.received_on,
        answer_due_on=last_day(ANSWER_CLOCKS[given.kind], given.received_on),
        note=given.note.strip(),
        file=given.file,
        **{FIELDS[type(against)]: against},
    )
    _follow_answers(case, given.kind, actor=actor, at=at)
    if isinstance(against, Decision):
        note = KIND_LABELS[given.kind]
        gate.stop_if_open(case, dues.COURT, actor=actor, at=at, outcome="cancelled", note=note)
    message = say(RECEIVED[given.kind], case=case.case_no)
    people = [officer.user for officer in case.serving_officers()]
    subject = gate.subject_of(case)
    workflow.notify(subject, users=people, role=Role.UNIT_HEAD, message=message, at=at)
    return remedy


def _follow_answers(case: Case, kind: Kind, *, actor: User, at: datetime) -> None:
    """One clock for all remedies of a kind: it runs on the one received first."""
    waiting = Remedy.objects.of(case).pending().filter(kind=kind.value, answered_on__isnull=True)
    first = waiting.order_by("received_on").values_list("received_on", flat=True).first()
    duty = Duty(start_of(first)) if first else None
    nearest.follow(case, ANSWER_CLOCKS[kind], duty, actor=actor, at=at)


def _refuse_application(case: Case, against: Contested, given: Application, today: date) -> None:
    since = _reached_on(case, against)
    if not since <= given.received_on <= today:
        raise Refused(say("收到日期须在决定书送达之日至今天之间。"))
    of_it = Remedy.objects.filter(**{FIELDS[type(against)]: against})
    if of_it.pending().filter(kind=given.kind.value).exists():
        raise Refused(say("同类的复议、诉讼尚未审结。"))
    if not isinstance(against, Decision):
        return
    if against.status == Decision.Status.ANNULLED:
        raise Refused(say("决定已被撤销。"))
    reconsidered = of_it.filter(kind=Kind.RECONSIDERATION.value).exclude(result="")
    refusal = refuse_suit(
        given.kind,
        is_on_the_spot=against.procedure == Decision.Procedure.SIMPLE,
        was_reconsidered=reconsidered.exists(),
        note=given.note,
    )
    if refusal is not None:
        raise Refused(refusal, citation=cite("复议法", "第二十三条"))


def _reached_on(case: Case, against: Contested) -> date:
    """The day on which the act reached whom it concerns."""
    if isinstance(against, Case):
        return timezone.localdate(case.proposed_at)
    if against.case_id != case.pk:
        raise Refused(say("该决定、指令书不属于本案。"))
    if against.served_on is None:
        raise Refused(say("决定书尚未送达，须先登记送达。"))
    return against.served_on


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
    _follow_answers(case, Kind(remedy.kind), actor=actor, at=at)
    return remedy


def _pending(case: Case, pk: int) -> Remedy:
    found = Remedy.objects.of(case).pending().filter(pk=pk)
    remedy: Remedy | None = found.select_for_update(of=("self",)).first()
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
    """Record how it ended, and bring about what follows for the act and its makers."""
    case = gate.lock(case_id)
    remedy = _pending(case, remedy.pk)
    ordered, received = _ordered(case, remedy, outcome.on), remedy.received_on
    today = timezone.localdate(at)
    if refusals := refuse_outcome(outcome, ordered=ordered, received_on=received, today=today):
        raise Refused(*refusals)
    payload = {"remedy": remedy.pk, "result": outcome.result.value}
    gate.take(
        case,
        "record_remedy_result",
        actor=actor,
        at=at,
        note=note,
        payload=payload,
        occurred_at=start_of(outcome.on),
    )
    _write(remedy, outcome, note, file)
    _follow_answers(case, Kind(remedy.kind), actor=actor, at=at)
    _follow(case, remedy, outcome, actor=actor, at=at)
    progress.report(case, at=at)
    return remedy


def _ordered(case: Case, remedy: Remedy, on: date) -> Ordered:
    if remedy.decision is None:
        return Ordered()
    stands = dues.account(case, remedy.decision, on)
    return Ordered(stands.fine, stands.compensation)


def _write(remedy: Remedy, outcome: Outcome, note: str, file: StoredFile | None) -> None:
    remedy.result, remedy.result_on = outcome.result.value, outcome.on
    remedy.new_fine, remedy.new_compensation = outcome.new_fine, outcome.new_compensation
    remedy.file = file or remedy.file
    remedy.note = "\n".join(text for text in (remedy.note, note.strip()) if text)
    remedy.save()


def _follow(case: Case, remedy: Remedy, outcome: Outcome, *, actor: User, at: datetime) -> None:
    """What the result means for the act, its limits, and those who answer for it."""
    against = remedy.contested
    if isinstance(against, Decision):
        _follow_decision(case, against, remedy, outcome, actor=actor, at=at)
    elif isinstance(against, Order) and outcome.result in OVERTURNED:
        _drop_order(case, against, remedy, actor=actor, at=at)
    if outcome.result in LOST:
        _call_to_account(case, remedy, outcome, actor=actor, at=at)


def _follow_decision(
    case: Case, decision: Decision, remedy: Remedy, outcome: Outcome, *, actor: User, at: datetime
) -> None:
    if outcome.result in {Result.ANNULLED, Result.ANNULLED_ANEW}:
        _annul(case, decision, remedy, actor=actor, at=at)
    else:
        _stand(case, decision, remedy, outcome, actor=actor, at=at)


def _why(remedy: Remedy) -> str:
    return f"经{remedy.get_kind_display()}{remedy.get_result_display()}"


def _drop_order(case: Case, order: Order, remedy: Remedy, *, actor: User, at: datetime) -> None:
    """The order falls: its limits end; the officers go on investigating, or issue another."""
    day, why = remedy.result_on or timezone.localdate(at), _why(remedy)
    order.status, order.fulfilled_on = Order.Status.WITHDRAWN, None
    order.withdrawal_reason = why
    order.save(update_fields=["status", "fulfilled_on", "withdrawal_reason"])
    documents.withdraw(order.paper, reason=why, on=day)
    gate.stop_if_open(case, *OF_ORDER, actor=actor, at=at, outcome="cancelled", note=why)


def _annul(case: Case, decision: Decision, remedy: Remedy, *, actor: User, at: datetime) -> None:
    """The decision falls: nothing is owed on it, every limit of its performance ends.

    Whoever checks its paper is told that it is no longer valid.
    """
    decision.status = Decision.Status.ANNULLED
    decision.save(update_fields=["status"])
    day = remedy.result_on or timezone.localdate(at)
    documents.withdraw(decision.paper, reason=_why(remedy), on=day)
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
    kind = Kind(remedy.kind)
    earlier = decision.remedies.filter(kind=kind.value).exclude(Q(result="") | Q(pk=remedy.pk))
    if way := next_way(kind, outcome.result, is_first_suit=not earlier.exists()):
        decision.remedies_until = last_day(way, outcome.on)
    elif decision.remedies_until is not None:
        decision.remedies_until = max(decision.remedies_until, outcome.on)
    if decision.remedies_until is not None:
        decision.court_until = last_day(dues.COURT, decision.remedies_until)
    decision.save(update_fields=["status", "remedies_until", "court_until"])
    if case.status not in dues.PAYABLE or decision.replaced_at is not None:
        return
    if not dues.settle(case, decision, actor=actor, at=at) and not _is_contested(decision):
        dues.run_court_limit(case, decision, actor=actor, at=at)


def _is_contested(decision: Decision) -> bool:
    return decision.remedies.pending().exists()


def _call_to_account(
    case: Case, remedy: Remedy, outcome: Outcome, *, actor: User, at: datetime
) -> None:
    """A lost act: who made it answers for it, and what was made public is withdrawn."""
    subject, against = gate.subject_of(case), remedy.contested
    result = say(
        "%(case)s的%(act)s经%(kind)s%(result)s",
        case=case.case_no,
        act=say(CALLED[type(against)]),
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
    if isinstance(against, Decision) and against.ending is Ending.PENALTY:
        _unpublish(case, against, remedy, outcome, actor=actor, at=at)
    people = [officer.user for officer in case.serving_officers()]
    message = say(FALLEN[type(against)], case=case.case_no)
    for role in (Role.BUREAU_HEAD, Role.UNIT_HEAD):
        workflow.notify(subject, users=people, role=role, message=message, at=at)
        people = []


def _unpublish(
    case: Case, decision: Decision, remedy: Remedy, outcome: Outcome, *, actor: User, at: datetime
) -> None:
    """Its public copy is taken down; of a changed penalty the right one is drafted anew."""
    if not gate.is_running(case, WITHDRAWAL_CLOCK):
        subject, day = gate.subject_of(case), start_of(outcome.on)
        workflow.start_clock(subject, WITHDRAWAL_CLOCK, base_at=day, actor=actor, at=at)
    publicity.withdraw(case, reason=_why(remedy), since=outcome.on, actor=actor, at=at)
    if outcome.result is Result.CHANGED:
        publicity.draft_penalty(case, decision, at=at, fine=outcome.new_fine)


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
    if publicity.stands_somewhere(case):
        raise Refused(say("公开信息尚未在发送到的各处撤下，请先在“信息公开”中登记撤下。"))
    day = start_of(withdrawn_on)
    gate.take(case, "confirm_withdrawal", actor=actor, at=at, note=note, occurred_at=day)
    gate.stop_if_open(case, WITHDRAWAL_CLOCK, actor=actor, at=at, note=note)
    return case
