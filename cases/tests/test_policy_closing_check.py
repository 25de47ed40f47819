"""四不放过: each question is answered with its reason."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from cases.policy.closing_check import ClosingFacts, closing_check, missing
from cases.policy.investigation_limit import extension_days
from cases.policy.ledger import Totals

SETTLED = ClosingFacts(
    totals=Totals(72, 0, Decimal("210000.00"), Decimal("210000.00"), Decimal("210000.00")),
    order_served_on=date(2026, 11, 18),
    has_order=True,
    corrected_on=date(2026, 11, 25),
    no_penalty_reason="在指令期限内足额支付，初次违法且危害后果轻微。",
)


def test_a_settled_case_answers_all_four_with_figures():
    answers = closing_check(SETTLED)
    assert [a.code for a in answers] == ["facts", "correction", "penalty", "execution"]
    assert all(a.is_met for a in answers)
    assert missing(SETTLED) is None
    assert [str(a.reason) for a in answers] == [
        "已查清72名劳动者的工资，核定210,000.00元。",
        "2026-11-25核查：已按指令改正。",
        "不予处罚的理由：在指令期限内足额支付，初次违法且危害后果轻微。",
        "核定的210,000.00元已全部支付到劳动者手中。",
    ]


def test_correction_without_an_order_is_named_as_the_employers_own():
    own = replace(SETTLED, has_order=False, order_served_on=None)
    assert str(closing_check(own)[1].reason) == "2026-11-25核查：已自行改正。"


def test_a_case_without_workers_has_not_cleared_its_facts():
    assert str(missing(replace(SETTLED, totals=Totals()))) == "尚未登记涉及的劳动者。"


def test_a_head_may_add_thirty_working_days_to_the_sixty():
    assert extension_days(date(2026, 1, 5)) == 30
