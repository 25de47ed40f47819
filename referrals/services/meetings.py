"""联席会议: called with an agenda of what is open, held with minutes, tasks and a circular."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.policy.roles import Role
from documents import services as documents
from referrals import papers
from referrals.models import (
    AgendaItem,
    Attendance,
    JointMeeting,
    MeetingTask,
    PoliceOffice,
    Referral,
)
from statutes.citations import cite
from statutes.clocks import start_of
from statutes.refusal import Refused
from statutes.wording import Sentence, say, term
from workflow import services as workflow

SYSTEM = cite("欠薪名单市规", "二（四）")
TASK = "meeting_task"
CALLERS = frozenset({Role.INSPECTOR, Role.UNIT_HEAD, Role.BUREAU_HEAD})


@dataclass(frozen=True, slots=True)
class Seat:
    """Who sat for which organ."""

    name: str
    organ: str
    position: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """What was settled: whose it is, by when."""

    task: str
    bearer: str
    person: str
    due_on: date


def open_matters(police_office: PoliceOffice) -> list[Referral]:
    """What the agenda draws on: every living referral to that office."""
    rows = Referral.objects.live().filter(police_office=police_office)
    return list(rows.select_related("case").order_by("found_at", "pk"))


@transaction.atomic
def call(
    *, police_office: PoliceOffice, set_for: datetime, place: str, chair: str,
    covers: tuple[date, date], topics: Sequence[str] = (), actor: User, at: datetime,
) -> JointMeeting:  # fmt: skip
    """召集: the agenda is what is open with that police office, and what is asked besides."""
    _require(actor, police_office, at)
    if covers[1] < covers[0]:
        raise Refused(say("通报期间的止日早于起日。"))
    meeting = JointMeeting.objects.create(
        office=police_office.office,
        division=police_office.division,
        police_office=police_office,
        set_for=set_for,
        place=place,
        chair=chair,
        covers_from=covers[0],
        covers_to=covers[1],
        called_by=actor,
        called_at=at,
    )
    _draw_up(meeting, topics)
    message = say(
        "召集联席会议：%(when)s", when=timezone.localtime(set_for).strftime("%Y-%m-%d %H:%M")
    )
    users = User.objects.filter(liaisons__police_office=police_office, liaisons__until=None)
    workflow.notify(meeting.subject, users=users, message=message, at=at)
    _record(meeting, "call_meeting", term("召集联席会议"), actor, at)
    return meeting


def _draw_up(meeting: JointMeeting, topics: Sequence[str]) -> None:
    drawn = [
        (referral, f"{referral.case.case_no} {referral.subject_name}")
        for referral in open_matters(meeting.police_office)
    ]
    asked = [(None, topic.strip()) for topic in topics if topic.strip()]
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, row=row, referral=referral, title=title[:300])
        for row, (referral, title) in enumerate([*drawn, *asked], 1)
    )


@transaction.atomic
def hold(
    meeting_id: int, *, held_on: date, recorder: str, conclusion: str, seats: Sequence[Seat],
    discussed: Mapping[int, str], tasks: Sequence[Task], actor: User, at: datetime,
) -> JointMeeting:  # fmt: skip
    """Keep the minutes; every task becomes a clock; the circular goes to both sides."""
    meeting = _locked(meeting_id)
    _require(actor, meeting.police_office, at)
    _require_whole(meeting, held_on, seats, tasks, at)
    for item in meeting.agenda.all():
        item.discussed = discussed.get(item.pk, "").strip()
        item.save(update_fields=["discussed"])
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, name=s.name, organ=s.organ, position=s.position) for s in seats
    )
    _set_tasks(meeting, tasks, held_on, actor=actor, at=at)
    meeting.held_on, meeting.recorder, meeting.conclusion = held_on, recorder, conclusion
    _issue(meeting, actor=actor, at=at)
    _record(meeting, "hold_meeting", term("召开联席会议"), actor, at)
    return meeting


def _require_whole(
    meeting: JointMeeting, held_on: date, seats: Sequence[Seat], tasks: Sequence[Task], at: datetime
) -> None:
    if meeting.is_held:
        raise Refused(say("会议纪要已经登记。"))
    if held_on > timezone.localdate(at):
        raise Refused(say("日期%(day)s尚未到来。", day=held_on.isoformat()))
    if not seats:
        raise Refused(say("请填写出席人员。"))
    if any(task.due_on < held_on for task in tasks):
        raise Refused(say("任务的完成期限早于会议日期。"))


def _set_tasks(
    meeting: JointMeeting, tasks: Sequence[Task], held_on: date, *, actor: User, at: datetime
) -> None:
    for row, given in enumerate(tasks, 1):
        task = MeetingTask.objects.create(
            meeting=meeting,
            row=row,
            task=given.task,
            bearer=given.bearer,
            person=given.person,
            due_on=given.due_on,
        )
        days = (given.due_on - held_on).days
        base = start_of(held_on)
        workflow.start_clock(task.subject, TASK, base_at=base, length=days, actor=actor, at=at)


def _issue(meeting: JointMeeting, *, actor: User, at: datetime) -> None:
    meeting.state = JointMeeting.State.HELD
    for kind, context, name in (
        (papers.MINUTES, papers.minutes(meeting), "minutes"),
        (papers.CIRCULAR, papers.circular(meeting), "circular"),
    ):
        paper = documents.issue(
            kind, meeting.subject, context, office=meeting.office, actor=actor, at=at
        )
        setattr(meeting, name, paper)
    meeting.save()


@transaction.atomic
def finish_task(
    task_id: int, *, done_on: date, result: str, actor: User, at: datetime
) -> MeetingTask:
    """What became of a task; late stays visible as late."""
    rows = MeetingTask.objects.select_for_update(of=("self",))
    task: MeetingTask = rows.select_related("meeting__police_office").get(pk=task_id)
    _require(actor, task.meeting.police_office, at)
    if task.done_on is not None:
        raise Refused(say("该任务已登记完成。"))
    if not result.strip() or done_on > timezone.localdate(at):
        raise Refused(say("请写明完成情况，日期不晚于今天。"))
    task.done_on, task.result = done_on, result.strip()
    task.save(update_fields=["done_on", "result"])
    workflow.stop_clock(task.subject, TASK, actor=actor, at=at)
    return task


def why_not_called(user: User, office_id: int, on: date) -> Sentence | None:
    """Officers and heads of the bureau keep the meetings."""
    if user.roles_on(on, office_id) & CALLERS:
        return None
    return say("联席会议由本机构的监察员或者负责人召集和登记。")


def _require(user: User, police_office: PoliceOffice, at: datetime) -> None:
    if reason := why_not_called(user, police_office.office_id, timezone.localdate(at)):
        raise Refused(reason)


def _locked(meeting_id: int) -> JointMeeting:
    rows = JointMeeting.objects.select_for_update(of=("self",))
    meeting: JointMeeting = rows.select_related("police_office", "office").get(pk=meeting_id)
    return meeting


def _record(meeting: JointMeeting, act: str, label: str, actor: User, at: datetime) -> None:
    workflow.record(meeting.subject, act=act, label=label, actor=actor, at=at, citation=SYSTEM)
