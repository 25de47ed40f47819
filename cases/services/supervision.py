"""What heads do with a running case: name its officers, extend its investigation."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.perms import may_investigate
from accounts.policy.roles import Role
from cases.models import Case
from cases.policy.investigation_limit import CLOCK, extension_days
from cases.procedure.states import EXTENSION
from cases.services import filing, gate
from statutes.refusal import Refused
from statutes.wording import say
from workflow import services as workflow


@transaction.atomic
def assign_officers(
    case_id: int,
    *,
    lead: User,
    assistants: Sequence[User],
    actor: User,
    at: datetime,
    note: str = "",
    is_told_at_once: bool = True,
) -> Case:
    """Name the officers anew; the case's running limits pass to the new lead.

    A hand-over tells its two officers once, of all their cases together.
    """
    case = gate.lock(case_id)
    on = timezone.localdate(at)
    refusals = [r for u in (lead, *assistants) if (r := may_investigate(u, on)) is not None]
    if refusals or not assistants:
        raise Refused(*(refusals or [say("监察执法不得少于两人，还须指定协办监察员。")]))
    case.officers.serving().update(relieved_at=at)
    filing.appoint(case, lead, assistants, actor=actor, at=at)
    gate.take(case, "assign_officers", actor=actor, at=at, note=note)
    subject = gate.subject_of(case)
    workflow.hand_over_clocks(subject)
    if is_told_at_once:
        told = [lead, *assistants]
        message = say("您已被指定承办%(case)s", case=case.case_no)
        workflow.notify(subject, users=told, message=message, at=at, excluding=actor)
    return case


@transaction.atomic
def propose_extension(case_id: int, *, actor: User, opinion: str, at: datetime) -> Case:
    """Ask the bureau head for the further working days of 条例 第十七条."""
    case = gate.lock(case_id)
    if not opinion.strip():
        raise Refused(say("申请延长须写明案情复杂的理由。"))
    gate.take(case, "propose_extension", actor=actor, at=at, note=opinion)
    workflow.propose(
        gate.subject_of(case),
        kind=EXTENSION,
        label="延长调查期限审批",
        role=Role.BUREAU_HEAD,
        proposer=actor,
        at=at,
        opinion=opinion,
        content={"case_no": case.case_no, "reason": opinion},
    )
    return case


@transaction.atomic
def decide_extension(
    case_id: int, *, approved: bool, actor: User, opinion: str, at: datetime
) -> Case:
    """Grant or refuse the extension; granted only before the sixty working days have expired."""
    case = gate.lock(case_id)
    name = "approve_extension" if approved else "refuse_extension"
    gate.take(case, name, actor=actor, at=at, note=opinion)
    gate.decide(case, EXTENSION, actor=actor, approved=approved, opinion=opinion, at=at)
    if approved and case.filed_on is not None:
        length = extension_days(case.filed_on)
        subject = gate.subject_of(case)
        workflow.extend_clock(subject, CLOCK, length=length, actor=actor, at=at, note=opinion)
        case.is_extended = True
        case.save(update_fields=["is_extended"])
    return case
