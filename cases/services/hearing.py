"""听证: asked for, set and noticed, held on the record and reported, or ended.

处罚法 第六十三条至第六十五条.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.policy.roles import Role
from cases.models import Case, Delivery, Hearing
from cases.papers import hearing as papers
from cases.policy import hearing as rule
from cases.services import deliveries, gate, notice, progress, proposals
from cases.services.deliveries import Handing
from documents import services as documents
from rulebook import services as rulebook
from statutes.clocks import start_of
from statutes.refusal import Refused
from statutes.wording import say
from workflow import services as workflow


@dataclass(frozen=True, slots=True)
class Setting:
    """When, where and before whom the hearing is held."""

    set_for: datetime
    place: str
    chair: User
    panel: str = ""
    clerk: str = ""
    is_public: bool = True


def asked_for(case: Case) -> Hearing:
    """The hearing of the notice that stands; refused where none was asked for."""
    found = Hearing.objects.select_related("chair", "summons").filter(notice=notice.standing(case))
    hearing = found.first()
    if hearing is None:
        raise Refused(say("当事人没有申请听证。"))
    return hearing


@transaction.atomic
def request_hearing(
    case_id: int, *, requester: str, requested_on: date, actor: User, at: datetime
) -> Hearing:
    """The party asks for a hearing within its five working days."""
    case = gate.lock(case_id)
    told = notice.standing(case)
    gate.take(case, "request_hearing", actor=actor, at=at, occurred_at=start_of(requested_on))
    if told.served_on is not None and requested_on < told.served_on:
        raise Refused(say("日期不得早于告知书送达之日%(on)s。", on=told.served_on.isoformat()))
    if requested_on > timezone.localdate(at):
        raise Refused(say("日期不得晚于今天。"))
    if Hearing.objects.filter(notice=told).exists():
        raise Refused(say("当事人已经申请过听证。"))
    hearing = Hearing.objects.create(
        notice=told, requested_on=requested_on, requester=requester.strip()
    )
    gate.stop_if_open(case, notice.REQUEST, actor=actor, at=at)
    message = say("%(case)s当事人申请听证，请确定主持人和日期。", case=case.case_no)
    subject = gate.subject_of(case)
    workflow.notify(subject, role=Role.LEGAL_REVIEWER, message=message, at=at, excluding=actor)
    progress.report(case, at=at)
    return hearing


def summons_context(case: Case, hearing: Hearing, setting: Setting, *, on: date) -> dict[str, Any]:
    """What the summons will say, for the paper and its preview."""
    _apply(hearing, setting)
    return _context(case, hearing, on=on)


def _apply(hearing: Hearing, setting: Setting) -> None:
    hearing.set_for, hearing.place = setting.set_for, setting.place.strip()
    hearing.chair, hearing.is_public = setting.chair, setting.is_public
    hearing.panel, hearing.clerk = setting.panel.strip(), setting.clerk.strip()


def _context(case: Case, hearing: Hearing, *, on: date) -> dict[str, Any]:
    told = hearing.notice
    shared = proposals.context_of(case, told.proposal, on=on)
    return papers.hearing_context(shared, hearing, told.paper.number)


@transaction.atomic
def set_hearing(case_id: int, *, setting: Setting, actor: User, at: datetime) -> Hearing:
    """Fix day, place and chair, seven working days ahead, and draw up the summons."""
    case = gate.lock(case_id)
    gate.take(case, "set_hearing", actor=actor, at=at)
    return _summon(case, setting, actor=actor, at=at)


@transaction.atomic
def reset_hearing(
    case_id: int, *, setting: Setting, reason: str, actor: User, at: datetime
) -> Hearing:
    """Put the hearing off, or before another chair (第六十四条第四项), by a summons of its own."""
    case = gate.lock(case_id)
    if not reason.strip():
        raise Refused(say("须写明改期或者更换主持人的理由。"))
    gate.take(case, "reset_hearing", actor=actor, at=at, note=reason)
    return _summon(case, setting, actor=actor, at=at)


def _summon(case: Case, setting: Setting, *, actor: User, at: datetime) -> Hearing:
    """Draw up the summons; one that went before is no longer valid."""
    hearing, on = asked_for(case), timezone.localdate(at)
    if refusals := _refuse_setting(case, setting, on):
        raise Refused(*refusals)
    if hearing.summons is not None:
        documents.withdraw(hearing.summons, reason="另行通知听证", on=on)
    context = summons_context(case, hearing, setting, on=on)
    subject = gate.subject_of(case)
    hearing.summons = documents.issue(
        papers.SUMMONS, subject, context, office=case.office, actor=actor, at=at
    )
    hearing.noticed_on = None
    hearing.save()
    officers = [officer.user for officer in case.serving_officers()]
    message = say("%(case)s听证通知书已制作，请及时送达。", case=case.case_no)
    workflow.notify(subject, users=officers, message=message, at=at, excluding=actor)
    return hearing


def _refuse_setting(case: Case, setting: Setting, on: date) -> list[Any]:
    """The day, and that nobody on the panel has investigated the case (第六十四条第四项)."""
    day = timezone.localdate(setting.set_for)
    officers = list(case.officers.select_related("user"))
    presided = any(officer.user_id == setting.chair.pk for officer in officers)
    named = f"{setting.panel} {setting.clerk}"
    refusals = [
        rule.refuse_day(on, day, rulebook.calendar()),
        rule.refuse_chair(has_investigated=presided),
        *(
            say("%(name)s是本案调查人员，不得参加听证组。", name=name)
            for name in sorted({officer.user.name for officer in officers})
            if name in named
        ),
    ]
    return [refusal for refusal in refusals if refusal is not None]


@transaction.atomic
def serve_summons(case_id: int, handing: Handing, *, actor: User, at: datetime) -> Delivery:
    """Record service of the summons; seven working days must lie between it and the hearing."""
    case = gate.lock(case_id)
    hearing = asked_for(case)
    if hearing.summons is None:
        raise Refused(say("尚未发出听证通知书。"))
    delivery = deliveries.deliver(
        case, "serve_summons", hearing.summons, handing, actor=actor, at=at
    )
    hearing.noticed_on = delivery.served_on
    hearing.save(update_fields=["noticed_on"])
    return delivery


def record_context(
    case: Case, hearing: Hearing, *, attendance: str, course: str, conclusion: str, held_on: date
) -> dict[str, Any]:
    """What the record and the report will say."""
    hearing.attendance, hearing.course = attendance.strip(), course.strip()
    hearing.conclusion, hearing.held_on = conclusion.strip(), held_on
    return _context(case, hearing, on=held_on)


@transaction.atomic
def hold_hearing(
    case_id: int,
    *,
    held_on: date,
    attendance: str,
    course: str,
    conclusion: str,
    actor: User,
    at: datetime,
) -> Hearing:
    """Keep the record (笔录) and the report of the hearing that was held."""
    case = gate.lock(case_id)
    hearing = asked_for(case)
    gate.take(case, "hold_hearing", actor=actor, at=at, occurred_at=start_of(held_on))
    if hearing.set_for is None or not (
        timezone.localdate(hearing.set_for) <= held_on <= timezone.localdate(at)
    ):
        raise Refused(say("举行日期须在通知的听证日期之后、今天之前（均含当日）。"))
    context = record_context(
        case, hearing, attendance=attendance, course=course, conclusion=conclusion, held_on=held_on
    )
    subject, office = gate.subject_of(case), case.office
    hearing.record, hearing.report = (
        documents.issue(kind, subject, context, office=office, actor=actor, at=at)
        for kind in (papers.RECORD, papers.REPORT)
    )
    hearing.save()
    progress.report(case, at=at)
    return hearing


@transaction.atomic
def end_hearing(case_id: int, *, reason: str, actor: User, at: datetime) -> Hearing:
    """The party withdraws its request, or stays away without good reason."""
    case = gate.lock(case_id)
    hearing = asked_for(case)
    if not reason.strip():
        raise Refused(say("终止听证须写明事由。"))
    gate.take(case, "end_hearing", actor=actor, at=at, note=reason)
    hearing.ended_on, hearing.end_reason = timezone.localdate(at), reason.strip()
    hearing.save(update_fields=["ended_on", "end_reason"])
    progress.report(case, at=at)
    return hearing
