"""Projects and their deposits for tests: every one goes the lawful way, through the services."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from accounts.models import Office, User
from accounts.policy.roles import Role
from accounts.tests.factories import make_division, make_office, make_user
from employers.models import Employer, Project, ProjectParty
from employers.tests.factories import AT, make_employer, make_uscc
from wage_deposits.models import Deposit, DepositMove
from wage_deposits.policy.rate import Contractor
from wage_deposits.policy.use import Arrears, PaymentOrder
from wage_deposits.services import guarantees, opening, returning, using

TODAY = AT.date()
YESTERDAY = TODAY - timedelta(days=1)
PERMITTED = date(2026, 11, 16)
UNKNOWN = Contractor(
    years_clean=None,
    had_arrears_in_two_years=False,
    is_listed=False,
    has_accounts_and_real_names=False,
)
CLEAN = Contractor(
    years_clean=4,
    had_arrears_in_two_years=False,
    is_listed=False,
    has_accounts_and_real_names=True,
)
OPINION = "责令期限届满仍未支付。"
ACCOUNT = {"bank": "江城银行中原支行", "account": "6200-0001"}


class House:
    """An office with an inspector and a head."""

    def __init__(self, office: Office | None = None, **people: User) -> None:
        self.office = office or make_office(
            "4101", name="江城市人力资源和社会保障局", word="江人社监"
        )
        self.lead = people.get("lead") or make_user(office=self.office, name="陈志强")
        self.head = people.get("head") or make_user(
            role=Role.UNIT_HEAD, office=self.office, name="王建华"
        )


def make_project(
    name: str = "江城国际商贸城二期", *, contractor: Employer | None = None, **columns: Any
) -> Project:
    """A project of fifty million with its general contractor."""
    columns.setdefault("contract_amount", Decimal("50000000.00"))
    columns.setdefault("starts_on", PERMITTED)
    columns.setdefault("ends_on", date(2028, 6, 30))
    division = columns.pop("division", None) or make_division("410102")
    project = Project.objects.create(
        name=name, division=division, address="东风路8号", created_at=AT, **columns
    )
    builder = contractor or make_employer("江城第一建筑集团有限公司", uscc=make_uscc(21))
    ProjectParty.objects.create(
        project=project, employer=builder, role=ProjectParty.Role.GENERAL_CONTRACTOR
    )
    return project


def contractor_of(project: Project) -> Employer:
    return project.parties.get(role=ProjectParty.Role.GENERAL_CONTRACTOR).employer


def due(house: House, past: Contractor = UNKNOWN, at: datetime = AT, **columns: Any) -> Deposit:
    """Fixed at two per cent: one million."""
    project = make_project(**columns)
    return opening.fix(
        project.pk,
        contractor=contractor_of(project),
        past=past,
        permitted_on=PERMITTED,
        actor=house.lead,
        at=at,
    )


def opened(house: House, amount: str = "1000000.00", **columns: Any) -> Deposit:
    deposit = due(house, **columns)
    return opening.open_account(
        deposit.pk, **ACCOUNT, amount=Decimal(amount), on=TODAY, actor=house.lead, at=AT
    )


def terms(**changes: Any) -> guarantees.Terms:
    given = {
        "bank": "江城银行中原支行",
        "number": "保函2026-018",
        "amount": Decimal("1000000.00"),
        "valid_from": TODAY,
        "valid_to": date(2028, 6, 30),
        "received_on": TODAY,
        **changes,
    }
    return guarantees.Terms(**given)


def guaranteed(house: House, **changes: Any) -> Deposit:
    deposit = due(house)
    return guarantees.accept_guarantee(deposit.pk, terms=terms(**changes), actor=house.lead, at=AT)


def payment_order(**changes: Any) -> PaymentOrder:
    """Ran out yesterday."""
    given = {
        "number": "江人社监令字〔2026〕9号",
        "amount": Decimal("30000.00"),
        "due_on": YESTERDAY,
        **changes,
    }
    return PaymentOrder(**given)


def arrears(**changes: Any) -> Arrears:
    given = {
        "case_id": 7,
        "case_no": "江人社监案〔2026〕7号",
        "debtor": "江城宏达建筑劳务有限公司",
        "order": payment_order(amount=changes.get("amount", Decimal("30000.00"))),
        "workers": 3,
        "amount": Decimal("30000.00"),
        **changes,
    }
    return Arrears(**given)


def propose_use(house: House, deposit: Deposit, at: datetime = AT, **changes: Any) -> Deposit:
    given = {
        "arrears": arrears(),
        "means": DepositMove.Means.CASH,
        "amount": Decimal("30000.00"),
        "opinion": OPINION,
        "actor": house.lead,
        "at": at,
        **changes,
    }
    using.propose_use(deposit.pk, **given)
    return fresh(deposit)


def approved_use(house: House, deposit: Deposit, **changes: Any) -> Deposit:
    propose_use(house, deposit, **changes)
    approve_use(house, deposit, arrears=changes.get("arrears", arrears()))
    return fresh(deposit)


def approve_use(house: House, deposit: Deposit, **changes: Any) -> Deposit:
    """The head finds owed what was owed when it was proposed."""
    given = {"approved": True, "opinion": "同意。", "actor": house.head, "arrears": arrears()}
    return using.decide_use(deposit.pk, **{**given, **changes}, at=AT)


def paid(house: House, deposit: Deposit, **changes: Any) -> Deposit:
    approved_use(house, deposit, **changes)
    using.serve_notice(deposit.pk, on=TODAY, actor=house.lead, at=AT)
    using.record_payment(deposit.pk, on=TODAY, voucher="付0001", actor=house.lead, at=AT)
    return fresh(deposit)


def finish(deposit: Deposit, on: date = TODAY) -> Deposit:
    Project.objects.filter(pk=deposit.project_id).update(finished_on=on)
    return fresh(deposit)


def noticed(house: House, deposit: Deposit, at: datetime = AT) -> Deposit:
    finish(deposit)
    returning.notice_return(deposit.pk, promised_on=TODAY, unsettled=(), actor=house.lead, at=at)
    return fresh(deposit)


def fresh(deposit: Deposit) -> Deposit:
    return Deposit.objects.get(pk=deposit.pk)
