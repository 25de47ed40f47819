"""From what the months told to the one that is judged, without a database."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from early_warning.policy.columns import Kind
from early_warning.policy.months import KIND_OF_RULE, Told, assemble, shifted
from early_warning.policy.signals import RULES, Month

ON = date(2026, 11, 23)
D = Decimal


def told(kind: Kind, month: int, **figures: Any) -> Told:
    return Told(kind, date(2026, month, 1), figures)


def month(*rows: Told) -> Month:
    return assemble(rows, Month(penalties=1), ON).month


def test_every_rule_of_monthly_facts_is_a_rule() -> None:
    assert set(KIND_OF_RULE) < set(RULES)


@pytest.mark.parametrize(
    ("by", "there"), [(0, date(2026, 11, 1)), (-11, date(2025, 12, 1)), (2, date(2027, 1, 1))]
)
def test_months_are_counted_over_the_year(by: int, there: date) -> None:
    assert shifted(ON, by) == there


def test_the_newest_month_stands_and_what_stands_today_beside_it() -> None:
    found = month(told(Kind.TAX, 9, owed="5.00"), told(Kind.TAX, 10, owed="0.00"))
    assert (found.tax_owed, found.penalties) == (D("0.00"), 1)


def test_a_month_older_than_three_says_nothing() -> None:
    assert month(told(Kind.TAX, 8, owed="5.00")).tax_owed == D("5.00")
    assert month(told(Kind.TAX, 7, owed="5.00")).tax_owed is None


def test_what_was_due_and_not_paid_is_owed() -> None:
    assert month(told(Kind.INSURANCE, 10, payable="10.00", paid="4.00")).insurance_owed == D(6)
    assert month(told(Kind.INSURANCE, 10, payable="10.00", paid="40.00")).insurance_owed == 0
    assert month(told(Kind.INSURANCE, 10, payable="10.00")).insurance_owed is None


def test_pay_per_head_is_over_those_with_a_record() -> None:
    assert month(told(Kind.PAYROLL, 10, wages="9000.00", with_wage_record=4)).pay_per_head == D(
        2250
    )
    assert month(told(Kind.PAYROLL, 10, wages="9000.00", with_wage_record=0)).pay_per_head is None


def test_a_drop_needs_the_month_before() -> None:
    ten, eight = told(Kind.WATER, 10, used="30"), told(Kind.WATER, 8, used="100")
    assert month(ten, eight).water_drop is None
    assert month(ten, told(Kind.WATER, 9, used="100")).water_drop == D(70)
    assert month(ten, told(Kind.WATER, 9, used="0")).water_drop is None


def test_the_account_is_asked_of_a_month_whose_next_is_over() -> None:
    paid, unpaid = (told(Kind.PAYROLL, n, account_paid=n == 10) for n in (10, 9))
    judged = assemble([paid, unpaid], Month(), ON)
    assert judged.month.paid_through_account is False
    assert judged.of_rule["account_unpaid"] == date(2026, 9, 1)
    assert judged.of_rule["months_owed"] == date(2026, 10, 1)
