"""立案: from a complaint or another lead to a filed case, by two officers and a head.

若干规定 第十八条: a complaint is accepted, and its case filed, on the day of the head's approval;
第十九条: so is every case that grew out of a report, a patrol or a review.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from accounts.models import Office, User
from accounts.policy.roles import Role
from cases.models import Case, CaseOfficer, CaseSeries, CaseSource
from cases.papers.filing import FILING_APPROVAL, filing_approval
from cases.papers.parts import signed_opinion
from cases.policy.investigation_limit import CLOCK
from cases.policy.ledger import NOTHING
from cases.procedure.states import FILING, State
from cases.services import gate, ledger, progress
from complaints.models import Complaint
from complaints.procedure import State as ComplaintState
from complaints.services import acceptance
from documents import services as documents
from documents.freezing import plain
from documents.kinds import PaperKind
from documents.models import Paper
from employers.models import Employer
from statutes.money import yuan
from statutes.refusal import Refused
from statutes.wording import say
from workflow import services as workflow
from workflow.models import Approval

# What most complaints are about; the officer may name another 案由.
WAGE_ARREARS = "wage_arrears"


@dataclass(frozen=True, slots=True)
class Lead:
    """线索: what is known of a matter before there is a case."""

    office: Office
    employer: Employer
    division_id: str
    source: str
    cause: str
    summary: str
    reference: str = ""
    complaint: Complaint | None = None


@transaction.atomic
def open_from_complaint(
    complaint_id: int,
    *,
    lead: User,
    assistant: User,
    actor: User,
    opinion: str,
    at: datetime,
    cause: str = WAGE_ARREARS,
    summary: str = "",
) -> Case:
    """Propose filing on a complaint (拟立案); the five working days run on until the decision."""
    complaint = acceptance.propose_filing(complaint_id, actor=actor, at=at)
    if complaint.employer is None:
        raise Refused(say("尚未确认被投诉单位。请先从单位库中选定，或者登记新单位。"))
    matter = Lead(
        office=complaint.office,
        employer=complaint.employer,
        division_id=complaint.division_id,
        source=Case.Source.COMPLAINT if complaint.has_clock else Case.Source.REPORT,
        cause=cause,
        summary=summary.strip() or _told(complaint),
        reference=complaint.number,
        complaint=complaint,
    )
    return open_case(matter, lead=lead, assistants=[assistant], actor=actor, opinion=opinion, at=at)


def _told(complaint: Complaint) -> str:
    """What the complainants said, and the bare figures."""
    figures = (
        f"{complaint.worker_count}名劳动者投诉{complaint.employer_name}拖欠工资，"
        f"诉求合计{yuan(complaint.claimed)}元。"
    )
    return f"{figures}{complaint.statement}"


@transaction.atomic
def open_case(
    matter: Lead,
    *,
    lead: User,
    assistants: Sequence[User],
    actor: User,
    opinion: str,
    at: datetime,
    suggestion: str = "",
) -> Case:
    """Propose filing on any lead: number the case, name its officers, lay it before the head.

    `suggestion` is the ground (`policy.non_filing.Code`) on which the officer would not file.
    """
    case = create(matter, at)
    appoint(case, lead, assistants, actor=actor, at=at)
    gate.take(
        case,
        "propose_filing",
        state=State.LEAD,
        actor=actor,
        at=at,
        note=opinion,
        payload={"source": str(matter.source), "reference": matter.reference},
    )
    _ask_for_approval(case, actor=actor, opinion=opinion, at=at, suggestion=suggestion)
    return case


def create(matter: Lead, at: datetime) -> Case:
    """Give the matter a number; it waits as a proposal until the caller takes its first act."""
    year = timezone.localdate(at).year
    serial = _next_serial(matter.office, year)
    case = Case.objects.create(
        office=matter.office,
        year=year,
        serial=serial,
        case_no=f"{matter.office.prefix}案{year}-{serial:04d}",
        employer=matter.employer,
        subject_name=matter.employer.name,
        cause=matter.cause,
        division_id=matter.division_id,
        source=matter.source,
        summary=matter.summary,
        state=State.FILING_REVIEW.value,
        proposed_at=at,
    )
    CaseSource.objects.create(
        case=case, kind=matter.source, complaint=matter.complaint, reference=matter.reference
    )
    return case


def _next_serial(office: Office, year: int) -> int:
    """Take the next case number of the office and year; others wait until this act is decided."""
    CaseSeries.objects.bulk_create([CaseSeries(office=office, year=year)], ignore_conflicts=True)
    series = CaseSeries.objects.select_for_update().get(office=office, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last


def appoint(
    case: Case, lead: User, assistants: Sequence[User], *, actor: User, at: datetime
) -> None:
    """Name one officer in charge (主办) and those who assist (协办)."""
    chosen = [(lead, True), *((user, False) for user in assistants)]
    if len({user.pk for user, _ in chosen}) < len(chosen):
        raise Refused(say("主办和协办不能是同一人。"))
    CaseOfficer.objects.bulk_create(
        CaseOfficer(case=case, user=user, is_lead=is_lead, assigned_at=at, assigned_by=actor)
        for user, is_lead in chosen
    )


def form_context(case: Case, *, opinion: str, actor: User, on: date) -> dict[str, Any]:
    """The 立案审批表 as the head will see it beside the decision."""
    stated = Complaint.objects.filter(case_sources__case=case).aggregate(
        workers=Sum("worker_count"), claimed=Sum("claimed")
    )
    return filing_approval(
        case,
        case.serving_officers(),
        workers=stated["workers"] or 0,
        claimed=stated["claimed"] or NOTHING,
        officer_opinion=signed_opinion(opinion, actor.name, on),
        on=on,
    )


def _ask_for_approval(
    case: Case, *, actor: User, opinion: str, at: datetime, suggestion: str = ""
) -> None:
    context = form_context(case, opinion=opinion, actor=actor, on=timezone.localdate(at))
    propose(
        case,
        FILING_APPROVAL,
        {**context, "suggestion": suggestion},
        kind=FILING,
        role=Role.UNIT_HEAD,
        actor=actor,
        opinion=opinion,
        at=at,
    )


def propose(
    case: Case,
    form: PaperKind,
    context: Mapping[str, Any],
    *,
    kind: str,
    role: Role,
    actor: User,
    opinion: str,
    at: datetime,
) -> Approval:
    """Lay a finished form before the head; what is still blank on it is named and refused."""
    if missing := documents.missing_facts(form, context):
        raise Refused(say("%(form)s尚缺：%(facts)s", form=form.title, facts="、".join(missing)))
    return workflow.propose(
        gate.subject_of(case),
        kind=kind,
        label=form.title.removesuffix("表"),
        role=role,
        proposer=actor,
        at=at,
        opinion=opinion,
        content=plain(context),
    )


@transaction.atomic
def decide_filing(case_id: int, *, approved: bool, actor: User, opinion: str, at: datetime) -> Case:
    """Approve the filing, or return it with what is still wanting; only one decision counts."""
    case = gate.lock(case_id)
    if not approved:
        gate.take(case, "return_filing", actor=actor, at=at, note=opinion)
        gate.decide(case, FILING, actor=actor, approved=False, opinion=opinion, at=at)
        return case
    case.filed_on = timezone.localdate(at)
    case.accepted_on = case.filed_on if case.source == Case.Source.COMPLAINT else None
    gate.take(case, "approve_filing", actor=actor, at=at, note=opinion)
    approval = gate.decide(case, FILING, actor=actor, approved=True, opinion=opinion, at=at)
    _file(case, filed_on=case.filed_on, actor=actor, at=at)
    issue_form(case, FILING_APPROVAL, approval, actor=actor, at=at)
    return case


def _file(case: Case, *, filed_on: date, actor: User, at: datetime) -> None:
    """What follows from filing: acceptance, the sixty working days, the ledger, the look-up."""
    for complaint in Complaint.objects.filter(case_sources__case=case):
        acceptance.accept(complaint.pk, on=filed_on, actor=actor, at=at)
    subject = gate.subject_of(case)
    workflow.start_clock(subject, CLOCK, base_at=at, actor=actor, at=at)
    ledger.take_over_roster(case)
    workflow.notify(
        subject,
        users=[officer.user for officer in case.serving_officers()],
        message=say("%(case)s已批准立案，请在六十个工作日内完成调查。", case=case.case_no),
        at=at,
        excluding=actor,
    )
    progress.report(case, at=at)


def issue_form(
    case: Case, kind: PaperKind, approval: Approval, *, actor: User, at: datetime
) -> Paper:
    """Issue an approval form exactly as it was approved, with the head's box filled in."""
    signed = f"{actor.name}（代）" if approval.by_delegation else actor.name
    head = signed_opinion(approval.opinion, signed, timezone.localdate(at))
    context = {**approval.content, "head_opinion": head}
    return documents.issue(
        kind, gate.subject_of(case), context, office=case.office, actor=actor, at=at
    )


@transaction.atomic
def resubmit_filing(
    case_id: int, *, summary: str, cause: str, actor: User, opinion: str, at: datetime
) -> Case:
    """Lay a returned filing before the head again; the returned approval stays on record."""
    case = gate.lock(case_id)
    case.summary, case.cause = summary.strip(), cause
    gate.take(case, "resubmit_filing", actor=actor, at=at, note=opinion)
    _ask_for_approval(case, actor=actor, opinion=opinion, at=at)
    return case


@transaction.atomic
def withdraw_filing(case_id: int, *, actor: User, reason: str, at: datetime) -> Case:
    """Give up a proposed filing; its complaint returns to the desk, the case number stays used."""
    case = gate.lock(case_id)
    if not reason.strip():
        raise Refused(say("撤回立案建议须写明理由。"))
    workflow.void_approvals(case.subject(None), kind=FILING, reason=reason)
    gate.take(case, "withdraw_filing", actor=actor, at=at, note=reason)
    # A complaint that its people withdrew meanwhile stays withdrawn.
    held = case.sources.filter(complaint__state=ComplaintState.FILING_PROPOSED.value)
    for complaint_id in held.values_list("complaint_id", flat=True):
        acceptance.return_filing(complaint_id, actor=actor, at=at, note=reason)
    case.sources.update(is_live=False)
    return case
