"""Cases for tests, as plain functions: every one goes the lawful way, through the services."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from accounts.models import Office, User
from accounts.policy.roles import Role
from accounts.tests.factories import make_office, make_user
from cases.models import Case, Disbursement, Evidence, Order
from cases.policy.delivery import Mode
from cases.policy.payment import Method, Payer
from cases.services import closing, correction, filing, ledger, orders, payments
from cases.services.deliveries import Handing
from complaints.models import Complaint
from complaints.tests import factories as complaints
from employers.services import register

# The Monday on which the founding case is replayed, and the days after it.
LODGED = complaints.AT
TODAY = LODGED.date()
REASON = "在指令期限内足额支付，初次违法且危害后果轻微。"


@dataclass(frozen=True, slots=True)
class Bureau:
    """A city's inspection office with its people."""

    office: Office
    lead: User
    assistant: User
    head: User
    bureau_head: User


def make_bureau() -> Bureau:
    office = make_office("4101", name="江城市人力资源和社会保障局", word="江人社监")
    return Bureau(
        office=office,
        lead=make_user(office=office, name="陈志强"),
        assistant=make_user(office=office, name="李敏"),
        head=make_user(role=Role.UNIT_HEAD, office=office, name="王建华"),
        bureau_head=make_user(role=Role.BUREAU_HEAD, office=office, name="赵立新"),
    )


def known_employer(complaint: Complaint, at: datetime = LODGED) -> Complaint:
    """An officer has found the employer in the register."""
    complaint.employer = register.find_or_register(
        name=complaint.employer_name,
        division=complaint.division_id,
        actor=None,
        at=at,
        address="江城市中原区建设路18号",
        legal_representative="周海",
        industry="建筑业",
    )
    complaint.save(update_fields=["employer"])
    return complaint


def lodge(workers: int = 2, **changes: Any) -> Complaint:
    lodged = complaints.lodge(complaints.a_statement(workers, **changes))
    return known_employer(lodged.complaint)


def propose(bureau: Bureau, complaint: Complaint, **changes: Any) -> Case:
    given = {
        "lead": bureau.lead,
        "assistant": bureau.assistant,
        "actor": bureau.lead,
        "opinion": "符合受理条件，建议立案。",
        "at": LODGED,
        **changes,
    }
    return filing.open_from_complaint(complaint.pk, **given)


def file(bureau: Bureau, complaint: Complaint, at: datetime = LODGED) -> Case:
    case = propose(bureau, complaint)
    return filing.decide_filing(
        case.pk, approved=True, actor=bureau.head, opinion="同意立案。", at=at
    )


def filed(bureau: Bureau, workers: int = 2) -> Case:
    return file(bureau, lodge(workers))


def determine_as_claimed(bureau: Bureau, case: Case, at: datetime = LODGED) -> Case:
    entries = {claim.pk: ledger.Entry(claim.claimed) for claim in case.claims.all()}
    return ledger.determine(
        case.pk, entries, version=fresh(case).ledger_version, actor=bureau.lead, at=at
    )


def determined(bureau: Bureau, workers: int = 2) -> Case:
    return determine_as_claimed(bureau, filed(bureau, workers))


def issue(bureau: Bureau, case: Case, at: datetime = LODGED, **changes: Any) -> Case:
    drafted = orders.default_draft(fresh(case), on=at.date())
    given = {
        "findings": drafted.findings,
        "requirement": drafted.requirement,
        "period_days": 5,
        "actor": bureau.lead,
        "at": at,
        **changes,
    }
    orders.issue_order(case.pk, **given)
    return fresh(case)


def handing(on: date = TODAY, **changes: Any) -> Handing:
    """A paper handed over in person, unless the test says otherwise."""
    given = {
        "mode": Mode.DIRECT,
        "handed_on": on,
        "place": "被送达人住所地",
        "receiver": "周海",
        **changes,
    }
    return Handing(**given)


def serve(bureau: Bureau, case: Case, at: datetime = LODGED, **changes: Any) -> Case:
    orders.serve_order(case.pk, handing(at.date(), **changes), actor=bureau.lead, at=at)
    return fresh(case)


def ordered(bureau: Bureau, workers: int = 2) -> Case:
    return issue(bureau, determined(bureau, workers))


def served(bureau: Bureau, workers: int = 2) -> Case:
    return serve(bureau, ordered(bureau, workers))


def means(paid_on: date = TODAY, **changes: Any) -> payments.Means:
    given = {
        "paid_on": paid_on,
        "method": Method.BANK,
        "payer": Payer.EMPLOYER,
        "proof_note": "银行代发流水 2026-11",
        **changes,
    }
    return payments.Means(**given)


def pay(
    bureau: Bureau, case: Case, amounts: dict[int, Decimal], at: datetime = LODGED, **changes: Any
) -> Disbursement:
    given = {"token": uuid4(), "actor": bureau.lead, "at": at, **changes}
    return payments.record_payments(case.pk, amounts, means(at.date()), **given)


def pay_all(bureau: Bureau, case: Case, at: datetime = LODGED) -> Disbursement:
    paid = means(at.date(), is_signed=True)
    return payments.settle_all(case.pk, paid, token=uuid4(), actor=bureau.lead, at=at)


def verified(bureau: Bureau, workers: int = 2) -> Case:
    case = served(bureau, workers)
    pay_all(bureau, case)
    return correction.verify_correction(
        case.pk, note="银行流水与名册核对一致。", actor=bureau.lead, at=LODGED
    )


def propose_closing(bureau: Bureau, case: Case, at: datetime = LODGED, **changes: Any) -> Case:
    given = {
        "summary": "经责令改正，单位已足额支付。",
        "no_penalty_reason": REASON,
        "actor": bureau.lead,
        "opinion": "建议结案。",
        "at": at,
        **changes,
    }
    return closing.propose_closing(case.pk, **given)


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def disobey(bureau: Bureau, case: Case, after: int = 20) -> tuple[Case, datetime]:
    """The period of the case's order runs out unpaid; returns the moment at which that is known."""
    case.orders.standing().update(status=Order.Status.DISOBEYED)
    return fresh(case), LODGED + timedelta(days=after)


def evidence(bureau: Bureau, case: Case) -> Evidence:
    """An object on file; it needs no upload."""
    return Evidence.objects.create(
        case=case,
        serial=case.evidence.count() + 1,
        kind="object",
        form="original",
        title="考勤机",
        origin="单位",
        proves="出勤",
        obtained_on=TODAY,
        collector=bureau.lead,
        second_collector=bureau.assistant,
        recorded_by=bureau.lead,
        recorded_at=LODGED,
    )
