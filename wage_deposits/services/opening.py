"""核定和存储: what a project must deposit, and that it was."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.perms import may_investigate
from documents import services as documents
from documents.models import Paper
from employers.models import Employer, Project, ProjectParty
from rulebook import services as rulebook
from statutes.clocks import start_of
from statutes.money import yuan
from statutes.refusal import Refused
from statutes.wording import say, term
from wage_deposits import papers
from wage_deposits.models import Deposit, DepositMove, charged_parties
from wage_deposits.perms import why_not_fixed
from wage_deposits.policy.rate import Contractor, Due, Local, Step, deposit_due
from wage_deposits.procedure import RATE, State
from wage_deposits.services import gate
from workflow import services as workflow
from workflow.models import Clock

CLOCK = "deposit_opening"


def local_terms(project: Project, on: date) -> Local:
    """The rate and the ceiling that the place has set."""
    rate = rulebook.dated_value("wage_deposit_rate", project.division_id, on)
    ceiling = rulebook.dated_value("wage_deposit_ceiling", project.division_id, on)
    return Local(Decimal(str(rate.value)), ceiling.yuan)


def reckon(project: Project, past: Contractor, on: date, amount: Decimal | None = None) -> Due:
    """What would have to be deposited of a contract of that amount, else of the whole project's;
    writes nothing."""
    return deposit_due(_sum(project, amount), past, local_terms(project, on))


def _sum(project: Project, amount: Decimal | None) -> Decimal:
    found = project.contract_amount if amount is None else amount
    if found is None:
        raise Refused(say("请先登记施工合同额。"))
    return found


@transaction.atomic
def fix(
    project_id: int,
    *,
    contractor: Employer,
    past: Contractor,
    permitted_on: date,
    actor: User,
    at: datetime,
    note: str = "",
    amount: Decimal | None = None,
) -> Deposit:
    """Fix the deposit of a project and tell its contractor; twenty working days begin.

    `amount`: the contract of one whom the developer engaged itself, where it is not the whole.
    """
    rows = Project.objects.select_for_update(of=("self",)).select_related("division")
    project, on = rows.get(pk=project_id), timezone.localdate(at)
    office_id = _require_fixable(project, contractor, actor=actor, on=on)
    gate.require_past(permitted_on, at)
    due, local = reckon(project, past, permitted_on, amount), local_terms(project, permitted_on)
    deposit = Deposit.objects.create(
        project=project,
        contractor=contractor,
        office_id=office_id,
        division_id=project.division_id,
        owner=actor,
        state=(State.EXEMPT if due.is_exempt else State.DUE).value,
        permitted_on=permitted_on,
        contract_amount=_sum(project, amount),
        local_rate=local.rate,
        local_ceiling=local.ceiling,
        past=asdict(past),
        steps=[_kept(step) for step in due.steps],
        rate=due.rate,
        amount=due.amount,
        fixed_by=actor,
        fixed_at=at,
    )
    _record(deposit, actor=actor, at=at, note=note)
    _tell(deposit, actor=actor, at=at)
    return deposit


@transaction.atomic
def open_account(
    deposit_id: int,
    *,
    bank: str,
    account: str,
    amount: Decimal,
    on: date,
    actor: User,
    at: datetime,
    voucher: str = "",
) -> Deposit:
    """Record that the money lies in an account of its own at a bank of the place."""
    deposit = gate.locked(deposit_id)
    step = gate.check(deposit, "open_account", actor=actor, at=at)
    gate.require_past(on, at, since=deposit.permitted_on)
    if amount < deposit.amount:
        raise Refused(
            say(
                "存入%(amount)s元低于应存%(due)s元。",
                amount=yuan(amount),
                due=yuan(deposit.amount),
            ),
            citation=step.citation,
        )
    paid_in = gate.Amount(DepositMove.Kind.PAID_IN, amount, voucher=voucher)
    gate.move(deposit, paid_in, on=on, actor=actor, at=at)
    workflow.stop_clock(deposit.subject, CLOCK, actor=actor, at=at)
    return gate.take(
        deposit,
        step,
        actor=actor,
        at=at,
        payload={"amount": str(amount)},
        account_bank=bank,
        account_no=account,
        opened_on=on,
    )


@transaction.atomic
def cancel(deposit_id: int, *, reason: str, actor: User, at: datetime) -> Deposit:
    """Withdraw a figure that was fixed wrongly, with its paper; it is then fixed anew."""
    deposit = gate.locked(deposit_id)
    step, on = gate.check(deposit, "cancel", actor=actor, at=at), timezone.localdate(at)
    if deposit.status is State.DUE:
        workflow.stop_clock(
            deposit.subject,
            CLOCK,
            actor=actor,
            at=at,
            outcome=Clock.State.CANCELLED,
            note=reason,
        )
    for paper in Paper.objects.of(deposit.subject).issued():
        documents.withdraw(paper, reason=reason, on=on)
    return gate.take(deposit, step, actor=actor, at=at, note=reason, ended_on=on)


@transaction.atomic
def assign(deposit_id: int, *, owner: User, actor: User, at: datetime) -> Deposit:
    """Make one officer answer for the deposit: its clocks warn that person."""
    deposit = gate.locked(deposit_id)
    if not deposit.is_live:
        raise Refused(say("工资保证金已经了结，不能再指定承办人。"))
    wrong = may_investigate(owner, timezone.localdate(at))
    if wrong is not None:
        raise Refused(wrong)
    deposit.owner = owner
    deposit.save(update_fields=["owner"])
    workflow.hand_over_clocks(deposit.subject)
    workflow.record(
        deposit.subject,
        act="assign",
        label=term("分派承办人"),
        actor=actor,
        at=at,
        payload={"owner": owner.pk},
    )
    return deposit


def _require_fixable(project: Project, contractor: Employer, *, actor: User, on: date) -> int:
    """Refuse the wrong officer, contractor or moment; returns the office that acts."""
    wrong = why_not_fixed(actor, on)
    if wrong is not None or actor.office_id is None:
        raise Refused(wrong or say("您没有所属机构，不能核定工资保证金。"))
    parts = charged_parties().filter(project=project, employer=contractor)
    roles = set(parts.values_list("role", flat=True))
    if not roles:
        raise Refused(
            say(
                "“%(name)s”不是该工程现任的施工总承包单位，也不是直接承包的专业承包单位。",
                name=contractor.name,
            )
        )
    if _standing(project, contractor, roles).exists():
        raise Refused(say("该工程已有在办的工资保证金。"))
    return actor.office_id


def _standing(project: Project, contractor: Employer, roles: Collection[str]) -> QuerySet[Deposit]:
    """What stands in the way: one deposit for the general contract, one for each other."""
    live = Deposit.objects.live().filter(project=project)
    general = ProjectParty.Role.GENERAL_CONTRACTOR
    if general not in roles:
        return live.filter(contractor=contractor)
    builders = project.parties.filter(role=general).values("employer")
    return live.filter(contractor__in=builders)


def _kept(step: Step) -> dict[str, object]:
    params = {name: str(value) for name, value in step.sentence.params.items()}
    citation = step.citation
    return {
        "msgid": step.sentence.msgid,
        "params": params,
        "law": citation.law,
        "article": citation.article,
    }


def _record(deposit: Deposit, *, actor: User, at: datetime, note: str) -> None:
    workflow.record(
        deposit.subject,
        act="fix",
        label=term("核定工资保证金"),
        actor=actor,
        at=at,
        citation=RATE,
        note=note,
        payload={"rate": str(deposit.rate), "amount": str(deposit.amount)},
    )


def _tell(deposit: Deposit, *, actor: User, at: datetime) -> None:
    """In writing; the limit runs from the building permit, not from the paper."""
    kind, context = papers.EXEMPTION_NOTICE, papers.exemption_notice(deposit)
    if deposit.status is State.DUE:
        base = start_of(deposit.permitted_on)
        clock = workflow.start_clock(deposit.subject, CLOCK, base_at=base, actor=actor, at=at)
        due_on = timezone.localdate(clock.due_at)
        kind, context = papers.STORAGE_NOTICE, papers.storage_notice(deposit, due_on=due_on)
    documents.issue(kind, deposit.subject, context, office=deposit.office, actor=actor, at=at)
