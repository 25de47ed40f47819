"""The yearly plan and special campaigns: drawn up, laid before the head, approved or returned."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.jurisdiction import within_prefixes
from accounts.models import Division, Office, User
from accounts.policy.roles import Role
from documents import services as documents
from documents.models import Paper
from grids.models import PatrolPlan
from grids.papers.plans import PLAN, plan_context
from grids.perms import why_not_planned
from grids.procedure import APPROVAL
from statutes.refusal import Refused
from statutes.wording import say, term
from workflow import services as workflow
from workflow.models import Approval

KIND = "patrol_plan"
LABEL = term("巡查计划")
Status = PatrolPlan.Status


@transaction.atomic
def draw_up(office: Office, *, actor: User, at: datetime, **facts: Any) -> PatrolPlan:
    """Draw up a plan: range, time, objects, procedure."""
    _require_planner(actor, office.pk, at)
    _require_in_place(office, facts["division"])
    plan = PatrolPlan.objects.create(office=office, proposed_by=actor, proposed_at=at, **facts)
    _record(plan, "draw_up_plan", term("拟订巡查计划"), actor=actor, at=at)
    return plan


@transaction.atomic
def revise(plan_id: int, *, actor: User, at: datetime, **facts: Any) -> PatrolPlan:
    """Change a plan that nobody has approved or is asked to approve."""
    plan = _locked(plan_id)
    _require_planner(actor, plan.office_id, at)
    _require_status(plan, Status.DRAFT)
    _require_in_place(plan.office, facts["division"])
    for name, value in facts.items():
        setattr(plan, name, value)
    plan.save(update_fields=list(facts))
    _record(plan, "revise_plan", term("修改巡查计划"), actor=actor, at=at)
    return plan


@transaction.atomic
def submit(plan_id: int, *, opinion: str, actor: User, at: datetime) -> PatrolPlan:
    """Lay the plan before the head of the department."""
    plan = _locked(plan_id)
    _require_planner(actor, plan.office_id, at)
    _require_status(plan, Status.DRAFT)
    workflow.propose(
        plan.subject,
        kind=KIND,
        label=LABEL,
        role=Role.BUREAU_HEAD,
        proposer=actor,
        at=at,
        opinion=opinion,
        content=content_of(plan),
    )
    plan.status = Status.SUBMITTED
    plan.save(update_fields=["status"])
    _record(plan, "submit_plan", term("报批巡查计划"), actor=actor, at=at, note=opinion)
    return plan


@transaction.atomic
def decide(
    plan_id: int,
    *,
    approved: bool,
    opinion: str,
    approval_id: int | None = None,
    actor: User,
    at: datetime,
) -> PatrolPlan:
    """Approve the plan, which then stands as it is and is printed, or send it back.

    `approval_id` is the proposal that the person saw: a later one is not decided unseen.
    """
    plan = _locked(plan_id)
    _require_status(plan, Status.SUBMITTED)
    pending = waiting(plan)
    if pending is None or approval_id not in (None, pending):
        raise Refused(say("计划已经重新报批，请刷新、看过现在的内容以后再审批。"))
    workflow.decide(pending, decider=actor, approved=approved, opinion=opinion, at=at)
    plan.status = Status.APPROVED if approved else Status.DRAFT
    plan.approved_on = timezone.localdate(at) if approved else None
    plan.save(update_fields=["status", "approved_on"])
    label = term("批准巡查计划") if approved else term("退回巡查计划")
    _record(plan, "decide_plan", label, actor=actor, at=at, note=opinion)
    if approved:
        context = plan_context(plan)
        documents.issue(PLAN, plan.subject, context, office=plan.office, actor=actor, at=at)
    return plan


def waiting(plan: PatrolPlan) -> int | None:
    """The proposal of the plan that waits for the head."""
    rows = Approval.objects.of(plan.subject).pending().filter(kind=KIND)
    return rows.values_list("pk", flat=True).first()


def paper_of(plan: PatrolPlan) -> Paper | None:
    found: Paper | None = Paper.objects.of(plan.subject).issued().first()
    return found


def content_of(plan: PatrolPlan) -> Mapping[str, str]:
    """What the approver sees and the approval keeps."""
    return {
        "title": plan.title,
        "kind": plan.kind,
        "division": plan.division_id,
        "from_on": plan.from_on.isoformat(),
        "to_on": plan.to_on.isoformat(),
        "targets": plan.targets,
        "industry": plan.industry,
        "by_lot": "yes" if plan.by_lot else "no",
        "scope": plan.scope,
        "procedure": plan.procedure,
    }


def _locked(plan_id: int) -> PatrolPlan:
    rows = PatrolPlan.objects.select_for_update(of=("self",))
    return rows.select_related("office", "division").get(pk=plan_id)


def _require_planner(actor: User, office_id: int, at: datetime) -> None:
    wrong = why_not_planned(actor, office_id, timezone.localdate(at))
    if wrong is not None:
        raise Refused(wrong)


def _require_status(plan: PatrolPlan, status: Status) -> None:
    if plan.status != status:
        raise Refused(
            say(
                "巡查计划现在是“%(state)s”，不能办理此项。",
                state=say(str(Status(plan.status).label)),
            )
        )


def _require_in_place(office: Office, division: Division) -> None:
    prefixes = office.jurisdictions.values_list("prefix", flat=True)
    inside = within_prefixes(prefixes, "pk")
    if not Division.objects.filter(inside, pk=division.pk).exists():
        raise Refused(say("检查范围超出了本机构的管辖范围。"))


def _record(
    plan: PatrolPlan, act: str, label: str, *, actor: User, at: datetime, note: str = ""
) -> None:
    workflow.record(
        plan.subject, act=act, label=label, actor=actor, at=at, citation=APPROVAL, note=note
    )
