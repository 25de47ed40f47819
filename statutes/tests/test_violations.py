"""The catalogue of violations: whole, well-founded, and complete for the acts it covers."""

import pytest

from statutes.articles import rules
from statutes.citations import cite
from statutes.violation_types import KIND_LABELS, ORDER_LABELS, Kind, Order, Violation
from statutes.violations import VIOLATIONS, of_kind, violation


@pytest.mark.parametrize("row", VIOLATIONS.values(), ids=lambda row: row.code)
def test_each_violation_names_what_is_breached_and_on_what_basis_it_is_ordered_right(
    row: Violation,
) -> None:
    assert row.label
    assert row.consequence
    assert row.breached
    assert set(row.breached) | {row.basis} <= set(rules())


@pytest.mark.parametrize(
    ("article", "items"),
    [
        (cite("条例", "第二十三条"), 5),
        (cite("女职工规定", "第十三条"), 3),
        (cite("条例", "第二十四条"), 1),
        (cite("条例", "第二十五条"), 2),
        (cite("条例", "第二十六条"), 4),
        (cite("条例", "第二十七条"), 1),
        (cite("条例", "第二十八条"), 2),
        (cite("条例", "第二十九条"), 4),
        (cite("条例", "第三十条"), 4),
        (cite("工资条例", "第五十四条"), 3),
        (cite("工资条例", "第五十五条"), 3),
        (cite("工资条例", "第五十六条"), 4),
        (cite("工资条例", "第五十七条"), 3),
    ],
    ids=str,
)
def test_every_item_of_an_article_is_a_row(article: object, items: int) -> None:
    assert sum(row.basis == article for row in VIOLATIONS.values()) == items


def test_money_owed_to_workers_is_ordered_to_be_paid_or_returned() -> None:
    for row in VIOLATIONS.values():
        if row.order is Order.PAY_BY:
            assert row.owed_to_workers
        if row.owed_to_workers:
            assert row.order in (Order.PAY_BY, Order.RETURN_BY)


def test_wage_arrears_are_first_ordered_paid_and_only_then_surcharged() -> None:
    arrears = violation("wage_arrears")
    assert ORDER_LABELS[arrears.order] == "责令限期支付"
    assert arrears.basis == cite("条例", "第二十六条")
    assert arrears.after_order
    assert "不是罚款" in arrears.consequence


def test_later_acts_prevail() -> None:
    assert "98天" in violation("women_maternity_leave").label
    assert "2倍以上5倍以下" in violation("insurance_fraud").consequence


def test_every_kind_has_its_label_and_its_rows_and_codes_are_unique() -> None:
    assert set(KIND_LABELS) == set(Kind)
    assert set(ORDER_LABELS) == set(Order)
    rows = [row for kind in Kind for row in of_kind(kind)]
    assert all(of_kind(kind) for kind in Kind)
    assert len(rows) == len(VIOLATIONS) == len({row.label for row in rows})
