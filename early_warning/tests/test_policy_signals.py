"""Every shipped rule speaks at its threshold, is silent below it, and counts nothing unknown."""

from dataclasses import fields
from decimal import Decimal

import pytest

from early_warning.policy.signals import RULES, Figures, Level, Lines, Month, judge

D = Decimal
# code, silent, speaks, a word of its sentence
TABLE = [
    ("account_unpaid", {"paid_through_account": True}, {"paid_through_account": False}, "专用账户"),
    (
        "below_minimum_wage",
        {"pay_per_head": D(2100), "minimum_wage": D(2100)},
        {"pay_per_head": D("2099.99"), "minimum_wage": D(2100)},
        "2,099.99元",
    ),
    (
        "no_wage_record",
        {"attended": 100, "with_wage_record": 90},
        {"attended": 100, "with_wage_record": 89},
        "11%没有工资记录",
    ),
    (
        "paid_in_part",
        {"attended": 72, "paid_in_full": 72},
        {"attended": 72, "paid_in_full": 71},
        "1.4%未足额",
    ),
    ("proxy_month", {"largest_month": D(50000)}, {"largest_month": D("50000.01")}, "疑似代领"),
    ("proxy_year", {"largest_year": D(300000)}, {"largest_year": D(300001)}, "疑似代领"),
    ("leavers_unsettled", {"leavers_unsettled": 0}, {"leavers_unsettled": 1}, "1名离场"),
    ("months_owed", {"months_owed": 0}, {"months_owed": 1}, "拖欠工资1个月"),
    ("months_owed_long", {"months_owed": 2}, {"months_owed": 3}, "拖欠工资3个月"),
    ("group_owed", {"owed_workers": 9}, {"owed_workers": 10}, "10人"),
    (
        "group_complained",
        {"complaining_workers": 9},
        {"complaining_workers": 10},
        "投诉和案件涉及劳动者10人",
    ),
    ("site_lacks", {"has_real_names": True}, {"has_real_names": False}, "实名制管理"),
    ("insurance_owed", {"insurance_owed": D(0)}, {"insurance_owed": D("0.01")}, "社会保险费"),
    ("tax_owed", {"tax_owed": D(0)}, {"tax_owed": D(1)}, "税款"),
    ("power_drop", {"power_drop": D("49.9")}, {"power_drop": D(50)}, "用电量"),
    ("water_drop", {"water_drop": D("49.9")}, {"water_drop": D(50)}, "用水量"),
    ("abnormal_register", {"is_abnormal": False}, {"is_abnormal": True}, "经营异常"),
    ("penalties", {"penalties": 0}, {"penalties": 1}, "行政处罚1次"),
    ("complaints", {"complaints": 1}, {"complaints": 2}, "投诉举报2次"),
    (
        "assistant_report",
        {"reported_by_assistant": False},
        {"reported_by_assistant": True},
        "协管员",
    ),
    ("order_overdue", {"orders_overdue": 0}, {"orders_overdue": 1}, "逾期未履行"),
    (
        "legal_representative",
        {"changed_legal_representative": False},
        {"changed_legal_representative": True},
        "变更法定代表人",
    ),
]


def spoke(month: Month) -> dict[str, str]:
    return {signal.code: str(signal.sentence) for signal in judge(month).signals}


@pytest.mark.parametrize(("code", "silent", "speaks", "words"), TABLE, ids=[r[0] for r in TABLE])
def test_a_rule_speaks_at_its_threshold(
    code: str, silent: dict[str, object], speaks: dict[str, object], words: str
) -> None:
    assert code not in spoke(Month(**silent))  # type: ignore[arg-type]
    assert words in spoke(Month(**speaks))[code]  # type: ignore[arg-type]


def test_every_rule_is_in_the_table() -> None:
    assert [row[0] for row in TABLE] == list(RULES)


def test_what_is_unknown_never_counts() -> None:
    assert all(field.default is None for field in fields(Month))
    assert judge(Month()) == judge(Month(attended=0, with_wage_record=0))
    assert (judge(Month()).level, judge(Month()).signals) == (None, ())


def test_small_signs_add_up_to_a_level() -> None:
    """15 + 10 = 25: yellow; + 15 = 40: orange; + 20 = 60: red."""
    facts: dict[str, object] = {"insurance_owed": D(1), "tax_owed": D(1)}
    assert judge(Month(**facts)).level is Level.YELLOW  # type: ignore[arg-type]
    facts["complaints"] = 2
    assert judge(Month(**facts)).level is Level.ORANGE  # type: ignore[arg-type]
    facts["reported_by_assistant"] = True
    assert (judge(Month(**facts)).level, judge(Month(**facts)).points) == (Level.RED, 60)  # type: ignore[arg-type]


def test_a_place_may_set_points_thresholds_and_lines_or_silence_a_rule() -> None:
    month = Month(power_drop=D(30), tax_owed=D(1))
    own = {
        "power_drop": Figures(Level.ORANGE, 5, D(30)),
        "tax_owed": Figures(None, 0),
    }
    warned = judge(month, figures=own)
    assert (warned.level, warned.points) == (Level.ORANGE, 5)
    assert judge(month, Lines(yellow=10, orange=50, red=90)).level is Level.YELLOW


@pytest.mark.parametrize(
    ("own", "handled", "level", "points"),
    [
        ({}, False, Level.RED, 60),
        ({}, None, Level.RED, 60),
        ({}, True, Level.YELLOW, 20),
        ({"leavers_unsettled": Figures(Level.ORANGE, 40)}, True, Level.YELLOW, 20),
        ({"leavers_unsettled": Figures(None, 15)}, True, None, 15),
    ],
)
def test_unpaid_leavers_are_red_and_yellow_while_a_complaint_is_handled(
    own: dict[str, Figures], handled: bool | None, level: Level | None, points: int
) -> None:
    month = Month(leavers_unsettled=2, is_complained_of=handled)
    signal = judge(month, figures=own).signals[0]
    assert (signal.level, signal.points) == (level, points)
