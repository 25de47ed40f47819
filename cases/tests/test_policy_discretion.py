"""裁量: each amount is measured against range and tier, and a departure needs its reason."""

from datetime import date
from decimal import Decimal

import pytest

from cases.policy.decision import Kind
from cases.policy.discretion import (
    Around,
    Ground,
    kept,
    measure,
    read_spells,
    reason_kept,
    refuse,
    revived,
    sum_of,
    written_spells,
)
from cases.policy.proposal import Draft, refuse_unmarking
from statutes.penalty_types import Effect
from statutes.refusal import Refused
from statutes.tiers import DEFAULT_TIERS

TODAY = date(2026, 11, 23)


def measured(violation: str, proposed: int | str = 0, **found):
    ground = Ground(violation, proposed=Decimal(proposed), **found)
    return measure(ground, on=TODAY, tiers=DEFAULT_TIERS)


def said(refusals) -> list[str]:
    return [str(sentence) for sentence in refusals]


def test_the_range_follows_from_the_facts_and_the_tier_from_the_amount():
    one = measured("overtime", 3500, workers=14)
    assert (one.allowed.minimum, one.allowed.maximum) == (Decimal("1400.00"), Decimal("7000.00"))
    assert one.tier is not None and one.tier.code == "ordinary"
    assert refuse(Kind.PENALTY, [one]) == ()


def test_two_children_for_four_begun_months_are_forty_thousand_by_every_word_of_the_law():
    spells = read_spells("2024-03-14:2024-06-19")
    one = measured("child_labour", 40000, workers=2, spells=spells)
    assert one.allowed.is_point and one.allowed.maximum == Decimal("40000.00")
    assert one.tier is None and one.departs == ()


@pytest.mark.parametrize(
    ("proposed", "why"),
    [
        (20001, "高于法定最高20000.00元"),
        (1999, "低于法定最低2000.00元，属于减轻或者不予处罚"),
    ],
)
def test_an_amount_outside_the_range_needs_its_reason(proposed, why):
    bare = measured("order_disobeyed", proposed)
    assert why in said(refuse(Kind.PENALTY, [bare]))[0]
    reasoned = measured("order_disobeyed", proposed, reason="配合查处有立功表现。")
    assert refuse(Kind.PENALTY, [reasoned]) == ()
    assert why in str(reasoned.departs[0]), "the approver still sees it"


def test_an_amount_outside_the_tier_of_the_findings_needs_its_reason_too():
    grave = measured("order_disobeyed", 5000, tier="grave")
    assert "不在“严重”档（15500.00元至20000.00元）" in said(refuse(Kind.PENALTY, [grave]))[0]
    assert refuse(Kind.PENALTY, [measured("order_disobeyed", 16000, tier="grave")]) == ()


def test_a_fine_that_may_be_left_out_is_left_out_without_a_reason_of_the_officers():
    warned = measured("overtime", 0, workers=14)
    assert refuse(Kind.PENALTY, [warned]) == ()
    assert reason_kept(Kind.PENALTY, warned) == "法律规定可以不处罚款"


def test_an_ending_without_a_penalty_is_its_own_reason():
    spared = measured("order_disobeyed", 0)
    assert refuse(Kind.NO_PENALTY, [spared]) == ()
    assert reason_kept(Kind.NO_PENALTY, spared) == "拟作不予行政处罚决定"
    assert refuse(Kind.REVOCATION, []) == ()


def test_a_penalty_need_not_say_why_it_orders_no_compensation():
    owed = measured("wage_arrears", 0, amount=Decimal("100000"))
    assert refuse(Kind.PENALTY, [owed]) == ()
    assert reason_kept(Kind.PENALTY, owed) == "拟作行政处罚决定"
    assert "低于法定最低" in said(refuse(Kind.HANDLING, [owed]))[0]


def test_a_fine_is_a_penalty_and_compensation_a_handling_decision():
    fined = measured("order_disobeyed", 3000)
    owed = measured("wage_arrears", 50000, amount=Decimal("100000"))
    assert said(refuse(Kind.HANDLING, [fined])) == [
        "“经责令改正拒不改正，或者拒不履行行政处理决定”的3,000.00元不能以行政处理决定作出。"
    ]
    assert "不能以行政处罚决定作出" in said(refuse(Kind.PENALTY, [owed]))[0]
    assert refuse(Kind.HANDLING, [owed]) == ()
    assert sum_of([fined, owed], Effect.FINE) == Decimal("3000")
    assert sum_of([fined, owed], Effect.COMPENSATION) == Decimal("50000")


def test_a_penalty_rests_on_at_least_one_violation_and_on_each_only_once():
    assert said(refuse(Kind.PENALTY, [])) == ["须写明至少一项违法行为。"]
    twice = [measured("order_disobeyed", 3000)] * 2
    assert any("重复填写" in why for why in said(refuse(Kind.PENALTY, twice)))


def test_a_missing_fact_is_asked_for_by_name():
    with pytest.raises(Refused, match="按人数计算，请填写人数"):
        measured("overtime", 3000)
    with pytest.raises(Refused, match="按月计算，请填写起止日期"):
        measured("child_labour", 3000, workers=1)


def test_spells_are_read_as_people_write_them():
    spells = read_spells("2024-03-14:2024-06-19，2024-08-01：2024-08-31")
    assert [spell.begun_months for spell in spells] == [4, 1]
    rows = [[spell.start.isoformat(), spell.end.isoformat()] for spell in spells]
    assert read_spells(written_spells(rows)) == spells
    for broken in ("2024-03-14", "2024-03-14:昨天", "2024-06-19:2024-03-14"):
        with pytest.raises(Refused):
            read_spells(broken)


def test_a_formula_is_kept_so_that_it_can_be_said_again_in_any_language():
    formula = measured(
        "child_labour", 40000, workers=2, spells=read_spells("2024-03-14:2024-06-19")
    )
    for sentence in (formula.allowed.formula, *formula.allowed.steps):
        assert str(revived(kept(sentence))) == str(sentence)


# -- what speaks against a fine as such --


def after(violation: str, around: Around, proposed: int = 3000, **found):
    ground = Ground(violation, proposed=Decimal(proposed), **found)
    return measure(ground, on=TODAY, tiers=DEFAULT_TIERS, around=around)


@pytest.mark.parametrize("violation", ["order_disobeyed", "staff_register"])
def test_what_only_disobedience_makes_finable_needs_an_order_or_names_one(violation):
    bare = after(violation, Around(order_was_disobeyed=False))
    assert "须经责令改正而逾期未改正才可以罚款" in said(refuse(Kind.PENALTY, [bare]))[0]
    assert refuse(Kind.PENALTY, [after(violation, Around(order_was_disobeyed=True))]) == ()
    elsewhere = "江人社监令字〔2026〕3号，见前案。"
    named = after(violation, Around(order_was_disobeyed=False), reason=elsewhere)
    assert named.departs and refuse(Kind.PENALTY, [named]) == ()
    spared = after(violation, Around(order_was_disobeyed=False), proposed=0)
    assert refuse(Kind.REVOCATION, [spared]) == ()


def test_an_act_that_was_fined_before_is_not_fined_again_unless_it_is_another():
    before = Around(fined_before={"overtime": "江人社监案2026-0003"})
    again = after("overtime", before, workers=14)
    assert "曾在江人社监案2026-0003因同类行为被罚款" in said(refuse(Kind.PENALTY, [again]))[0]
    another = after("overtime", before, workers=14, reason="2026年9月的加班，前案为3月。")
    assert refuse(Kind.PENALTY, [another]) == ()
    assert refuse(Kind.PENALTY, [after("obstruction", before)]) == ()


def test_of_two_fines_for_one_act_only_the_heavier_is_given():
    register = measured("staff_register", 3000)
    ledger = measured("wage_ledger", 20000)
    disobeyed = measured("order_disobeyed", 3000)
    assert refuse(Kind.PENALTY, [register, ledger]) == (), "two acts, two fines"
    (why,) = said(refuse(Kind.PENALTY, [disobeyed, ledger]))
    assert why.startswith("同一违法行为不得给予两次以上罚款：《保障农民工工资支付条例》第五十四条")
    assert refuse(Kind.PENALTY, [measured("order_disobeyed", 0, reason="从重处"), ledger]) == ()


def test_a_child_is_fined_for_once_a_month():
    spring, summer = read_spells("2024-03-14:2024-06-19"), read_spells("2024-06-20:2024-07-19")
    used = measured("child_labour", 20000, workers=1, spells=spring)
    unlicensed = measured("child_labour_unlicensed", 40000, workers=1, spells=spring)
    assert "不得给予两次以上罚款" in said(refuse(Kind.PENALTY, [used, unlicensed]))[0]
    kept_on = measured("child_labour_not_returned", 10000, workers=1, spells=summer)
    assert refuse(Kind.PENALTY, [used, kept_on]) == (), "the months after the order cost double"


@pytest.mark.parametrize(
    ("found_on", "is_barred", "must_say"),
    [
        (date(2026, 6, 19), False, False),  # the last day of two years
        (date(2026, 6, 20), False, True),  # five years, if life or health was harmed
        (date(2029, 6, 19), False, True),
        (date(2029, 6, 20), True, False),
    ],
)
def test_what_was_found_too_late_is_not_pursued(found_on, is_barred, must_say):
    around = Around(found_on=found_on)
    spells = read_spells("2024-03-14:2024-06-19")
    one = after("child_labour", around, 20000, workers=1, spells=spells)
    assert one.is_time_barred is is_barred
    assert bool(one.departs) is must_say
    if is_barred:
        assert said(refuse(Kind.PENALTY, [one])) == ["“使用童工”已过追究时效，不再查处。"]


def test_a_revision_does_not_escape_review_or_deliberation():
    draft = Draft(Kind.PENALTY, "事实", "意见", is_grave=True)
    assert refuse_unmarking(("is_grave",), draft) is None
    assert refuse_unmarking((), draft) is None, "it may be marked as grave only then"
    assert str(refuse_unmarking(("is_complex", "is_grave"), draft)) == (
        "已认定的“情节复杂、涉及多个法律关系”不得在修改处理建议时取消。"
    )
