"""回避: asked for by a party or an officer, decided in three working days; the work goes on."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.policy.roles import Role
from cases.models import Case, Recusal
from cases.papers.oversight import RECUSAL_DECISION, recusal_decision
from cases.policy.recusal import CLOCK, Ground, refuse_request
from cases.services import gate
from documents import services as documents
from documents.models import Paper
from statutes.clocks import start_of
from statutes.refusal import Refused
from statutes.wording import say
from workflow import services as workflow


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks which officer to step back, on what ground, since when."""

    officer: User
    requested_by: str
    ground: Ground
    reason: str
    received_on: date


@transaction.atomic
def request_recusal(case_id: int, asked: Request, *, actor: User, at: datetime) -> Recusal:
    """Record the application; nothing on the case stops for it (处罚法 第四十三条)."""
    case = gate.lock(case_id)
    refusal = refuse_request(
        received_on=asked.received_on,
        today=timezone.localdate(at),
        is_serving=case.officers.serving().filter(user=asked.officer).exists(),
        is_pending=pending(case).filter(officer=asked.officer).exists(),
    )
    if refusal is not None:
        raise Refused(refusal)
    day = start_of(asked.received_on)
    payload = {"officer": asked.officer.pk, "ground": asked.ground.value}
    gate.take(case, "request_recusal", actor=actor, at=at, payload=payload, occurred_at=day)
    recusal = Recusal.objects.create(
        case=case,
        officer=asked.officer,
        requested_by=asked.requested_by.strip(),
        ground=asked.ground.value,
        reason=asked.reason.strip(),
        received_on=asked.received_on,
        recorded_by=actor,
        recorded_at=at,
    )
    subject = gate.subject_of(case)
    if not gate.is_running(case, CLOCK):
        workflow.start_clock(subject, CLOCK, base_at=day, actor=actor, at=at)
    message = say("%(case)s有回避申请等待决定（三个工作日）", case=case.case_no)
    workflow.notify(subject, role=Role.BUREAU_HEAD, message=message, at=at, excluding=actor)
    return recusal


def pending(case: Case) -> "QuerySet[Recusal]":
    return case.recusals.filter(decided_at__isnull=True)


@transaction.atomic
def decide_recusal(
    case_id: int, *, recusal: Recusal, approved: bool, opinion: str, actor: User, at: datetime
) -> Recusal:
    """Decide the application and tell the applicant; a granted one relieves the officer at once."""
    case = gate.lock(case_id)
    found: Recusal | None = pending(case).filter(pk=recusal.pk).select_for_update().first()
    if found is None:
        raise Refused(say("该回避申请已经决定，或者不属于本案。"))
    if found.officer_id == actor.pk:
        raise Refused(say("不得决定对本人的回避申请。"))
    if not opinion.strip():
        raise Refused(say("回避决定须写明理由。"))
    payload = {"recusal": found.pk, "granted": approved}
    gate.take(case, "decide_recusal", actor=actor, at=at, note=opinion, payload=payload)
    found.is_granted, found.opinion = approved, opinion.strip()
    found.decided_by, found.decided_at = actor, at
    found.paper = _issue(case, found, actor=actor, at=at)
    found.save()
    if approved:
        _relieve(case, found, actor=actor, at=at)
    _stop_clock(case, actor=actor, at=at)
    return found


def _issue(case: Case, recusal: Recusal, *, actor: User, at: datetime) -> Paper:
    context = recusal_decision(
        case,
        recusal,
        is_granted=bool(recusal.is_granted),
        opinion=recusal.opinion,
        decider=actor.name,
    )
    subject, kind = gate.subject_of(case), RECUSAL_DECISION
    return documents.issue(kind, subject, context, office=case.office, actor=actor, at=at)


def _relieve(case: Case, recusal: Recusal, *, actor: User, at: datetime) -> None:
    """The officer leaves the case; the unit head names another (two officers on every act)."""
    case.officers.serving().filter(user_id=recusal.officer_id).update(relieved_at=at)
    subject = gate.subject_of(case)
    workflow.hand_over_clocks(subject)
    message = say(
        "%(officer)s已回避%(case)s，请另行指定监察员。",
        officer=recusal.officer.name,
        case=case.case_no,
    )
    people = [recusal.officer]
    workflow.notify(subject, users=people, role=Role.UNIT_HEAD, message=message, at=at)


def _stop_clock(case: Case, *, actor: User, at: datetime) -> None:
    """The limit of this application ends; the next one that waits has its own from its own day."""
    gate.stop_if_open(case, CLOCK, actor=actor, at=at)
    if (waiting := pending(case).order_by("received_on").first()) is not None:
        base = start_of(waiting.received_on)
        workflow.start_clock(gate.subject_of(case), CLOCK, base_at=base, actor=actor, at=at)
