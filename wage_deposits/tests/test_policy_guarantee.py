"""A guarantee shorter or smaller than what it stands for is refused."""

from datetime import date
from decimal import Decimal

import pytest

from statutes.refusal import Refused
from wage_deposits.policy.guarantee import check_guarantee, is_lapsing

ENOUGH = {
    "amount": Decimal("500000.00"),
    "valid_to": date(2028, 6, 30),
    "due": Decimal("500000.00"),
    "project_ends_on": date(2028, 6, 30),
}


def test_a_guarantee_up_to_the_last_day_is_enough() -> None:
    check_guarantee(**ENOUGH)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"amount": Decimal("499999.99")}, "保函金额499,999.99元低于应存500,000.00元"),
        ({"valid_to": date(2028, 6, 29)}, "早于工程计划竣工日期2028-06-30"),
        ({"project_ends_on": None}, "请先登记工程计划竣工日期"),
    ],
)
def test_what_is_wrong_is_named(given: dict[str, object], reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        check_guarantee(**{**ENOUGH, **given})  # type: ignore[arg-type]


def test_it_is_lapsing_thirty_days_before_its_end() -> None:
    ends = date(2026, 12, 31)
    assert not is_lapsing(ends, date(2026, 11, 30))
    assert is_lapsing(ends, date(2026, 12, 1))
