"""Before anyone goes: an inspection is proposed with its basis, approved, and announced.

国办发〔2024〕54号: no inspection without a plan or a cause, none without approval and notice; the
yearly cap counts routine ones only.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Office, User
from accounts.policy.roles import Role
from documents import services as documents
from employers.models import Employer
from grids.models import Patrol, PatrolPlan, RandomDraw
from grids.papers import patrols as papers
from grids.perms import why_not_proposed, why_not_sent
from grids.policy.bases import Flags, cause_of
from grids.policy.checklists import Industry, industry_of
from grids.policy.frequency import BASIS_LABELS, Basis, check_cap
from grids.policy.rotation import twice_running
from grids.procedure import APPROVAL as APPROVAL_LAW
from grids.procedure import State
from grids.services import patrol_gate as gate
from grids.services import planned
from rulebook import services as rulebook
from statutes.clocks import start_of
from statutes.refusal import Refused
from statutes.wording import say, term
from workflow import services as workflow
from workflow.models import Approval, Clock

LABEL = term("检查审批")
UNDELIVERED: dict[str, Any] = {
    "notice_delivered_at": None,
    "notice_delivery": "",
    "notice_received_by": "",
}
ENDED = (State.CONCLUDED.value, State.CANCELLED.value)


@dataclass(frozen=True, slots=True)
class Intent:
    """Whom two officers mean to inspect, when and why."""

    employer: Employer
    basis: Basis
    lead: User
    partner: User
    planned_on: date
    cause: str = ""
    industry: Industry | None = None
    plan: PatrolPlan | None = None
    draw: RandomDraw | None = None
    reference: str = ""  # the complaint or order that was found among the employer's own

    @property
    def campaign(self) -> str:
        """The title of the campaign that it belongs to, if any."""
        is_one = self.plan is not None and self.plan.kind == PatrolPlan.Kind.CAMPAIGN
        return self.plan.title if self.plan and is_one else ""

    @property
    def checklist(self) -> Industry:
        return self.industry or industry_of(self.employer.industry)


@transaction.atomic
def propose(intent: Intent, *, opinion: str, actor: User, at: datetime) -> Patrol:
    """Lay an inspection before the unit head, with its basis (检查审批)."""
    on = timezone.localdate(at)
    employer = Employer.objects.select_for_update(of=("self",)).get(pk=intent.employer.pk)
    office = _require_proposable(employer, actor=actor, on=on)
    cause = _require_lawful(intent, employer, on=on)
    patrol = Patrol.objects.create(
        office=office,
        division_id=employer.division_id,
        employer=employer,
        employer_name=employer.name,
        plan=intent.plan,
        draw=intent.draw,
        basis=intent.basis.value,
        cause=cause,
        lead=intent.lead,
        partner=intent.partner,
        planned_on=intent.planned_on,
        industry=intent.checklist.value,
        proposed_by=actor,
        proposed_at=at,
    )
    workflow.record(
        patrol.subject,
        act="propose_patrol",
        label=term("报批检查"),
        actor=actor,
        at=at,
        citation=APPROVAL_LAW,
        note=opinion,
        payload=_content(patrol),
    )
    _ask(patrol, opinion=opinion, actor=actor, at=at)
    return patrol


@transaction.atomic
def propose_again(
    patrol_id: int,
    *,
    planned_on: date,
    lead: User,
    partner: User,
    cause: str,
    opinion: str,
    actor: User,
    at: datetime,
    reference: str = "",
) -> Patrol:
    """Lay a returned proposal before the head anew, amended."""
    patrol = gate.locked(patrol_id)
    step = gate.check(patrol, "propose_again", actor=actor, at=at)
    intent = Intent(
        patrol.employer,
        Basis(patrol.basis),
        lead,
        partner,
        planned_on,
        cause,
        Industry(patrol.industry),
        patrol.plan,
        patrol.draw,
        reference,
    )
    columns: dict[str, Any] = {
        "cause": _require_lawful(intent, patrol.employer, on=timezone.localdate(at), own=patrol),
        "planned_on": planned_on,
        "lead": lead,
        "partner": partner,
    }
    gate.take(patrol, step, actor=actor, at=at, note=opinion, **columns)
    _ask(patrol, opinion=opinion, actor=actor, at=at)
    return patrol


@transaction.atomic
def decide(patrol_id: int, *, approved: bool, opinion: str, actor: User, at: datetime) -> Patrol:
    """Approve the inspection and issue its notice, or send the proposal back."""
    patrol = gate.locked(patrol_id)
    name = "approve_patrol" if approved else "return_patrol"
    step = gate.check(patrol, name, actor=actor, at=at)
    approval = _pending(patrol)
    workflow.decide(approval.pk, decider=actor, approved=approved, opinion=opinion, at=at)
    if not approved:
        return gate.take(patrol, step, actor=actor, at=at, note=opinion)
    _require_ahead(patrol.planned_on, timezone.localdate(at))
    _file_approval(patrol, approval, opinion=opinion, actor=actor, at=at)
    gate.take(patrol, step, actor=actor, at=at, note=opinion, approved_at=at)
    return announce(patrol, actor=actor, at=at)


@transaction.atomic
def cancel(patrol_id: int, *, reason: str, actor: User, at: datetime) -> Patrol:
    """Give up an inspection before anyone went; a notice that was issued is withdrawn."""
    patrol = gate.locked(patrol_id)
    step = gate.check(patrol, "cancel_patrol", actor=actor, at=at)
    workflow.void_approvals(patrol.subject, kind=gate.APPROVAL, reason=reason)
    if patrol.notice is not None:
        documents.withdraw(patrol.notice, reason=reason, on=timezone.localdate(at))
        _stop_clock(patrol, actor=actor, at=at, note=reason)
    return gate.take(patrol, step, actor=actor, at=at, note=reason)


@transaction.atomic
def replace_officer(
    patrol_id: int, *, leaving: User, coming: User, reason: str, actor: User, at: datetime
) -> Patrol:
    """Send another officer, as after a recusal (条例 第十六条); a new notice names who comes."""
    patrol, on = gate.locked(patrol_id), timezone.localdate(at)
    step = gate.check(patrol, "replace_officer", actor=actor, at=at)
    if leaving.pk not in (patrol.lead_id, patrol.partner_id):
        raise Refused(say("%(name)s不是本次检查的监察员。", name=leaving.name))
    column = "lead" if leaving.pk == patrol.lead_id else "partner"
    setattr(patrol, column, coming)
    _require_officers(Basis(patrol.basis), patrol.employer, patrol.officers, patrol.planned_on)
    old = patrol.notice
    assert old is not None  # an approved patrol has one
    payload = {"leaving": leaving.pk, "coming": coming.pk}
    officer: dict[str, Any] = {column: coming, **UNDELIVERED}
    gate.take(patrol, step, actor=actor, at=at, note=reason, payload=payload, **officer)
    documents.withdraw(old, reason=reason, on=on)
    workflow.hand_over_clocks(patrol.subject)
    return announce(patrol, actor=actor, at=at, restart=False)


def announce(patrol: Patrol, *, actor: User, at: datetime, restart: bool = True) -> Patrol:
    """Issue 检查通知书; the day it names is a limit of the two officers."""
    on = timezone.localdate(at)
    context = papers.notice(patrol, on=on)
    corrects = None if restart else patrol.notice
    patrol.notice = documents.issue(
        papers.NOTICE,
        patrol.subject,
        context,
        office=patrol.office,
        actor=actor,
        at=at,
        corrects=corrects,
    )
    patrol.save(update_fields=["notice"])
    if restart:
        base = start_of(patrol.planned_on - timedelta(days=1))
        workflow.start_clock(patrol.subject, gate.DUE, base_at=base, length=1, actor=actor, at=at)
    message = say("检查已批准，请按通知书载明的日期实施：%(subject)s", subject=str(patrol))
    workflow.notify(patrol.subject, users=patrol.officers, message=message, at=at)
    return patrol


def routine_in(year: int, employer_id: int, *, own: Patrol | None = None) -> int:
    """How many routine inspections of the employer that year knows, proposed ones included."""
    rows = Patrol.objects.live().filter(employer=employer_id, basis=Basis.ROUTINE.value)
    rows = rows.filter(planned_on__year=year)
    return rows.exclude(pk=own.pk).count() if own else rows.count()


def last_officers(employer_id: int) -> frozenset[int]:
    """Who made the employer's last inspection."""
    last = Patrol.objects.made().filter(employer=employer_id).order_by("-arrived_at").first()
    return frozenset({last.lead_id, last.partner_id}) if last else frozenset()


def _require_proposable(employer: Employer, *, actor: User, on: date) -> Office:
    """Refuse the wrong person, a file of another place or a double one, and a second at once."""
    wrong = why_not_proposed(actor, on)
    if wrong is not None or actor.office is None:
        raise Refused(wrong or say("您没有所属机构，不能报批检查。"))
    if employer.merged_into_id is not None:
        raise Refused(say("该档案已并入其他单位，请从合并后的档案办理。"))
    if not Employer.objects.in_hand_of(actor).filter(pk=employer.pk).exists():
        raise Refused(say("该单位不在本机构的管辖范围。"))
    if Patrol.objects.filter(employer=employer).exclude(state__in=ENDED).exists():
        raise Refused(say("该单位已有一次在办的检查，应当合并实施。"), citation=APPROVAL_LAW)
    return actor.office


def _require_lawful(
    intent: Intent, employer: Employer, *, on: date, own: Patrol | None = None
) -> str:
    """Ask officers, day, cap and basis; returns the cause that the notice will name."""
    day = intent.planned_on
    _require_ahead(day, on)
    officers = (intent.lead, intent.partner)
    planned.require(intent.basis, employer, officers, day, plan=intent.plan, draw=intent.draw)
    _require_officers(intent.basis, employer, officers, day)
    cap = rulebook.dated_value("routine_inspection_cap", employer.division_id, day)
    done = routine_in(day.year, employer.pk, own=own)
    check_cap(intent.basis, routine_this_year=done, cap=int(str(cap.value)))
    flags = Flags(
        grade=employer.credit_grade,
        grade_year=employer.credit_year,
        is_listed=employer.is_listed(day),
        listed_on=employer.listed_on,
        campaign=intent.campaign,
        reference=intent.reference,
    )
    return cause_of(intent.basis, intent.cause, flags)


def _require_officers(
    basis: Basis, employer: Employer, officers: tuple[User, User], on: date
) -> None:
    if wrong := why_not_sent(officers, on):
        raise Refused(wrong)
    names = {officer.pk: officer.name for officer in officers}
    if reasons := twice_running(basis, names, last_officers(employer.pk)):
        raise Refused(*reasons)


def _require_ahead(planned_on: date, on: date) -> None:
    if planned_on < on:
        raise Refused(say("拟检查日期%(day)s已经过去。", day=planned_on.isoformat()))


def _content(patrol: Patrol) -> dict[str, object]:
    return {
        "employer": patrol.employer_name,
        "basis": BASIS_LABELS[Basis(patrol.basis)],
        "cause": patrol.cause,
        "plan": patrol.plan.title if patrol.plan else "",
        "draw": f"{patrol.draw.sequence} {patrol.draw.digest}" if patrol.draw else "",
        "planned_on": patrol.planned_on.isoformat(),
        "officers": [officer.name for officer in patrol.officers],
    }


def _ask(patrol: Patrol, *, opinion: str, actor: User, at: datetime) -> Approval:
    return workflow.propose(
        patrol.subject,
        kind=gate.APPROVAL,
        label=LABEL,
        role=Role.UNIT_HEAD,
        proposer=actor,
        at=at,
        opinion=opinion,
        content=_content(patrol),
    )


def _pending(patrol: Patrol) -> Approval:
    rows = Approval.objects.of(patrol.subject).pending().filter(kind=gate.APPROVAL)
    approval: Approval = rows.select_related("proposer").get()
    return approval


def _file_approval(
    patrol: Patrol, approval: Approval, *, opinion: str, actor: User, at: datetime
) -> None:
    """The form with both boxes filled stays with the patrol."""
    proposed_on, on = timezone.localdate(approval.proposed_at), timezone.localdate(at)
    context = papers.approval_form(
        patrol,
        opinion=papers.signed(approval.proposal, approval.proposer.name, proposed_on),
        decision=papers.signed(opinion or str(term("同意")), actor.name, on),
        on=on,
    )
    kind, subject = papers.APPROVAL_FORM, patrol.subject
    documents.issue(kind, subject, context, office=patrol.office, actor=actor, at=at)


def _stop_clock(patrol: Patrol, *, actor: User, at: datetime, note: str) -> None:
    workflow.stop_clock(
        patrol.subject, gate.DUE, actor=actor, at=at, outcome=Clock.State.CANCELLED, note=note
    )
