"""工资保证金: what is due, who is exempt, and what raises or lowers the rate."""

from dataclasses import replace
from decimal import Decimal

import pytest

from statutes.refusal import Refused
from wage_deposits.policy.rate import Contractor, Local, deposit_due

UNKNOWN = Contractor(
    years_clean=None,
    had_arrears_in_two_years=False,
    is_listed=False,
    has_accounts_and_real_names=False,
)
LOCAL = Local(Decimal("2.00"))
FIFTY_MILLION = Decimal("50000000.00")


@pytest.mark.parametrize(
    ("past", "amount", "rate"),
    [
        ({}, "1000000.00", "2.00"),
        ({"years_clean": 1}, "1000000.00", "2.00"),
        ({"years_clean": 2}, "500000.00", "1.00"),
        ({"years_clean": 3}, "500000.00", "1.00"),
        ({"years_clean": 3, "has_accounts_and_real_names": True}, "0.00", "0.00"),
        ({"years_clean": 2, "projects_here": 2}, "250000.00", "0.50"),
        ({"projects_here": 3}, "500000.00", "1.00"),
        ({"had_arrears_in_two_years": True}, "1500000.00", "3.00"),
        ({"had_arrears_in_two_years": True, "is_listed": True}, "2000000.00", "4.00"),
        ({"years_clean": 5, "is_listed": True}, "2000000.00", "4.00"),
    ],
)
def test_the_past_of_the_contractor_moves_the_rate(
    past: dict[str, object], amount: str, rate: str
) -> None:
    due = deposit_due(FIFTY_MILLION, replace(UNKNOWN, **past), LOCAL)  # type: ignore[arg-type]
    assert (due.amount, due.rate) == (Decimal(amount), Decimal(rate))
    assert due.steps


def test_a_small_contract_is_exempt_only_after_a_clean_year() -> None:
    small = Decimal("2999999.99")
    assert deposit_due(small, replace(UNKNOWN, years_clean=1), LOCAL).is_exempt
    assert not deposit_due(small, UNKNOWN, LOCAL).is_exempt
    assert not deposit_due(Decimal("3000000"), replace(UNKNOWN, years_clean=1), LOCAL).is_exempt


@pytest.mark.parametrize(
    ("past", "contract", "is_exempt"),
    [
        # below three million only the preceding year counts
        ({"years_clean": 1, "had_arrears_in_two_years": True}, "2999999.99", True),
        ({"years_clean": 0, "had_arrears_in_two_years": True}, "2999999.99", False),
        ({"years_clean": 0}, "2999999.99", False),
        ({"years_clean": 1, "is_listed": True}, "2999999.99", False),
        # the exemption of three years is shut out by arrears within two
        (
            {
                "years_clean": 3,
                "had_arrears_in_two_years": True,
                "has_accounts_and_real_names": True,
            },
            "50000000.00",
            False,
        ),
        ({"years_clean": 3, "has_accounts_and_real_names": True}, "50000000.00", True),
    ],
)
def test_each_exemption_has_its_own_bar(
    past: dict[str, object], contract: str, is_exempt: bool
) -> None:
    due = deposit_due(Decimal(contract), replace(UNKNOWN, **past), LOCAL)  # type: ignore[arg-type]
    assert due.is_exempt is is_exempt


def test_a_ceiling_of_the_place_holds() -> None:
    due = deposit_due(FIFTY_MILLION, UNKNOWN, Local(Decimal("2.00"), Decimal("800000.00")))
    assert due.amount == Decimal("800000.00")
    assert "800,000.00元封顶" in str(due.steps[-1].sentence)


def test_the_last_fen_is_rounded() -> None:
    assert deposit_due(Decimal("3333333.33"), UNKNOWN, LOCAL).amount == Decimal("66666.67")


@pytest.mark.parametrize("rate", ["0.99", "3.01"])
def test_a_local_rate_outside_the_law_is_refused(rate: str) -> None:
    with pytest.raises(Refused, match="1%至3%"):
        deposit_due(FIFTY_MILLION, UNKNOWN, Local(Decimal(rate)))


def test_without_a_contract_amount_nothing_is_reckoned() -> None:
    with pytest.raises(Refused, match="施工合同额"):
        deposit_due(Decimal("0"), UNKNOWN, LOCAL)
