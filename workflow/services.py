"""The verbs of procedure: record an event, run a clock, propose and decide, notify.

Every verb joins the caller's transaction; none knows a request. `at` is the moment of the act.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from accounts.policy.roles import Role
from accounts.subjects import Subject
from rulebook import services as rulebook
from statutes.citations import Citation
from statutes.clocks import Level, Levels, Term, due, start_of
from statutes.limits import limit
from statutes.refusal import Refused
from statutes.wording import Sentence, say
from workflow.integrity import daily_heads
from workflow.models import Approval, Clock, ClockEvent, DailyRoot, Event, Notification
from workflow.policy import chain
from workflow.policy.projection import Act, Happening, Projection, project

SYSTEM = "系统"

# ---------------------------------------------------------------- events


@transaction.atomic
def record(
    subject: Subject,
    *,
    act: str,
    label: str,
    actor: User | None,
    at: datetime,
    citation: Citation | None = None,
    note: str = "",
    payload: Mapping[str, object] | None = None,
    occurred_at: datetime | None = None,
) -> Event:
    """Append one act to the subject's legal record (行政处罚法 第四十七条, 全过程记录).

    `occurred_at` is when it happened where that differs from when it is recorded (`at`).
    `payload` holds references and figures, never names, numbers or addresses of people.
    """
    previous = _lock_chain(subject)
    event = Event(
        **subject.as_fields(),
        sequence=previous.sequence + 1 if previous else 1,
        act=act,
        label=label,
        actor=actor,
        actor_label=actor.name if actor else SYSTEM,
        occurred_at=occurred_at or at,
        recorded_at=at,
        law=citation.law if citation else "",
        article=citation.article if citation else "",
        note=note,
        payload=dict(payload or {}),
        previous_hash=previous.hash if previous else chain.GENESIS,
    )
    event.hash = chain.link(event.previous_hash, event.content())
    event.save(force_insert=True)
    return event


def _lock_chain(subject: Subject) -> Event | None:
    """Wait for other writers of this chain, then return its last event."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"{subject.type}:{subject.id}"],
        )
    last = Event.objects.filter(subject_type=subject.type, subject_id=subject.id)
    return last.order_by("-sequence").only("sequence", "hash").first()


@transaction.atomic
def seal_day(day: date) -> DailyRoot | None:
    """Hash the heads of every chain that moved that day into one root; None when it is sealed."""
    if DailyRoot.objects.filter(day__gte=day).exists():
        return None
    last = DailyRoot.objects.order_by("-day").first()
    heads = daily_heads(last.day if last else None, day)
    before = last.root if last else chain.GENESIS
    return DailyRoot.objects.create(
        day=day, chains=len(heads), previous_root=before, root=chain.root(before, heads)
    )


# ---------------------------------------------------------------- clocks


@transaction.atomic
def start_clock(
    subject: Subject,
    code: str,
    *,
    base_at: datetime,
    actor: User | None,
    at: datetime,
    length: int | None = None,
    extended_by: int = 0,
) -> Clock:
    """Start the statutory limit `code` (a row of statutes.limits) at `base_at`.

    `length` replaces the row's own length where an act sets it, as an order does (限期).
    `extended_by` carries over an extension granted before the limit was last stopped.
    """
    row = limit(code, on=timezone.localdate(base_at))
    term = Term(row.term.length if length is None else length, row.term.unit, row.term.rolls_over)
    clock = Clock(
        **subject.as_fields(),
        code=code,
        label=row.label,
        law=row.citation.law,
        article=row.citation.article,
        unit=term.unit.value,
        length=term.length,
        rolls_over=term.rolls_over,
    )
    history = [Happening(Act.START, base_at)]
    if extended_by:
        history.append(Happening(Act.EXTEND, at, extended_by))
    _project_onto(clock, history)
    clock.save(force_insert=True)
    for step in history:
        _log(clock, step.act, at=step.at, actor=actor, length=step.length)
    return clock


@transaction.atomic
def pause_clock(subject: Subject, code: str, *, actor: User, at: datetime, note: str) -> Clock:
    """Stop the count for a reason that the rule names (补正, 中止); the due date waits."""
    return _act(subject, code, Act.PAUSE, actor=actor, at=at, note=note, state=Clock.State.PAUSED)


@transaction.atomic
def resume_clock(
    subject: Subject, code: str, *, actor: User | None, at: datetime, note: str = ""
) -> Clock:
    """Count on: the due date moves by the time that the clock really stood."""
    return _act(subject, code, Act.RESUME, actor=actor, at=at, note=note)


@transaction.atomic
def restart_clock(
    subject: Subject, code: str, *, actor: User | None, at: datetime, note: str = ""
) -> Clock:
    """Begin the whole limit anew at `at`, as when a supplement has been supplied."""
    return _act(subject, code, Act.RESTART, actor=actor, at=at, note=note)


@transaction.atomic
def extend_clock(
    subject: Subject, code: str, *, length: int, actor: User, at: datetime, note: str
) -> Clock:
    """Lengthen a running limit by `length` of its own unit; too late once it has been breached."""
    if _open_clock(subject, code).breached_at <= at:
        raise Refused(say("期限已经届满，不能再延长；延长须在届满前批准。"))
    return _act(subject, code, Act.EXTEND, actor=actor, at=at, note=note, length=length)


@transaction.atomic
def stop_clock(
    subject: Subject,
    code: str,
    *,
    actor: User | None,
    at: datetime,
    outcome: str = Clock.State.MET,
    note: str = "",
) -> Clock:
    """End a limit: met, or cancelled because its duty fell away."""
    clock = _open_clock(subject, code)
    clock.state, clock.ended_at, clock.next_level_at = outcome, at, None
    clock.save(update_fields=["state", "ended_at", "next_level_at"])
    _log(clock, Act.STOP, at=at, actor=actor, note=note)
    return clock


def hand_over_clocks(subject: Subject) -> int:
    """Give the subject's open limits to its present owner, under its present label and place."""
    columns = {
        k: v for k, v in subject.as_fields().items() if k not in {"subject_type", "subject_id"}
    }
    return Clock.objects.of(subject).open().update(**columns)


@transaction.atomic
def recalculate_clocks(*, actor: User | None, at: datetime) -> list[tuple[Clock, datetime]]:
    """Recompute open limits under the present calendar; returns (clock, due date before) moved.

    A limit that has already passed is not moved: that takes a person's decision.
    """
    moved = []
    pending = Clock.objects.open().filter(breached_at__gt=at).select_for_update().order_by("pk")
    for clock in pending:
        before = clock.due_at
        _project_onto(clock, _history(clock))
        if clock.due_at != before:
            clock.save()
            _log(clock, Act.RECALCULATE, at=at, actor=actor)
            moved.append((clock, before))
    return moved


def explain(clock: Clock) -> Projection:
    """How the due date was counted, day by day, from the clock's recorded history."""
    return project(clock.term, _history(clock), rulebook.calendar())


def _act(
    subject: Subject,
    code: str,
    act: Act,
    *,
    actor: User | None,
    at: datetime,
    note: str,
    length: int = 0,
    state: str = Clock.State.RUNNING,
) -> Clock:
    clock = _open_clock(subject, code)
    expected = Clock.State.PAUSED if act is Act.RESUME else Clock.State.RUNNING
    if act is not Act.RESTART and clock.state != expected:
        raise Refused(
            say(
                "“%(clock)s”当前为%(state)s，不能办理此项。",
                clock=clock.label,
                state=str(clock.get_state_display()),
            )
        )
    clock.state = state
    _project_onto(clock, [*_history(clock), Happening(act, at, length)])
    clock.save()
    _log(clock, act, at=at, actor=actor, note=note, length=length)
    return clock


def _open_clock(subject: Subject, code: str) -> Clock:
    rows = Clock.objects.of(subject).open().select_for_update()
    clock: Clock | None = rows.filter(code=code).first()
    if clock is None:
        raise Refused(say("没有正在计时的期限，可能已被他人办结，请刷新页面。"))
    return clock


def _history(clock: Clock) -> list[Happening]:
    return [Happening(Act(e.act), e.at, e.length) for e in clock.events.all()]


def _project_onto(clock: Clock, history: Sequence[Happening]) -> None:
    result = project(clock.term, history, rulebook.calendar())
    clock.started_at = result.base_at
    clock.due_at, clock.is_provisional = result.due.due_at, result.due.provisional
    marks = _with_alarm(clock, result)
    clock.blue_at, clock.yellow_at, clock.red_at = marks.blue_at, marks.yellow_at, marks.red_at
    clock.breached_at = marks.breached_at
    clock.announced_level = Level.CALM.value
    clock.next_level_at = None if clock.state == Clock.State.PAUSED else marks.blue_at


def _with_alarm(clock: Clock, result: Projection) -> Levels:
    """Where the law may be read more strictly, red is the last day of the stricter reading."""
    alarm = limit(clock.code, on=timezone.localdate(result.base_at)).alarm
    marks = result.levels
    if alarm is None or result.pauses:
        return marks
    strict = due(alarm, result.base_at, calendar=rulebook.calendar())
    red = min(marks.red_at, start_of(strict.due_on))
    yellow = min(marks.yellow_at, red)
    return Levels(min(marks.blue_at, yellow), yellow, red, marks.breached_at)


def _log(
    clock: Clock, act: Act, *, at: datetime, actor: User | None, note: str = "", length: int = 0
) -> None:
    ClockEvent.objects.create(
        clock=clock,
        act=act.value,
        at=at,
        length=length,
        actor=actor,
        note=note,
        due_at=clock.due_at,
    )


# ---------------------------------------------------------------- approvals


@transaction.atomic
def propose(
    subject: Subject,
    *,
    kind: str,
    label: str,
    role: Role,
    proposer: User,
    at: datetime,
    opinion: str,
    content: Mapping[str, object],
) -> Approval:
    """Lay `content` (what the approver sees) before the holder of `role`."""
    waiting = Approval.objects.of(subject).pending().filter(kind=kind)
    if waiting.exists():
        raise Refused(say("“%(label)s”已经报批，正在等待审批。", label=label))
    approval = Approval.objects.create(
        **subject.as_fields(),
        kind=kind,
        label=label,
        role=role.value,
        proposer=proposer,
        proposed_at=at,
        proposal=opinion,
        content=dict(content),
        content_sha256=hashlib.sha256(chain.canonical(content)).hexdigest(),
    )
    message = say("“%(label)s”等待您审批：%(subject)s", label=label, subject=subject.label)
    notify(subject, role=role, message=message, at=at, excluding=proposer)
    return approval


@transaction.atomic
def decide(
    approval_id: int, *, decider: User, approved: bool, opinion: str, at: datetime
) -> Approval:
    """Approve or return a proposal: never one's own (四眼), and only the first decision counts."""
    approval: Approval = Approval.objects.select_for_update(of=("self",)).get(pk=approval_id)
    on = timezone.localdate(at)
    if approval.outcome != Approval.Outcome.PENDING:
        raise Refused(say("该事项已由他人审批，请刷新页面查看结果。"))
    if approval.proposer_id == decider.pk:
        raise Refused(say("承办人不得审批自己提出的事项。"))
    role = Role(approval.role)
    if not decider.has_role(role, on, approval.office_id):
        raise Refused(say("您当前没有此项审批权限。"))
    if not approved and not opinion.strip():
        raise Refused(say("退回须写明意见。"))
    approval.outcome = Approval.Outcome.APPROVED if approved else Approval.Outcome.RETURNED
    approval.decider, approval.decided_at, approval.opinion = decider, at, opinion
    approval.by_delegation = decider.acts_for(role, on, approval.office_id)
    approval.save(update_fields=["outcome", "decider", "by_delegation", "decided_at", "opinion"])
    message = say(
        "“%(label)s”已审批：%(subject)s", label=approval.label, subject=approval.subject_label
    )
    notify(approval.subject, users=[approval.proposer], message=message, at=at)
    return approval


def void_approvals(subject: Subject, *, kind: str, reason: str) -> int:
    """Mark earlier approvals of this kind as void because what they covered was changed."""
    standing = [Approval.Outcome.PENDING, Approval.Outcome.APPROVED]
    rows = Approval.objects.of(subject).filter(kind=kind, outcome__in=standing)
    return rows.update(outcome=Approval.Outcome.VOIDED, void_reason=reason)


# ---------------------------------------------------------------- notices


def notify(
    subject: Subject,
    *,
    message: Sentence,
    at: datetime,
    users: Iterable[User] = (),
    role: Role | None = None,
    level: Level = Level.CALM,
    excluding: User | None = None,
) -> list[Notification]:
    """Tell these people, or everyone who holds `role` in the subject's office, one sentence."""
    people = {user.pk for user in users}
    if role is not None:
        on = timezone.localdate(at)
        holders = User.objects.holding(role, office=subject.office_id, on=on)
        people |= set(holders.values_list("pk", flat=True))
    people.discard(excluding.pk if excluding else None)
    return Notification.objects.bulk_create(
        Notification(
            recipient_id=pk,
            subject_type=subject.type,
            subject_id=subject.id,
            subject_label=subject.label,
            msgid=message.msgid,
            params=dict(message.params),
            level=level.value,
            created_at=at,
        )
        for pk in sorted(people)
    )
