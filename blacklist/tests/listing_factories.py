"""Listings for tests, as plain functions: every one goes the lawful way, through the services."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from accounts.models import User
from blacklist.models import Candidate, Listing
from blacklist.policy import city_2014, national_2022
from blacklist.policy.not_listing import Ground
from blacklist.policy.records import ArrearsRecord
from blacklist.procedure import State as CandidateState
from blacklist.services import deciding, ending, notice, opening, removal
from blacklist.services.delivering import Handed
from cases.models import Case
from cases.policy.delivery import Mode
from cases.policy.history import Source
from cases.tests import factories as cases
from employers.models import Employer
from statutes.clocks import start_of
from statutes.findings import Outcome, as_json

AT = cases.LODGED
TODAY = AT.date()
HOUR = timedelta(hours=9)
USCC = "91410100MA0000000T"
OTHER = {city_2014.ID: national_2022.ID, national_2022.ID: city_2014.ID}


def on(day: date) -> datetime:
    """Nine in the morning of a day."""
    return start_of(day) + HOUR


@dataclass(frozen=True, slots=True)
class Room:
    """A bureau and a case with an order that has run out."""

    bureau: cases.Bureau = field(default_factory=cases.make_bureau)

    @property
    def officer(self) -> User:
        return self.bureau.lead

    @property
    def head(self) -> User:
        return self.bureau.bureau_head


def a_record(case_no: str = "案2026-1", **changes: Any) -> ArrearsRecord:
    """Founding figures: 72 workers, ¥210,000, an order that ran out."""
    given: dict[str, Any] = {
        "case_no": case_no,
        "division": "410102000000",
        "source": Source.COMPLAINT,
        "lodged_on": TODAY - timedelta(days=60),
        "filed_on": TODAY - timedelta(days=58),
        "migrant": True,
        "workers": 72,
        "amount": Decimal("210000.00"),
        "max_worker_amount": Decimal("4200.00"),
        "max_worker_months": 2,
        "order_on": TODAY - timedelta(days=30),
        "order_due_on": TODAY - timedelta(days=3),
        "refused": False,
        "mass_petition": False,
        "serious_impact": False,
    }
    return ArrearsRecord(**{**given, **changes})


def a_candidate(
    room: Room, employer: Employer, *, ruleset: str = city_2014.ID, case: Case | None = None,
    record: ArrearsRecord | None = None, **changes: Any,
) -> Candidate:  # fmt: skip
    """A candidate as the sweep keeps it, on the head's desk."""
    given = record or a_record(case.case_no if case else "案2026-1")
    own, other = _met(ruleset, given), _met(OTHER[ruleset], given)
    columns: dict[str, Any] = {
        "employer": employer,
        "subject_name": employer.name,
        "ruleset": ruleset,
        "division_id": case.division_id if case else employer.division_id,
        "office": room.bureau.office,
        "owner": room.officer,
        "state": CandidateState.WITH_HEAD.value,
        "keys": [f"case:{case.pk}"] if case else [],
        "cases": [given.case_no],
        "triggers": [row["rule"] for row in own],
        "findings": own,
        "latest_filed_on": given.filed_on,
        "other_ruleset": OTHER[ruleset],
        "other_triggers": [row["rule"] for row in other],
        "other_findings": other,
        "found_on": TODAY,
        "found_at": AT,
        "evaluated_on": TODAY,
    }
    return Candidate.objects.create(**{**columns, **changes})


def _met(ruleset: str, record: ArrearsRecord) -> list[dict[str, Any]]:
    found = (
        city_2014.judge(record) if ruleset == city_2014.ID else national_2022.judge(record, TODAY)
    )
    met = [finding for finding in found if finding.outcome is Outcome.YES]
    return [{"case": record.case_no, **as_json(finding)} for finding in met]


def a_case(room: Room, after: int = 20) -> Case:
    """A case of this register whose order ran out unpaid."""
    case = cases.served(room.bureau)
    return cases.disobey(room.bureau, case, after)[0]


def unordered(case: Case) -> ArrearsRecord:
    """Listed by the city's rules alone: nothing was ordered, so the national ones ask no more."""
    return a_record(case.case_no, order_on=None, order_due_on=None, is_ordered=False)


def taken_up(
    room: Room, *, ruleset: str = city_2014.ID, at: datetime = AT, differs: bool = False
) -> Listing:
    case = a_case(room)
    record = unordered(case) if differs else None
    candidate = a_candidate(room, case.employer, ruleset=ruleset, case=case, record=record)
    return opening.take_up(candidate.pk, opinion="启动列入程序。", actor=room.head, at=at)


def handed(listing: Listing, day: date, **changes: Any) -> Handed:
    """Handed over to all parties in person, unless the test says otherwise."""
    given: dict[str, Any] = {
        "parties": list(listing.parties.filter(is_dropped=False)),
        "mode": Mode.DIRECT,
        "handed_on": day,
        "place": "江城市中原区建设路18号",
        "receiver": "周海",
    }
    return Handed(**{**given, **changes})


def noticed(room: Room, **changes: Any) -> Listing:
    """Told and served on the first day."""
    listing = taken_up(room, **changes)
    reasons = "拖欠72名农民工工资21万元，经责令限期支付逾期未支付。"
    notice.issue_notice(listing.pk, reasons=reasons, actor=room.officer, at=AT)
    return notice.serve_notice(listing.pk, handed(listing, TODAY), actor=room.officer, at=AT)


def after_objections(listing: Listing) -> datetime:
    assert listing.objection_until is not None
    return on(listing.objection_until + timedelta(days=1))


def proposed(room: Room, *, ground: Ground | None = None, **changes: Any) -> Listing:
    listing = noticed(room, **changes)
    return deciding.propose_decision(
        listing.pk,
        ground=ground,
        paid_on=None,
        promised_on=None,
        opinion="期限内未提出异议，建议列入。",
        actor=room.officer,
        at=after_objections(listing),
    )


BASIS = "依据本市规范性文件列入，事实发生地市级名单单独管理。"


def decided(room: Room, **changes: Any) -> Listing:
    listing = proposed(room, **changes)
    return deciding.decide(
        listing.pk,
        approved=True,
        opinion="同意列入。",
        legal_basis=BASIS,
        actor=room.head,
        at=after_objections(listing),
    )


def listed(room: Room, **changes: Any) -> Listing:
    listing = decided(room, **changes)
    day = listing.decided_on
    assert day is not None
    return deciding.serve_decision(listing.pk, handed(listing, day), actor=room.officer, at=on(day))


def applied(room: Room, day: date, listing: Listing, **changes: Any) -> Listing:
    """An application for early removal, received on a day."""
    given: dict[str, Any] = {
        "received_on": day,
        "corrected_on": listing.decided_on,
        "promised_on": day,
        "evidence": "银行流水：72人工资全部付清",
    }
    removal.receive_application(listing.pk, **{**given, **changes}, actor=room.officer, at=on(day))
    return fresh(listing)


def removal_decided(room: Room, day: date, listing: Listing) -> Listing:
    removal.propose_removal(
        listing.pk,
        has_offended_again=False,
        is_prosecuted=False,
        other_bar="",
        opinion="材料齐全，经核实。",
        actor=room.officer,
        at=on(day),
    )
    return removal.decide_removal(
        listing.pk, approved=True, opinion="同意。", actor=room.head, at=on(day)
    )


def taken_down(room: Room, day: date, listing: Listing) -> Listing:
    """Every place proves that the name is gone."""
    for copy in listing.dispatches.still_showing():
        ending.confirm_down(
            listing.pk, dispatch=copy, down_on=day, note="系统截图", actor=room.officer,
            at=on(day),
        )  # fmt: skip
    return ending.complete_removal(listing.pk, actor=room.officer, at=on(day))


def object_to(room: Room, listing: Listing, day: date, **changes: Any) -> Any:
    given: dict[str, Any] = {
        "speaker": "周海",
        "received_on": day,
        "content": "工资已经结清大部分。",
        "token": uuid4(),
    }
    return notice.record_objection(
        listing.pk, **{**given, **changes}, actor=room.officer, at=on(day)
    )


def fresh(listing: Listing) -> Listing:
    return Listing.objects.get(pk=listing.pk)


def registered(listing: Listing) -> Listing:
    """Its unit has a credit code, without which nothing about a unit is published."""
    Employer.objects.filter(pk=listing.employer_id).update(uscc=USCC)
    return fresh(listing)
