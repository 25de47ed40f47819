"""当场处罚: decided, served and perhaps paid within one act, then filed with the office.

处罚法 第五十一条至第五十三条、第六十八条至第七十一条; 若干规定 第三十二条.
"""

from datetime import date, datetime
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.policy.roles import Role
from cases.models import Case, Decision, Delivery, FinePayment, Proposal, ProposalGround
from cases.papers.service import SERVICE_RECEIPT, service_receipt
from cases.papers.spot import SPOT_DECISION, SpotPenalty, spot_decision
from cases.policy import simple_procedure
from cases.policy.decision import Kind
from cases.policy.delivery import Mode
from cases.policy.investigation_limit import CLOCK as INVESTIGATION
from cases.policy.performance import Item
from cases.policy.simple_procedure import SpotFacts
from cases.procedure.states import State
from cases.services import dues, filing, gate, progress, proposals, publicity
from documents import services as documents
from documents.models import Paper
from employers.models import Employer
from statutes.citations import listed
from statutes.penalties import Range, penalty_range
from statutes.refusal import Refused
from statutes.wording import say
from workflow import services as workflow

FILING, HANDOVER = "spot_order_filing", "spot_fine_handover"
# What an ordinary decision would still have waited for.
OVERTAKEN = (INVESTIGATION, "penalty_90_days", "decision_after_investigation")


@transaction.atomic
def penalise_lead(
    matter: filing.Lead,
    penalty: SpotPenalty,
    *,
    lead: User,
    assistant: User,
    actor: User,
    at: datetime,
) -> Decision:
    """Decide at once on what two officers found on the scene; the case begins with that day."""
    if matter.complaint is not None:
        raise Refused(say("投诉事项须先受理立案，不能直接当场处罚。"))
    case = filing.create(matter, at)
    filing.appoint(case, lead, [assistant], actor=actor, at=at)
    case.filed_on = timezone.localdate(at)
    return _penalise(case, penalty, state=State.LEAD, actor=actor, at=at)


@transaction.atomic
def penalise(case_id: int, penalty: SpotPenalty, *, actor: User, at: datetime) -> Decision:
    """Decide at once in a case under investigation that turned out to be small and certain."""
    case = gate.lock(case_id)
    return _penalise(case, penalty, state=case.status, actor=actor, at=at)


def _penalise(
    case: Case, penalty: SpotPenalty, *, state: State, actor: User, at: datetime
) -> Decision:
    allowed = _allowed(case, penalty, on=timezone.localdate(at))
    payload = {"violation": penalty.violation, "fine": str(penalty.fine)}
    gate.take(case, "penalise_on_the_spot", state=state, actor=actor, at=at, payload=payload)
    paper = _issue(case, penalty, actor=actor, at=at)
    proposal = _write_down(case, penalty, allowed, actor=actor, at=at)
    decision = _decide(case, proposal, paper, actor=actor, at=at)
    _hand_over(case, paper, penalty, actor=actor, at=at)
    _take_effect(case, decision, penalty, actor=actor, at=at)
    publicity.draft_penalty(case, decision, at=at)
    message = say("%(case)s已当场处罚，请收取存档联备案。", case=case.case_no)
    subject = gate.subject_of(case)
    workflow.notify(subject, role=Role.UNIT_HEAD, message=message, at=at, excluding=actor)
    progress.report(case, at=at)
    return dues.standing(case)


def _allowed(case: Case, penalty: SpotPenalty, *, on: date) -> Range:
    """What the law of the day allows for the violation; refused where this is not within it."""
    facts = SpotFacts(
        fine=penalty.fine,
        is_unit=case.employer.kind == Employer.Kind.UNIT,
        facts_are_certain=penalty.facts_are_certain,
        rights_were_told=penalty.rights_were_told,
        defence=penalty.defence,
        receiver=penalty.receiver,
        refusal=penalty.refusal,
    )
    refusals = list(simple_procedure.refuse(facts))
    allowed = penalty_range(
        penalty.violation, on=on, workers=penalty.workers, amount=penalty.amount
    )
    order = case.orders.standing().first()
    refusals += simple_procedure.refuse_amount(
        allowed,
        penalty.fine,
        order_was_disobeyed=order is not None and order.status == order.Status.DISOBEYED,
        reason=penalty.reason,
    )
    if penalty.collection is not None:
        refusals += simple_procedure.refuse_collection(
            penalty.collection, penalty.fine, penalty.receipt_number
        )
    if refusals:
        raise Refused(*refusals)
    return allowed


def _issue(case: Case, penalty: SpotPenalty, *, actor: User, at: datetime) -> Paper:
    context = spot_decision(case, case.serving_officers(), penalty, at=at)
    subject, kind = gate.subject_of(case), SPOT_DECISION
    return documents.issue(kind, subject, context, office=case.office, actor=actor, at=at)


def _write_down(
    case: Case, penalty: SpotPenalty, allowed: Range, *, actor: User, at: datetime
) -> Proposal:
    """The officers' own finding stands where an ordinary case has a proposal."""
    case.proposals.current().update(superseded_at=at)
    proposal = Proposal.objects.create(
        case=case,
        kind=Kind.PENALTY.value,
        facts=penalty.facts,
        statement=penalty.defence,
        law=listed(allowed.bases),
        opinion="当场处罚",
        discretion=penalty.reason,
        fine=penalty.fine,
        proposed_by=actor,
        proposed_at=at,
    )
    ProposalGround.objects.create(
        proposal=proposal,
        row=1,
        violation=penalty.violation,
        workers=penalty.workers,
        amount=penalty.amount,
        minimum=0 if allowed.may or not penalty.fine else allowed.minimum,
        maximum=allowed.maximum,
        proposed=penalty.fine,
        reason_outside=penalty.reason,
        formula=proposals.reckoning(allowed),
    )
    return proposal


def _decide(case: Case, proposal: Proposal, paper: Paper, *, actor: User, at: datetime) -> Decision:
    return Decision.objects.create(
        case=case,
        proposal=proposal,
        kind=Kind.PENALTY.value,
        procedure=Decision.Procedure.SIMPLE,
        paper=paper,
        fine=proposal.fine,
        decided_on=timezone.localdate(at),
        decided_by=actor,
    )


def _hand_over(
    case: Case, paper: Paper, penalty: SpotPenalty, *, actor: User, at: datetime
) -> None:
    """Handed over on the scene; who will not sign has it all the same, and the paper says so."""
    on = timezone.localdate(at)
    delivery = Delivery(
        case=case,
        paper=paper,
        mode=Mode.DIRECT.value,
        handed_on=on,
        served_on=on,
        place=penalty.place,
        receiver=penalty.receiver,
        refusal=penalty.refusal,
        recorded_by=actor,
        recorded_at=at,
    )
    context = service_receipt(case, paper, case.serving_officers(), delivery)
    subject, kind = gate.subject_of(case), SERVICE_RECEIPT
    delivery.receipt = documents.issue(
        kind, subject, context, office=case.office, actor=actor, at=at
    )
    delivery.save(force_insert=True)
    documents.mark_served(paper, on=on)


def _take_effect(
    case: Case, decision: Decision, penalty: SpotPenalty, *, actor: User, at: datetime
) -> None:
    """In force at once (处罚法 第五十二条); the copy within two days, the fine within fifteen or,
    where the officers took it, handed in within two.
    """
    gate.stop_if_open(case, *OVERTAKEN, actor=actor, at=at)
    dues.begin(case, decision, decision.decided_on, actor=actor, at=at)
    subject = gate.subject_of(case)
    workflow.start_clock(subject, FILING, base_at=at, actor=actor, at=at)
    if penalty.collection is not None:
        _collect(decision, penalty, actor=actor, at=at)
        dues.settle(case, dues.standing(case), actor=actor, at=at)
        workflow.start_clock(subject, HANDOVER, base_at=at, actor=actor, at=at)


def _collect(decision: Decision, penalty: SpotPenalty, *, actor: User, at: datetime) -> None:
    FinePayment.objects.create(
        decision=decision,
        of=Item.FINE.value,
        paid_on=decision.decided_on,
        amount=decision.fine,
        receipt_number=penalty.receipt_number.strip(),
        token=uuid4(),
        recorded_by=actor,
        recorded_at=at,
    )


@transaction.atomic
def file_spot_penalty(case_id: int, *, note: str, actor: User, at: datetime) -> Case:
    """The office receives the filing copy and what was collected (备案; 处罚法 第七十一条)."""
    case = gate.lock(case_id)
    gate.take(case, "file_spot_penalty", actor=actor, at=at, note=note)
    gate.stop_if_open(case, FILING, HANDOVER, actor=actor, at=at)
    return case
