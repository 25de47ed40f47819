"""当场处罚 (处罚法 第五十一条至第五十三条、第六十八条至第七十条)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cases.policy.simple_procedure import (
    Collection,
    SpotFacts,
    refuse,
    refuse_amount,
    refuse_collection,
)
from statutes.penalties import penalty_range

ON = date(2026, 11, 23)
WHOLE = SpotFacts(
    fine=Decimal("2000.00"),
    is_unit=True,
    facts_are_certain=True,
    rights_were_told=True,
    defence="没有陈述申辩。",
    receiver="周海",
)


def said(refusals) -> str:
    return "".join(map(str, refusals))


@pytest.mark.parametrize(
    ("fine", "is_unit", "fits"),
    [
        ("3000.00", True, True),
        ("3000.01", True, False),
        ("200.00", False, True),
        ("200.01", False, False),
        ("0.00", True, True),
    ],
)
def test_three_thousand_for_a_unit_two_hundred_for_a_citizen(fine, is_unit, fits):
    spot = replace(WHOLE, fine=Decimal(fine), is_unit=is_unit)
    assert (refuse(spot) == ()) is fits


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"facts_are_certain": False}, "违法事实须确凿"),
        ({"rights_were_told": False}, "须当场告知"),
        ({"defence": " "}, "须记录当事人的陈述申辩"),
        ({"receiver": ""}, "决定书须当场交付"),
    ],
)
def test_what_is_missing_on_the_scene_is_named(change, sentence):
    assert sentence in said(refuse(replace(WHOLE, **change)))


def test_who_refuses_to_sign_has_been_served_all_the_same():
    assert refuse(replace(WHOLE, receiver="", refusal="拒绝签收，已告知。")) == ()


def amount(item: str, fine: str, *, disobeyed=False, reason="", **figures):
    allowed = penalty_range(item, on=ON, **figures)
    return refuse_amount(allowed, Decimal(fine), order_was_disobeyed=disobeyed, reason=reason)


def test_a_fine_lies_within_the_range_of_its_article():
    assert amount("obstruction", "2000.00") == ()
    assert amount("overtime", "2100.00", workers=7) == ()
    assert "高于法定最高" in said(amount("overtime", "2100.00", workers=2))


def test_below_the_least_needs_its_reason_and_above_the_most_nothing_helps():
    assert "低于法定最低" in said(amount("obstruction", "500.00"))
    assert amount("obstruction", "500.00", reason="第三十二条第一项：主动消除危害后果。") == ()
    reason = {"reason": "情节恶劣。", "workers": 2}
    assert "高于法定最高" in said(amount("overtime", "2100.00", **reason))


def test_a_warning_is_given_only_where_the_law_names_one():
    assert amount("unlawful_rules", "0.00") == ()
    assert amount("overtime", "0.00", workers=3) == ()
    assert "没有对该行为规定警告" in said(amount("obstruction", "0.00"))


def test_what_is_owed_to_workers_and_what_waits_for_an_order_is_not_settled_on_the_spot():
    wages = amount("wage_arrears", "500.00", amount=Decimal("1000.00"))
    assert "须按普通程序办理" in said(wages)
    assert "须经责令改正" in said(amount("staff_register", "2000.00"))
    assert amount("staff_register", "2000.00", disobeyed=True) == ()


@pytest.mark.parametrize(
    ("ground", "fine", "receipt", "sentence"),
    [
        (Collection.SMALL, "100.00", "票0001", ""),
        (Collection.SMALL, "100.01", "票0001", "不能以此为由当场收缴"),
        (Collection.HARD_LATER, "3000.00", "票0001", ""),
        (Collection.REMOTE, "2000.00", "票0001", ""),
        (Collection.HARD_LATER, "500.00", " ", "专用票据"),
        (Collection.HARD_LATER, "0.00", "票0001", "没有罚款"),
    ],
)
def test_officers_take_money_only_on_the_grounds_of_the_law(ground, fine, receipt, sentence):
    refusals = said(refuse_collection(ground, Decimal(fine), receipt))
    assert (sentence in refusals) if sentence else refusals == ""
