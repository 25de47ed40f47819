"""不予受理: a coded ground is proposed, a head decides, and the paper says where to go."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.policy.roles import Role
from complaints import papers
from complaints.models import Complaint, Refusal
from complaints.policy.acceptance import REASONS, Code
from complaints.procedure import State
from complaints.services import gate, supplements
from documents import services as documents
from statutes.refusal import Refused
from statutes.wording import say, term
from workflow import services as workflow
from workflow.models import Approval, Clock

APPROVAL = "complaint_refusal"


@transaction.atomic
def propose_refusal(
    complaint_id: int, *, code: Code, reason: str, actor: User, at: datetime, body: str = ""
) -> Refusal:
    """Lay a ground for refusal before the unit head; the five working days run on."""
    _require_whole(code, reason, body)
    complaint = gate.locked(complaint_id)
    waited = complaint.state == State.SUPPLEMENT_REQUESTED.value
    name = "propose_refusal_unsupplied" if waited else "propose_refusal"
    step = gate.check(complaint, name, actor=actor, at=at)
    if waited:
        supplements.lapse(complaint, actor=actor, at=at)
    _require_asked_first(complaint, code)
    approval = workflow.propose(
        complaint.subject,
        kind=APPROVAL,
        label=term("不予受理"),
        role=Role.UNIT_HEAD,
        proposer=actor,
        at=at,
        opinion=reason,
        content={"code": code.value, "reason": reason, "body": body},
    )
    gate.take(complaint, step, actor=actor, at=at, note=reason, payload={"code": code.value})
    return Refusal.objects.create(
        complaint=complaint,
        code=code.value,
        reason=reason,
        body=body,
        approval_id=approval.pk,
        proposed_at=at,
    )


@transaction.atomic
def decide_refusal(
    complaint_id: int, *, approved: bool, opinion: str, actor: User, at: datetime
) -> Complaint:
    """Refuse in writing, or give the complaint back to the desk (若干规定 第十八条)."""
    complaint = gate.locked(complaint_id)
    name = "refuse" if approved else "return_refusal"
    step = gate.check(complaint, name, actor=actor, at=at)
    refusal = complaint.refusals.get(returned_at=None)
    workflow.decide(refusal.approval_id, decider=actor, approved=approved, opinion=opinion, at=at)
    if approved:
        _refuse(complaint, refusal, actor=actor, at=at)
    else:
        refusal.returned_at = at
        refusal.save(update_fields=["returned_at"])
    return gate.take(complaint, step, actor=actor, at=at, note=opinion)


def give_up(complaint: Complaint, *, reason: str, at: datetime) -> None:
    """Drop a refusal that waits for its decision: the complaint was withdrawn meanwhile."""
    waiting = complaint.refusals.filter(returned_at=None, decided_on=None)
    if waiting.update(returned_at=at):
        workflow.void_approvals(complaint.subject, kind=APPROVAL, reason=reason)


def pending_approval(complaint: Complaint) -> Approval | None:
    return Approval.objects.of(complaint.subject).pending().filter(kind=APPROVAL).first()


def _refuse(complaint: Complaint, refusal: Refusal, *, actor: User, at: datetime) -> None:
    refusal.paper = documents.issue(
        papers.REFUSAL_NOTICE,
        complaint.subject,
        papers.refusal_notice(
            complaint, code=Code(refusal.code), reason=refusal.reason, body=refusal.body
        ),
        office=complaint.office,
        actor=actor,
        at=at,
    )
    refusal.decided_on = timezone.localdate(at)
    refusal.save(update_fields=["paper", "decided_on"])
    gate.stop_clock(complaint, actor=actor, at=at, outcome=Clock.State.MET)


def _require_whole(code: Code, reason: str, body: str) -> None:
    """No refusal without its facts, and none that sends people away without an address."""
    if not reason.strip():
        raise Refused(say("请写明不予受理的具体理由。"))
    if REASONS[code].names_body and not body.strip():
        raise Refused(say("请写明应当向哪个机关提出，并附地址或者电话。"))


def _require_asked_first(complaint: Complaint, code: Code) -> None:
    asked = complaint.supplement_requests.exclude(lapsed_at=None).exists()
    if REASONS[code].after_supplement and not asked:
        raise Refused(say("被投诉单位不明确的，应当先告知补正，逾期未补正的才可以不予受理。"))
