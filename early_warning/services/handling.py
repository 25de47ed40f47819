"""What people do about a warning: write, have it inspected, hand on, and close it with a reason."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.perms import may_investigate
from documents import services as documents
from early_warning import papers
from early_warning.models import Warning
from early_warning.perms import facts_of, inspected_on
from early_warning.policy.signals import Level
from early_warning.procedure import STEPS, Outcome, State
from early_warning.services.raising import CLOCK
from employers.services.flags import set_warning_level
from statutes.clocks import Level as ClockLevel
from statutes.refusal import Refused
from statutes.wording import say, term
from workflow import procedure
from workflow import services as workflow
from workflow.procedure import Step


def locked(warning_id: int) -> Warning:
    rows = Warning.objects.select_for_update(of=("self",))
    return rows.select_related("employer", "office", "owner").get(pk=warning_id)


def check(warning: Warning, name: str, *, actor: User, at: datetime) -> Step[State]:
    facts = facts_of(warning, actor, timezone.localdate(at))
    return procedure.check(STEPS, name, warning.status, facts)


def take(
    warning: Warning,
    step: Step[State],
    *,
    actor: User,
    at: datetime,
    note: str = "",
    payload: Mapping[str, object] | None = None,
    **columns: object,
) -> Warning:
    """Put the checked step into force: the new state, what goes with it, and its event."""
    if step.target is not None:
        columns["state"] = step.target.value
    for name, value in columns.items():
        setattr(warning, name, value)
    warning.save(update_fields=list(columns))
    workflow.record(
        warning.subject,
        act=step.name,
        label=step.label,
        actor=actor,
        at=at,
        citation=step.citation,
        note=note,
        payload=payload,
    )
    return warning


@transaction.atomic
def assign(warning_id: int, *, owner: User, actor: User, at: datetime) -> Warning:
    """Make one officer answer for the warning: its clock warns that person."""
    warning = locked(warning_id)
    if not warning.is_open:
        raise Refused(say("预警已经了结，不能再指定责任人。"))
    wrong = may_investigate(owner, timezone.localdate(at))
    if wrong is not None:
        raise Refused(wrong)
    warning.owner = owner
    warning.save(update_fields=["owner"])
    workflow.hand_over_clocks(warning.subject)
    workflow.record(
        warning.subject,
        act="assign",
        label=term("指定责任人"),
        actor=actor,
        at=at,
        payload={"owner": owner.pk},
    )
    return warning


@transaction.atomic
def send_letter(
    warning_id: int, *, answer_by: date, request: str, actor: User, at: datetime
) -> Warning:
    """预警告知书: tell the employer what was noticed and ask for an answer, before anybody goes."""
    warning = locked(warning_id)
    step = check(warning, "send_letter", actor=actor, at=at)
    if answer_by <= timezone.localdate(at):
        raise Refused(say("答复期限应当在今天之后。"), citation=step.citation)
    context = papers.warning_letter(warning, answer_by=answer_by, request=request.strip())
    letter = documents.issue(
        papers.WARNING_LETTER,
        warning.subject,
        context,
        office=warning.office,
        actor=actor,
        at=at,
    )
    payload = {"paper": letter.number, "answer_by": answer_by.isoformat()}
    return take(warning, step, actor=actor, at=at, payload=payload, letter=letter)


@transaction.atomic
def order_visit(
    warning_id: int, *, visitor: User, visit_by: date, note: str, actor: User, at: datetime
) -> Warning:
    """安排现场检查: who sees to it, and by when; that officer proposes the inspection."""
    warning = locked(warning_id)
    step = check(warning, "order_visit", actor=actor, at=at)
    if visit_by < timezone.localdate(at):
        raise Refused(say("核查期限不得早于今天。"), citation=step.citation)
    wrong = may_investigate(visitor, timezone.localdate(at))
    if wrong is not None:
        raise Refused(wrong, citation=step.citation)
    taken = take(
        warning,
        step,
        actor=actor,
        at=at,
        note=note.strip(),
        payload={"visitor": visitor.pk, "visit_by": visit_by.isoformat()},
        visitor=visitor,
        visit_by=visit_by,
    )
    _tell_visitor(taken, visitor, visit_by, at)
    return taken


@transaction.atomic
def record_visit(warning_id: int, *, found: str, actor: User, at: datetime) -> Warning:
    """登记核查情况: what the inspection says of the signs; its day is that of the record."""
    warning = locked(warning_id)
    step = check(warning, "record_visit", actor=actor, at=at)
    if not found.strip():
        raise Refused(say("请写明核查情况。"), citation=step.citation)
    visited_on = inspected_on(warning)
    assert visited_on is not None  # by its guard
    return take(
        warning,
        step,
        actor=actor,
        at=at,
        note=found.strip(),
        payload={"visited_on": visited_on.isoformat()},
        visited_on=visited_on,
        found=found.strip(),
    )


@transaction.atomic
def make_lead(warning_id: int, *, reason: str, actor: User, at: datetime) -> Warning:
    """转为案件线索: the signs hold; whether to file is then decided as for any lead."""
    warning = locked(warning_id)
    step = check(warning, "make_lead", actor=actor, at=at)
    return take(warning, step, actor=actor, at=at, note=_reason(reason))


@transaction.atomic
def close(warning_id: int, *, outcome: Outcome, reason: str, actor: User, at: datetime) -> Warning:
    """了结预警 with what the signs were worth and why; a red one by the head of the unit."""
    warning = locked(warning_id)
    name = "close_red" if warning.colour is Level.RED else "close"
    step = check(warning, name, actor=actor, at=at)
    if warning.status is State.LEAD and outcome is Outcome.UNFOUNDED:
        raise Refused(say("已经转为线索的预警不能以“不属实”了结。"), citation=step.citation)
    workflow.stop_clock(warning.subject, CLOCK, actor=actor, at=at, note=outcome.value)
    closed = take(
        warning,
        step,
        actor=actor,
        at=at,
        note=_reason(reason),
        payload={"outcome": outcome.value},
        outcome=outcome.value,
        reason=reason.strip(),
        closed_on=timezone.localdate(at),
        closed_by=actor,
    )
    set_warning_level(warning.employer_id, "")
    return closed


def _reason(reason: str) -> str:
    if not reason.strip():
        raise Refused(say("请写明理由。"))
    return reason.strip()


def _tell_visitor(warning: Warning, visitor: User, visit_by: date, at: datetime) -> None:
    workflow.notify(
        warning.subject,
        message=say(
            "请报批对%(employer)s的检查，并于%(day)s前实施。",
            day=visit_by.isoformat(),
            employer=warning.employer_name,
        ),
        at=at,
        users=[visitor],
        level=ClockLevel.YELLOW,
    )
