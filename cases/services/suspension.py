"""中止调查: only where a local rule allows it; the investigation's clock stands meanwhile."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.policy.roles import Role
from cases.models import Case
from cases.papers.oversight import SUSPENSION_APPROVAL, suspension_approval
from cases.papers.parts import signed_opinion
from cases.policy.investigation_limit import CLOCK
from cases.procedure.states import SUSPENSION
from cases.services import filing, gate, progress
from rulebook import services as rulebook
from statutes.refusal import Refused
from statutes.wording import say
from workflow import services as workflow
from workflow.models import Clock


def form_context(case: Case, *, reason: str, actor: User, at: datetime) -> dict[str, Any]:
    """The 中止调查审批表 as the head will see it beside the decision."""
    on = timezone.localdate(at)
    rule = rulebook.dated_value(SUSPENSION, case.division_id, on)
    clock = Clock.objects.of(case.subject(None)).open().filter(code=CLOCK).first()
    return suspension_approval(
        case,
        case.serving_officers(),
        reason=reason.strip(),
        local_rule=rule.citation,
        due_on=timezone.localdate(clock.due_at) if clock else None,
        officer_opinion=signed_opinion(reason, actor.name, on),
        on=on,
    )


@transaction.atomic
def propose_suspension(case_id: int, *, reason: str, actor: User, at: datetime) -> Case:
    """Ask the bureau head to let the investigation rest: the party fled, no evidence can be had."""
    case = gate.lock(case_id)
    gate.take(case, "propose_suspension", actor=actor, at=at, note=reason)
    filing.propose(
        case,
        SUSPENSION_APPROVAL,
        form_context(case, reason=reason, actor=actor, at=at),
        kind=SUSPENSION,
        role=Role.BUREAU_HEAD,
        actor=actor,
        opinion=reason,
        at=at,
    )
    return case


@transaction.atomic
def decide_suspension(
    case_id: int, *, approved: bool, actor: User, opinion: str, at: datetime
) -> Case:
    """Suspend the investigation, its clock and all; or let it go on."""
    case = gate.lock(case_id)
    name = "approve_suspension" if approved else "refuse_suspension"
    gate.take(case, name, actor=actor, at=at, note=opinion)
    approval = gate.decide(case, SUSPENSION, actor=actor, approved=approved, opinion=opinion, at=at)
    if not approved:
        return case
    note = approval.proposal
    workflow.pause_clock(gate.subject_of(case), CLOCK, actor=actor, at=at, note=note)
    filing.issue_form(case, SUSPENSION_APPROVAL, approval, actor=actor, at=at)
    progress.report(case, at=at)
    return case


@transaction.atomic
def end_suspension(case_id: int, *, reason: str, actor: User, at: datetime) -> Case:
    """What stood in the way is gone: the investigation and its clock go on."""
    case = gate.lock(case_id)
    if not reason.strip():
        raise Refused(say("恢复调查须写明理由。"))
    gate.take(case, "end_suspension", actor=actor, at=at, note=reason)
    workflow.resume_clock(gate.subject_of(case), CLOCK, actor=actor, at=at, note=reason)
    progress.report(case, at=at)
    return case
