"""调查终结: the report, the proposal with its ranges, and the head's decision on it.

若干规定 第三十三条: 案件处理报批表; 第三十七条: fifteen working days from the end of the
investigation; 处罚法 第六十条: ninety days from filing for a penalty.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from accounts.policy.roles import Role
from cases.models import Case
from cases.papers import proposal as papers
from cases.papers.parts import signed_opinion
from cases.policy.decision import Kind
from cases.policy.investigation_limit import CLOCK as INVESTIGATION
from cases.policy.proposal import Draft, law_of
from cases.procedure.states import CONCLUSION
from cases.services import correction, filing, gate, progress, proposals
from documents import services as documents
from statutes.clocks import start_of
from workflow import services as workflow

AFTER_INVESTIGATION, NINETY_DAYS = "decision_after_investigation", "penalty_90_days"


def shared_context(case: Case, draft: Draft, *, at: datetime) -> dict[str, Any]:
    """What the report and the approval form say in common, for the papers and their preview."""
    on = timezone.localdate(at)
    measured = proposals.measure_all(case, draft.grounds, on=on)
    evidence = list(case.evidence.standing().order_by("serial"))
    return papers.proposal_context(
        case,
        case.serving_officers(),
        draft,
        measured,
        law=law_of(draft, measured),
        evidence=evidence,
        on=on,
    )


def form_context(case: Case, draft: Draft, *, actor: User, at: datetime) -> dict[str, Any]:
    """The 案件处理报批表 as the head will see it beside the decision."""
    opinion = signed_opinion(draft.opinion, actor.name, timezone.localdate(at))
    return papers.handling_approval(shared_context(case, draft, at=at), officer_opinion=opinion)


@transaction.atomic
def conclude_investigation(
    case_id: int, *, draft: Draft, course: str, actor: User, at: datetime
) -> Case:
    """End the investigation: report it, and lay the proposal before the unit head."""
    case = gate.lock(case_id)
    proposal = proposals.write(case, draft, actor=actor, at=at)
    proposals.refuse_heavier(case, proposal)
    proposals.refuse_repetition(case, proposal)
    payload = {"kind": proposal.kind, "fine": str(proposal.fine)}
    gate.take(
        case, "conclude_investigation", actor=actor, at=at, note=draft.opinion, payload=payload
    )
    context = papers.investigation_report(
        shared_context(case, draft, at=at), course=course, on=timezone.localdate(at)
    )
    subject, kind = gate.subject_of(case), papers.INVESTIGATION_REPORT
    proposal.report = documents.issue(
        kind, subject, context, office=case.office, actor=actor, at=at
    )
    proposal.save(update_fields=["report"])
    lay_before_head(case, draft, actor=actor, at=at)
    _count_to_decision(case, draft.kind, actor=actor, at=at)
    progress.report(case, at=at)
    return case


def lay_before_head(case: Case, draft: Draft, *, actor: User, at: datetime) -> None:
    """Ask the unit head to agree to the proposal (若干规定 第三十三条)."""
    filing.propose(
        case,
        papers.HANDLING_APPROVAL,
        form_context(case, draft, actor=actor, at=at),
        kind=CONCLUSION,
        role=Role.UNIT_HEAD,
        actor=actor,
        opinion=draft.opinion,
        at=at,
    )


def _count_to_decision(case: Case, kind: Kind, *, actor: User, at: datetime) -> None:
    """The investigation's limit is met; fifteen working days and the ninety days of filing run."""
    gate.stop_if_open(case, INVESTIGATION, actor=actor, at=at)
    subject = gate.subject_of(case)
    workflow.start_clock(subject, AFTER_INVESTIGATION, base_at=at, actor=actor, at=at)
    count_ninety_days(case, kind, actor=actor, at=at)


def count_ninety_days(case: Case, kind: Kind, *, actor: User, at: datetime) -> None:
    """处罚法 第六十条: they run from filing, whenever a penalty comes to be proposed.

    Where a decision fell or left wages, the matter began once more on that day.
    """
    if kind is not Kind.PENALTY or case.filed_on is None or gate.is_running(case, NINETY_DAYS):
        return
    last = case.decisions.aggregate(last=Max("replaced_at"))["last"]
    subject, began = gate.subject_of(case), last or start_of(case.filed_on)
    workflow.start_clock(subject, NINETY_DAYS, base_at=began, actor=actor, at=at)


@transaction.atomic
def decide_conclusion(
    case_id: int, *, approved: bool, actor: User, opinion: str, at: datetime
) -> Case:
    """Agree to the proposal, or send it back to be investigated further."""
    case = gate.lock(case_id)
    name = "approve_conclusion" if approved else "return_conclusion"
    gate.take(case, name, actor=actor, at=at, note=opinion)
    approval = gate.decide(case, CONCLUSION, actor=actor, approved=approved, opinion=opinion, at=at)
    if approved:
        proposal = proposals.current(case)
        form = papers.HANDLING_APPROVAL
        proposal.form = filing.issue_form(case, form, approval, actor=actor, at=at)
        proposal.save(update_fields=["form"])
    else:
        investigate_further(case, reason=opinion, actor=actor, at=at)
    progress.report(case, at=at)
    return case


def investigate_further(case: Case, *, reason: str, actor: User, at: datetime) -> None:
    """Back to the investigation: its own limit goes on, those of the decision fall away."""
    clocks = (AFTER_INVESTIGATION, NINETY_DAYS, "defence", "hearing_request")
    gate.stop_if_open(case, *clocks, actor=actor, at=at, outcome="cancelled", note=reason)
    correction.go_on_counting(case, actor=actor, at=at)
