"""Building sites of the demo, each with its wage deposit at another stage."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from cases.models import Case
from complaints.models import Complaint
from console import deposit_cases
from console.demo import firms, stories
from console.demo.people import Bureau
from console.demo.teller import Teller
from employers.models import Employer, Project, ProjectParty
from employers.services.register import find_or_register
from rulebook import services as rulebook
from statutes.clocks import start_of
from wage_deposits.models import Deposit, DepositMove
from wage_deposits.services import guarantees, opening, returning, using

PLACE = "410103000000"
BANK, ACCOUNT = "江城银行中原支行", "6200 0418 0026 {:04d}"


@dataclass(frozen=True, slots=True)
class Site:
    """A project: how many working days ago it got its permit, how long it still lasts."""

    name: str
    contractor: str
    amount: str  # 施工合同额
    permitted: int
    lasts: int
    live: "Callable[[Teller, Deposit], None] | None" = None


def build(rng: Random, bureau: Bureau, *, today: date) -> None:
    """Every site with its general contractor; what is fixed for it is lived through the services.

    The last has no figure yet: it is left to whoever tries the demo.
    """
    for site in SITES:
        day = rulebook.calendar().add(today, -site.permitted)
        yesterday = today - timedelta(days=1)
        office = {bureau.office.pk: bureau}
        teller = Teller(office, rng, day, yesterday, 0, office_id=bureau.office.pk)
        project = _project(teller, site, ends_on=today + timedelta(days=site.lasts))
        if site.live and teller.wait(2):
            site.live(teller, _fixed(teller, project))


def _project(teller: Teller, site: Site, *, ends_on: date) -> Project:
    builder = _register(teller, site.contractor)
    project = Project.objects.create(
        name=site.name,
        division_id=PLACE,
        address="东风路",
        contract_amount=Decimal(site.amount),
        contract_on=teller.day,
        starts_on=teller.day,
        ends_on=ends_on,
        created_at=start_of(teller.day),
    )
    ProjectParty.objects.create(
        project=project, employer=builder, role=ProjectParty.Role.GENERAL_CONTRACTOR
    )
    return project


def _register(teller: Teller, name: str) -> Employer:
    return find_or_register(
        name=name,
        uscc=firms.credit_code(teller.rng, PLACE[:6]),
        division=PLACE,
        actor=teller.bureau.inspectors[0],
        at=start_of(teller.day),
        form=Employer.Form.CONTRACTOR,
        legal_representative=firms.person_name(teller.rng),
        address=f"建设路{teller.rng.randint(1, 400)}号",
    )


def _fixed(teller: Teller, project: Project) -> Deposit:
    builder = Employer.objects.get(project_parts__project=project)
    permitted_on = project.starts_on or teller.day
    return opening.fix(
        project.pk,
        contractor=builder,
        past=deposit_cases.past_of(builder, project, teller.day),
        permitted_on=permitted_on,
        actor=teller.bureau.inspectors[0],
        at=teller.at,
    )


def _left_due(teller: Teller, deposit: Deposit) -> None:
    """Nothing was paid in: the limit has run out."""


def _guaranteed(teller: Teller, deposit: Deposit) -> None:
    """By a guarantee that ends with the works, soon."""
    if not teller.wait(4):
        return
    terms = guarantees.Terms(
        bank=BANK,
        number="江银保函0418号",
        amount=deposit.amount,
        valid_from=teller.day,
        valid_to=deposit.project.ends_on or teller.day,
        received_on=teller.day,
    )
    actor = teller.bureau.inspectors[0]
    guarantees.accept_guarantee(deposit.pk, terms=terms, actor=actor, at=teller.at)


def _paid_in(teller: Teller, deposit: Deposit) -> None:
    opening.open_account(
        deposit.pk,
        bank=BANK,
        account=ACCOUNT.format(deposit.pk),
        amount=deposit.amount,
        on=teller.day,
        actor=teller.bureau.inspectors[0],
        at=teller.at,
    )


def _going_back(teller: Teller, deposit: Deposit) -> None:
    """The works are done, nobody is owed: the public is asked whether that is so."""
    if not teller.wait(4):
        return
    _paid_in(teller, deposit)
    if not teller.wait(135):
        return
    Project.objects.filter(pk=deposit.project_id).update(finished_on=teller.day)
    told: dict[str, Any] = {"actor": teller.bureau.inspectors[0], "at": teller.at}
    owed = deposit_cases.unsettled(deposit)
    returning.notice_return(deposit.pk, promised_on=teller.day, unsettled=owed, **told)


def _used(teller: Teller, deposit: Deposit) -> None:
    """Paid in, then drawn upon: the contractor let the order to pay its workers run out."""
    actor, head = teller.bureau.inspectors[0], teller.bureau.head
    if not teller.wait(4):
        return
    _paid_in(teller, deposit)
    case = _arrears(teller, deposit)
    if case is None or not teller.wait(1):
        return
    arrears = deposit_cases.arrears_of(case, deposit)
    using.propose_use(
        deposit.pk,
        arrears=arrears,
        means=DepositMove.Means.CASH,
        amount=min(arrears.most, deposit.amount),
        opinion="责令限期清偿逾期未支付。",
        actor=actor,
        at=teller.at,
    )
    owed = deposit_cases.arrears_of(case, deposit, deposit.open_use)
    using.decide_use(
        deposit.pk, approved=True, opinion="同意。", arrears=owed, actor=head, at=teller.at
    )
    using.serve_notice(deposit.pk, on=teller.day, actor=actor, at=teller.at)
    if teller.wait(1):
        using.record_payment(
            deposit.pk, on=teller.day, voucher="江银付0418", actor=actor, at=teller.at
        )


def _arrears(teller: Teller, deposit: Deposit) -> Case | None:
    """The contractor's workers complained, and it let the order to pay run out."""
    if not teller.wait(60):
        return None
    teller.serial = 40 * Complaint.objects.count()
    return stories.leave_unpaid(teller, deposit.contractor, project_name=deposit.project.name)


SITES = (
    Site("东风路安置房三期", "江城第一建筑集团有限公司", "86000000.00", 25, 700, _left_due),
    Site("江城职业学院实训楼", "江城中元建设工程有限公司", "42000000.00", 200, 18, _guaranteed),
    Site("滨河新区道路改造", "江城市政工程有限公司", "120000000.00", 120, 400, _used),
    Site("建设路小学教学楼", "江城建安工程有限公司", "18000000.00", 150, -12, _going_back),
    Site("高新区标准厂房", "江城宏图建工有限公司", "65000000.00", 6, 500),
)
