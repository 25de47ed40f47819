"""补正: asking a complainant for what is missing; the five working days stop and begin anew."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from complaints import papers
from complaints.models import Complaint, SupplementRequest
from complaints.services import attachments, gate
from documents import services as documents
from statutes.refusal import Refused
from statutes.wording import say
from workflow import services as workflow
from workflow.models import Clock

ANSWER = "complaint_supplement"


@transaction.atomic
def request_supplement(
    complaint_id: int, *, items: Sequence[str], due_on: date, actor: User, at: datetime
) -> SupplementRequest:
    """Ask in writing for what is missing (若干规定 第十八条); the clock waits for the answer.

    A last day that is a rest day moves on to the next working day (民法典 第二百零三条).
    """
    wanted = [item.strip() for item in items if item.strip()]
    if not wanted:
        raise Refused(say("请写明需要补正的内容。"))
    days = (due_on - timezone.localdate(at)).days
    if days < 1:
        raise Refused(say("补正期限须在今天以后，给投诉人留出准备的时间。"))
    complaint = gate.locked(complaint_id)
    step = gate.check(complaint, "request_supplement", actor=actor, at=at)
    subject = complaint.subject
    answer = workflow.start_clock(subject, ANSWER, base_at=at, actor=actor, at=at, length=days)
    last_day = timezone.localdate(answer.due_at)
    paper = documents.issue(
        papers.SUPPLEMENT_NOTICE,
        subject,
        papers.supplement_notice(complaint, items=wanted, due_on=last_day),
        office=complaint.office,
        actor=actor,
        at=at,
    )
    workflow.pause_clock(subject, gate.CLOCK, actor=actor, at=at, note=paper.number)
    gate.take(complaint, step, actor=actor, at=at, payload={"paper": paper.pk})
    return SupplementRequest.objects.create(
        complaint=complaint, items=wanted, due_on=last_day, asked_by=actor, asked_at=at, paper=paper
    )


@transaction.atomic
def receive_supplement(
    complaint_id: int,
    *,
    note: str,
    actor: User,
    at: datetime,
    files: Sequence[int] = (),
    supplied_at: datetime | None = None,
) -> Complaint:
    """Take in what was supplied, on `supplied_at` where that was earlier: five days begin there."""
    complaint = gate.locked(complaint_id)
    step = gate.check(complaint, "receive_supplement", actor=actor, at=at)
    request = _open(complaint)
    arrived = supplied_at or at
    if not request.asked_at <= arrived <= at:
        raise Refused(say("收到补正材料的时间须在告知补正之后、现在之前。"))
    request.supplied_at, request.supplied_note = arrived, note
    request.save(update_fields=["supplied_at", "supplied_note"])
    attachments.add(complaint, [("supplement", pk) for pk in files])
    workflow.stop_clock(complaint.subject, ANSWER, actor=actor, at=arrived)
    workflow.restart_clock(complaint.subject, gate.CLOCK, actor=actor, at=arrived, note=note)
    return gate.take(complaint, step, actor=actor, at=at, note=note)


def lapse(complaint: Complaint, *, actor: User, at: datetime) -> None:
    """Close a request that went unanswered: the office must decide, so five days begin anew."""
    drop(complaint, actor=actor, at=at)
    workflow.restart_clock(complaint.subject, gate.CLOCK, actor=actor, at=at, note="逾期未补正")


def drop(complaint: Complaint, *, actor: User, at: datetime) -> None:
    """Ask no longer: unanswered, or the complaint is withdrawn or merged."""
    request = complaint.open_supplement
    if request is None:
        return
    request.lapsed_at = at
    request.save(update_fields=["lapsed_at"])
    workflow.stop_clock(
        complaint.subject, ANSWER, actor=actor, at=at, outcome=Clock.State.CANCELLED
    )


def _open(complaint: Complaint) -> SupplementRequest:
    request = complaint.open_supplement
    if request is None:
        raise Refused(say("没有等待补正的告知，请刷新页面。"))
    return request
