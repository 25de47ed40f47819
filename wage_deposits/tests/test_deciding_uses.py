"""The head decides on what is owed then, not on what was owed when it was proposed."""

from decimal import Decimal

import pytest

from statutes.refusal import Refused
from wage_deposits.policy.use import Arrears
from wage_deposits.tests import factories as make
from wage_deposits.tests.factories import House

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return House()


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        (None, "情况不明"),
        (make.arrears(case_id=8), "情况不明"),
        (make.arrears(amount=Decimal("0.00"), workers=0), "没有未付的工资"),
        (make.arrears(amount=Decimal("29999.99")), "尚欠的29,999.99元"),
        (make.arrears(order=make.payment_order(is_fulfilled=True)), "已经履行"),
        (make.arrears(order=make.payment_order(number="另一份")), "已经变更"),
    ],
)
def test_what_was_paid_since_it_was_proposed_is_not_paid_again(
    house: House, now: Arrears | None, reason: str
) -> None:
    deposit = make.propose_use(house, make.opened(house))
    with pytest.raises(Refused, match=reason):
        make.approve_use(house, deposit, arrears=now)
    assert make.fresh(deposit).state == "use_proposed"
    make.approve_use(house, deposit, approved=False, opinion="已经付清。", arrears=now)
