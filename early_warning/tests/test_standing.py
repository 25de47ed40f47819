"""What stands on the day: which records a sign rests on, and what counts as one."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from cases.tests.factories import (
    determine_as_claimed,
    file,
    issue,
    lodge,
    make_bureau,
    pay_all,
    serve,
)
from complaints.models import Complaint
from complaints.tests.factories import a_claim, make_complaint
from early_warning.models import Warning
from early_warning.procedure import Outcome
from early_warning.services import handling
from early_warning.services.deposits import secured
from early_warning.services.standing import Files, standing
from early_warning.tests import factories as make
from early_warning.tests.factories import AT, TODAY, House
from employers.models import Employer
from grids.models import Visit
from wage_deposits.models import Deposit
from wage_deposits.tests import factories as deposits

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=30)


@pytest.fixture
def house() -> House:
    return House()


def visit(house: House, employer: Employer, **changes: Any) -> Visit:
    given: dict[str, Any] = {
        "office": house.office, "division_id": employer.division_id, "employer": employer,
        "place": "enterprise", "whom": "served", "where": "厂区", "visited_on": TODAY, "people": 1,
        "problem": "职工反映没有发工资。", "is_wage_trouble": True, "outcome": "handed_on",
        "handed_to": "监察大队", "follower": house.lead, "follow_up_by": TODAY,
        "recorded_by": house.lead, "recorded_at": AT, **changes,
    }  # fmt: skip
    return Visit.objects.create(**given)


def codes() -> set[str]:
    return {s.code for row in make.judged(dry_run=True).items for s in row[1].warned.signals}


@pytest.mark.parametrize(
    ("changes", "speaks"),
    [
        ({}, True),
        ({"problem": "劳动合同没有签订。", "is_wage_trouble": False}, False),
        ({"solved_on": TODAY, "answer": "已补发。"}, False),
        ({"visited_on": TODAY - timedelta(days=91)}, False),
    ],
)
def test_only_wage_trouble_that_is_not_solved_is_an_assistant_s_report(
    house: House, changes: dict[str, Any], speaks: bool
) -> None:
    visit(house, make.employer_here(), **changes)
    assert ("assistant_report" in codes()) is speaks


def test_a_second_report_is_news_after_the_first_was_closed(house: House) -> None:
    employer = make.employer_here()
    first = visit(house, employer)
    assert make.judged().raised == 1
    warning = Warning.objects.get()
    assert warning.signs.get().sources == [str(first.pk)]
    handling.close(
        warning.pk, outcome=Outcome.UNFOUNDED, reason="已核查，不属实。", actor=house.lead, at=AT
    )
    assert make.judged().raised == 0
    visit(house, employer, where="二车间")
    assert make.judged().raised == 1


def test_unpaid_leavers_turn_red_when_the_complaint_is_done(house: House) -> None:
    employer = make.employer_here()
    complaint = make_complaint()
    type(complaint).objects.filter(pk=complaint.pk).update(employer=employer)
    make.facts(house, employer, leavers_unsettled=2)
    make.judged()
    warning = Warning.objects.get()
    assert (warning.level, warning.points) == ("yellow", 20)
    type(complaint).objects.filter(pk=complaint.pk).update(
        state="withdrawn", concluded_at=complaint.received_at
    )
    assert make.judged().escalated == 1
    warning.refresh_from_db()
    assert [(s.level, s.points) for s in warning.signs.all()] == [("yellow", 20), ("red", 60)]
    assert (warning.level, make.judged().items) == ("red", [])


def test_ten_people_who_complain_are_a_group_whichever_way_they_came(house: House) -> None:
    """Six and four in two complaints; who complained twice is one person."""
    employer, twice = make.employer_here(), a_claim()
    told = [make_complaint(claims=[twice, *(a_claim() for _ in range(n))]) for n in (5, 3)]
    of_it = Complaint.objects.filter(pk__in=[complaint.pk for complaint in told])
    of_it.update(employer=employer)
    assert "group_complained" not in codes()
    told.append(make_complaint())
    of_it = Complaint.objects.filter(pk__in=[complaint.pk for complaint in told])
    of_it.update(employer=employer)
    make.judged()
    warning = Warning.objects.get()
    sign = warning.signs.get(code="group_complained")
    assert warning.level == "red"
    assert set(sign.sources) == {str(complaint.pk) for complaint in told}
    of_it.update(state="withdrawn", concluded_at=told[0].received_at)
    assert "group_complained" not in codes()


def test_the_people_of_a_case_are_a_group_until_they_are_paid() -> None:
    """What was a complaint stays the same matter: the filing of the case is no news."""
    bureau = make_bureau()
    complaint = lodge(10)
    make.judged()
    before = Warning.objects.get().signs.get(code="group_complained").sources
    case = determine_as_claimed(bureau, file(bureau, complaint))
    assert (complaining(case.employer_id), before) == (10, [str(complaint.pk)])
    assert make.judged(dry_run=True).items == []
    pay_all(bureau, serve(bureau, issue(bureau, case)))
    assert complaining(case.employer_id) == 0


def complaining(employer_id: int) -> int | None:
    return standing(Files.of([employer_id]), TODAY)[employer_id].month.complaining_workers


def is_secured(deposit: Deposit, on: date = TODAY) -> bool | None:
    return secured([deposit.project_id], on).get(deposit.project_id)


def all_paid(house: Any, deposit: Deposit, means: str = "cash") -> Deposit:
    everything = Decimal("1000000.00")
    arrears = deposits.arrears(amount=everything)
    return deposits.paid(house, deposit, arrears=arrears, amount=everything, means=means)


def test_a_deposit_secures_while_it_holds_something() -> None:
    """工资条例 第三十二条: what was emptied secures nobody, before its refill is due or after."""
    house = deposits.House()
    assert is_secured(deposits.opened(house)) is True
    deposit = Deposit.objects.get()
    assert is_secured(all_paid(house, deposit)) is False


def test_a_deposit_secures_until_its_refill_is_overdue() -> None:
    house = deposits.House()
    deposit = deposits.paid(house, deposits.opened(house))
    assert is_secured(deposit) is True
    assert is_secured(deposit, LATER) is False


def test_a_guarantee_secures_until_it_lapses() -> None:
    deposit = deposits.guaranteed(deposits.House(), valid_to=date(2028, 6, 30))
    assert is_secured(deposit, date(2028, 6, 30)) is True
    assert is_secured(deposit, date(2028, 7, 1)) is False


def test_what_is_not_deposited_yet_is_unknown_until_the_limit_has_run() -> None:
    deposit = deposits.due(deposits.House())
    assert is_secured(deposit) is None
    assert is_secured(deposit, TODAY + timedelta(days=60)) is False
