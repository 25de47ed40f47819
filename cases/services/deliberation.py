"""集体讨论 (处罚法 第五十七条第二款): every member's presence and view, and what was concluded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.models import Case, Deliberation, DeliberationMember
from cases.papers.review import DELIBERATION, deliberation_record
from cases.policy.deliberation import Member, carries, refuse_session
from cases.services import gate, proposals
from documents import services as documents
from statutes.refusal import Refused
from statutes.wording import Sentence, say
from workflow import services as workflow


@dataclass(frozen=True, slots=True)
class Seat:
    """One member as entered: present or not, for or against, and what was said."""

    name: str
    position: str = ""
    is_present: bool = True
    agrees: bool = True
    opinion: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """The session as it was held."""

    held_on: date
    place: str
    recorder: str
    conclusion: str
    seats: Sequence[Seat] = ()


def members_of(case: Case, seats: Sequence[Seat]) -> list[Member]:
    """The seats as the rule sees them: who investigated the case has no vote."""
    investigated = set(case.officers.values_list("user__name", flat=True))
    return [
        Member(
            name=seat.name.strip(),
            is_present=seat.is_present,
            has_investigated=seat.name.strip() in investigated,
            opinion=seat.opinion.strip(),
            agrees=seat.agrees,
        )
        for seat in seats
    ]


def record_context(case: Case, session: Session, *, chair: User, at: datetime) -> dict[str, Any]:
    """The 集体讨论记录, for the paper and its preview."""
    members, proposal = members_of(case, session.seats), proposals.current(case)
    review = proposal.reviews.filter(is_passed=True).first()
    return deliberation_record(
        proposals.context_of(case, proposal, on=timezone.localdate(at)),
        members=members,
        positions=[seat.position.strip() for seat in session.seats],
        held_on=session.held_on,
        place=session.place.strip(),
        chair=chair.name,
        recorder=session.recorder.strip(),
        conclusion=session.conclusion.strip(),
        is_carried=carries(members),
        review=review.opinion if review else "",
    )


@transaction.atomic
def deliberate(case_id: int, *, session: Session, actor: User, at: datetime) -> Deliberation:
    """Record the session of the leadership on the proposal that stands."""
    case = gate.lock(case_id)
    members = members_of(case, session.seats)
    gate.take(case, "deliberate", actor=actor, at=at, payload={"carried": carries(members)})
    if refusals := _refuse(session, members, actor, at):
        raise Refused(*refusals)
    context = record_context(case, session, chair=actor, at=at)
    subject = gate.subject_of(case)
    record = Deliberation.objects.create(
        case=case,
        proposal=proposals.current(case),
        paper=documents.issue(
            DELIBERATION, subject, context, office=case.office, actor=actor, at=at
        ),
        held_on=session.held_on,
        place=session.place.strip(),
        chair=actor,
        recorder=session.recorder.strip(),
        conclusion=session.conclusion.strip(),
        is_carried=carries(members),
        recorded_at=at,
    )
    _seat(record, session, case)
    officers = [officer.user for officer in case.serving_officers()]
    message = say("%(case)s已经集体讨论，请查看结论。", case=case.case_no)
    workflow.notify(subject, users=officers, message=message, at=at, excluding=actor)
    return record


def _refuse(
    session: Session, members: Sequence[Member], chair: User, at: datetime
) -> list[Sentence]:
    refusals = list(refuse_session(members))
    if session.held_on > timezone.localdate(at):
        refusals.append(say("讨论日期不得晚于今天。"))
    if not any(member.is_present and member.name == chair.name for member in members):
        refusals.append(say("主持人%(name)s须到会并发表意见。", name=chair.name))
    names = [member.name for member in members]
    if len(set(names)) < len(names):
        refusals.append(say("讨论人员重复填写。"))
    return refusals


def _seat(record: Deliberation, session: Session, case: Case) -> None:
    names = [seat.name.strip() for seat in session.seats]
    staff = User.objects.active().filter(office_id=case.office_id, name__in=names)
    known = {user.name: user for user in staff}
    DeliberationMember.objects.bulk_create(
        DeliberationMember(
            deliberation=record,
            row=row,
            user=known.get(seat.name.strip()),
            name=seat.name.strip(),
            position=seat.position.strip(),
            is_present=seat.is_present,
            agrees=seat.agrees,
            opinion=seat.opinion.strip(),
        )
        for row, seat in enumerate(session.seats, 1)
    )
