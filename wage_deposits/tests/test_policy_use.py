"""The deposit pays only after an order ran out, never more than is owed or held."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from statutes.refusal import Refused
from wage_deposits.policy.refill import check_enough, shortage
from wage_deposits.policy.use import Arrears, PaymentOrder, check_use

TODAY = date(2026, 12, 1)
ORDER = PaymentOrder(
    number="江人社监令字〔2026〕9号", amount=Decimal("30000.00"), due_on=date(2026, 11, 30)
)
OWED = Arrears(
    case_id=7,
    case_no="江人社监案〔2026〕7号",
    debtor="江城宏达建筑劳务有限公司",
    order=ORDER,
    workers=3,
    amount=Decimal("30000.00"),
)
GIVEN = {
    "amount": Decimal("30000.00"),
    "funds": Decimal("30000.00"),
    "lapsed_on": None,
    "today": TODAY,
}


def test_the_day_after_the_order_ran_out_it_may_pay_all_that_is_owed() -> None:
    check_use(OWED, **GIVEN)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("arrears", "given", "reason"),
    [
        ({"order": None}, {}, "还没有责令限期清偿的文书"),
        (
            {"order": None, "in_advance": True},
            {},
            "江城宏达建筑劳务有限公司不是存储单位；.*先行清偿",
        ),
        ({"order": replace(ORDER, due_on=None)}, {}, "尚未送达"),
        ({"order": replace(ORDER, due_on=TODAY)}, {}, "期限至2026-12-01，尚未届满"),
        ({"order": replace(ORDER, amount=Decimal("0.00"))}, {}, "9号没有责令支付工资"),
        ({"order": replace(ORDER, is_fulfilled=True)}, {}, "9号已经履行"),
        ({"order": replace(ORDER, amount=Decimal("29999.99"))}, {}, "责令支付.*29,999.99元"),
        ({"order": replace(ORDER, called=Decimal("0.01"))}, {}, "责令支付.*29,999.99元"),
        ({"amount": Decimal("0.00")}, {}, "没有未付的工资"),
        ({"pending": Decimal("30000.00")}, {}, "已为该案支付30,000.00元，请先记入案件台账"),
        ({"pending": Decimal("0.01")}, {}, "尚欠的29,999.99元"),
        ({}, {"amount": Decimal("0.00")}, "大于零"),
        ({}, {"amount": Decimal("30000.01")}, "尚欠的30,000.00元"),
        ({}, {"funds": Decimal("29999.99")}, "余额29,999.99元"),
        ({}, {"lapsed_on": date(2026, 11, 30)}, "已于2026-11-30到期"),
    ],
)
def test_what_is_wrong_is_named(
    arrears: dict[str, object], given: dict[str, object], reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        check_use(replace(OWED, **arrears), **{**GIVEN, **given})  # type: ignore[arg-type]


def test_a_subcontractor_s_debt_is_paid_under_the_order_that_told_the_contractor_to_pay() -> None:
    check_use(replace(OWED, in_advance=True), **GIVEN)  # type: ignore[arg-type]
    with pytest.raises(Refused) as refused:
        check_use(replace(OWED, in_advance=True, order=None), **GIVEN)  # type: ignore[arg-type]
    assert str(refused.value.citation) == "《保障农民工工资支付条例》第三十条"


def test_at_most_what_is_owed_and_was_ordered_may_be_called_for() -> None:
    assert OWED.most == Decimal("30000.00")
    assert replace(OWED, order=replace(ORDER, called=Decimal("10000.00"))).most == Decimal(
        "20000.00"
    )
    assert replace(OWED, pending=Decimal("25000.00")).most == Decimal("5000.00")
    assert replace(OWED, order=None).most == 0


def test_a_guarantee_pays_on_its_last_day() -> None:
    check_use(OWED, **{**GIVEN, "lapsed_on": TODAY})  # type: ignore[arg-type]


def test_the_shortage_is_filled_to_the_fen() -> None:
    missing = shortage(Decimal("500000.00"), Decimal("470000.01"))
    assert missing == Decimal("29999.99")
    check_enough(missing, missing=missing)
    with pytest.raises(Refused, match="29,999.98元低于短缺的29,999.99元"):
        check_enough(Decimal("29999.98"), missing=missing)
    assert shortage(Decimal("500000.00"), Decimal("600000.00")) == 0
