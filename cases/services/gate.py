"""The one door through which a case moves: lock it, ask the table, write, record."""

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from accounts.models import User
from accounts.subjects import Subject
from cases.models import Case
from cases.perms.facts import facts_of
from cases.procedure import table
from cases.procedure.states import ENDED, State
from statutes.refusal import Refused
from statutes.wording import say
from workflow import services as workflow
from workflow.models import Approval, Clock
from workflow.procedure import Step

USED_ELSEWHERE = say("这张表单已在别处提交过，请重新打开本页填写。")


def lock(case_id: int) -> Case:
    """Return the case, held until this transaction ends: the second of two acts finds the first."""
    cases = Case.objects.select_related("office", "employer", "division")
    return cases.select_for_update(of=("self",)).get(pk=case_id)


def subject_of(case: Case) -> Subject:
    """The case as clocks, events and papers name it; the lead is answerable for its clocks."""
    lead = case.officers.serving().filter(is_lead=True).values_list("user_id", flat=True)
    return case.subject(lead.first())


def take(
    case: Case,
    name: str,
    *,
    actor: User,
    at: datetime,
    state: State | None = None,
    note: str = "",
    payload: Mapping[str, object] | None = None,
    occurred_at: datetime | None = None,
) -> Step[State]:
    """Take one step on a locked case: check it, move the state, save the case, record the event.

    What the caller has already set on the case is saved with it. `state` is given only for the
    step that makes a case out of a lead.
    """
    facts = facts_of(case, actor, timezone.localdate(at))
    step = table.check(name, state or case.status, facts)
    if step.target is not None:
        case.state = step.target.value
    if step.target is not None or case.status not in ENDED:
        case.save()  # an ended case stands as it is: what is done to it later is its own record
    workflow.record(
        subject_of(case),
        act=name,
        label=step.label,
        actor=actor,
        at=at,
        citation=step.citation,
        note=note,
        payload=payload,
        occurred_at=occurred_at,
    )
    return step


def decide(
    case: Case, kind: str, *, actor: User, approved: bool, opinion: str, at: datetime
) -> Approval:
    """Decide the pending approval of this kind."""
    pending = Approval.objects.of(case.subject(None)).pending().filter(kind=kind).first()
    if pending is None:
        raise Refused(say("该事项已由他人审批，请刷新页面查看结果。"))
    return workflow.decide(pending.pk, decider=actor, approved=approved, opinion=opinion, at=at)


def stop_if_open(
    case: Case, *codes: str, actor: User, at: datetime, outcome: str = "met", note: str = ""
) -> None:
    """End those of these limits that are still running."""
    subject = subject_of(case)
    running = Clock.objects.of(subject).open().filter(code__in=codes)
    for code in running.values_list("code", flat=True):
        workflow.stop_clock(subject, code, actor=actor, at=at, outcome=outcome, note=note)


def is_running(case: Case, code: str) -> bool:
    return Clock.objects.of(case.subject(None)).open().filter(code=code).exists()
