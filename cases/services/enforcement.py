"""催告, 申请强制执行, and what the court makes of it (强制法 第五十三条至第五十八条)."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.policy.roles import Role
from cases.models import Case, CourtApplication, Demand
from cases.papers.enforcement import (
    COURT_APPLICATION,
    DEMAND,
    Application,
    court_application,
    demand,
)
from cases.policy.court import ENDS, RULINGS, STARTS, Answer, CourtFacts, refuse_answer
from cases.procedure.states import COURT
from cases.services import dues, filing, gate, performance, progress
from documents import services as documents
from statutes.clocks import start_of
from statutes.refusal import Refused
from statutes.wording import say
from workflow import services as workflow


def demand_context(case: Case, *, method: str, on: date) -> dict[str, Any]:
    """The 催告书 with what is owed on that day."""
    decision = dues.standing(case)
    account = dues.account(case, decision, on)
    return demand(case, case.serving_officers(), decision, account, method=method.strip(), on=on)


@transaction.atomic
def issue_demand(case_id: int, *, method: str, actor: User, at: datetime) -> Demand:
    """Demand performance within ten working days of service (强制法 第五十四条)."""
    case = gate.lock(case_id)
    on = timezone.localdate(at)
    context = demand_context(case, method=method, on=on)
    payload = {"amount": str(context["total"])}
    gate.take(case, "issue_demand", actor=actor, at=at, payload=payload)
    subject = gate.subject_of(case)
    paper = documents.issue(DEMAND, subject, context, office=case.office, actor=actor, at=at)
    return Demand.objects.create(decision=dues.standing(case), paper=paper, issued_on=on)


# ---------------------------------------------------------------- the application


def application_context(case: Case, written: Application, *, on: date) -> dict[str, Any]:
    """The 强制执行申请书 as the head will sign it; refused where no demand was made."""
    decision = dues.standing(case)
    sent = sent_demand(case)
    account = dues.account(case, decision, on)
    officers = case.serving_officers()
    return court_application(case, officers, decision, sent, account, written, on=on)


def sent_demand(case: Case) -> Demand:
    sent: Demand | None = getattr(dues.standing(case), "demand", None)
    if sent is None:
        raise Refused(say("尚未催告，不得申请强制执行。"))
    return sent


@transaction.atomic
def propose_application(
    case_id: int, written: Application, *, opinion: str, actor: User, at: datetime
) -> Case:
    """Lay the application before the head, with what the party said to the demand (第三十六条)."""
    case = gate.lock(case_id)
    sent = sent_demand(case)
    gate.take(case, "propose_application", actor=actor, at=at, note=opinion)
    sent.reply = written.reply.strip()
    sent.save(update_fields=["reply"])
    filing.propose(
        case,
        COURT_APPLICATION,
        application_context(case, written, on=timezone.localdate(at)),
        kind=COURT,
        role=Role.BUREAU_HEAD,
        actor=actor,
        opinion=opinion,
        at=at,
    )
    return case


@transaction.atomic
def decide_application(
    case_id: int, *, approved: bool, actor: User, opinion: str, at: datetime
) -> Case:
    """The head signs the application (第五十五条), or returns it with what is wanting."""
    case = gate.lock(case_id)
    name = "approve_application" if approved else "return_application"
    gate.take(case, name, actor=actor, at=at, note=opinion)
    approval = gate.decide(case, COURT, actor=actor, approved=approved, opinion=opinion, at=at)
    if not approved:
        return case
    paper = filing.issue_form(case, COURT_APPLICATION, approval, actor=actor, at=at)
    CourtApplication.objects.create(
        decision=dues.standing(case),
        paper=paper,
        court=approval.content["court"],
        signed_by=actor,
        applied_on=timezone.localdate(at),
    )
    gate.stop_if_open(case, dues.DEMAND, dues.COURT, actor=actor, at=at)
    subject = gate.subject_of(case)
    workflow.start_clock(subject, "court_acceptance", base_at=at, actor=actor, at=at)
    progress.report(case, at=at)
    return case


# ---------------------------------------------------------------- the court


def application_of(case: Case) -> CourtApplication:
    found = CourtApplication.objects.filter(decision=dues.standing(case)).first()
    if found is None:
        raise Refused(say("尚未申请强制执行。"))
    return found


@transaction.atomic
def record_court_answer(
    case_id: int, *, answer: Answer, on: date, note: str, actor: User, at: datetime
) -> CourtApplication:
    """Record what the court answered; each answer ends one limit and may start another."""
    case = gate.lock(case_id)
    applied = application_of(case)
    if refusal := refuse_answer(answer, _court_facts(applied), on=on, today=timezone.localdate(at)):
        raise Refused(refusal)
    payload = {"answer": answer.value, "on": on.isoformat()}
    gate.take(
        case,
        "record_court_answer",
        actor=actor,
        at=at,
        note=note,
        payload=payload,
        occurred_at=start_of(on),
    )
    _write_answer(applied, answer, on, note)
    gate.stop_if_open(case, *ENDS[answer], actor=actor, at=at)
    if code := STARTS.get(answer):
        subject = gate.subject_of(case)
        workflow.start_clock(subject, code, base_at=start_of(on), actor=actor, at=at)
    return applied


def _court_facts(applied: CourtApplication) -> CourtFacts:
    granted = applied.ruling == CourtApplication.Ruling.GRANTED
    return CourtFacts(
        applied_on=applied.applied_on,
        is_accepted=applied.accepted_on is not None,
        is_refused=applied.refused_on is not None or bool(applied.ruling) and not granted,
        is_granted=granted,
    )


def _write_answer(applied: CourtApplication, answer: Answer, on: date, note: str) -> None:
    if answer is Answer.ACCEPTED:
        applied.accepted_on = on
    elif answer is Answer.NOT_ACCEPTED:
        applied.refused_on = on
    elif answer in RULINGS:
        applied.ruling, applied.ruled_on = answer.value, on
    if note.strip():
        applied.note = f"{applied.note}\n{on.isoformat()} {note.strip()}".strip()
    applied.save()


@transaction.atomic
def end_enforcement(
    case_id: int, *, ended_on: date, reason: str, actor: User, at: datetime
) -> Case:
    """The court ended the enforcement (终结执行): nothing more can be got by it."""
    case = gate.lock(case_id)
    applied, decision = application_of(case), dues.standing(case)
    if not reason.strip():
        raise Refused(say("终结执行须写明依据的裁定和理由。"))
    if not applied.applied_on <= ended_on <= timezone.localdate(at):
        raise Refused(say("终结执行的日期须在申请之日至今天之间。"))
    occurred = start_of(ended_on)
    gate.take(case, "end_enforcement", actor=actor, at=at, note=reason, occurred_at=occurred)
    decision.ended_by_court_on = ended_on
    decision.save(update_fields=["ended_by_court_on"])
    performance.end_limits(case, actor=actor, at=at, note=reason, outcome="cancelled")
    progress.report(case, at=at)
    return case
