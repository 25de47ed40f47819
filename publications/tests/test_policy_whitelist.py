"""What may be copied for the public, field by field, and what never may."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from publications.policy.fields import Form, refuse_personal_data
from publications.policy.kinds import KIND_LABELS, MEANS_LABELS, REGIMES, Kind, Means
from publications.policy.whitelist import CLASSES, WHITELIST, copy_of, heading_of
from statutes.articles import rules
from statutes.identity import uscc_check_character
from statutes.limits import LIMITS
from statutes.refusal import Refused

FIRST = "91410100MA0000001"
USCC = FIRST + uscc_check_character(FIRST)
TABLE = Path(__file__).with_name("tables") / "personal_data.csv"
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
WHO = {"subject_kind": "unit", "name": "江城宏达建筑劳务有限公司", "uscc": USCC}
GIVEN: dict[Kind, dict[str, Any]] = {
    Kind.BLACKLIST: {
        **WHO,
        "facts": "拖欠工资。",
        "grounds": "45号令第五条",
        "document_no": "江人社监列字〔2026〕1号",
        "decided_on": date(2026, 11, 20),
    },
    Kind.MAJOR_VIOLATION: {
        **WHO,
        "violation_class": "wages",
        "facts": "拖欠工资。",
        "handling": "处以罚款。",
        "document_no": "江人社监罚字〔2026〕9号",
        "decided_on": "2026-11-20",
    },
    Kind.RATING: {**WHO, "year": 2026, "grade": "C", "grounds": "等级评价办法"},
    Kind.PENALTY: {
        **WHO,
        "document_no": "江人社监罚字〔2026〕9号",
        "violation": "拒不改正",
        "facts": "逾期未支付。",
        "grounds": "条例第三十条",
        "penalty_kind": "罚款",
        "handling": "处以罚款。",
        "gravity": "ordinary",
        "decided_on": "2026-11-20",
    },
    Kind.PLAN: {"title": "2027年检查计划", "period": "2027年", "scope": "建筑业"},
    Kind.STATISTICS: {"title": "三季度", "period": "2026Q3", "figures": "结案|86|件"},
}
# What the act that asks for the publication wants to be read, and the file must not say more.
NEVER = {"phone", "mobile", "resident_id", "home_address", "workers", "claimants", "bank_account"}


def why(kind: Kind, **changes: object) -> str:
    with pytest.raises(Refused) as refused:
        copy_of(kind, {**GIVEN[kind], **changes})
    return str(refused.value)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_whole(kind: Kind) -> None:
    copy = copy_of(kind, GIVEN[kind])
    assert set(copy) == set(GIVEN[kind])
    assert heading_of(copy)
    regime = REGIMES[kind]
    assert {regime.removal, regime.publishing} <= set(LIMITS)
    assert regime.basis in rules()
    assert kind in KIND_LABELS
    assert not NEVER & {field.name for field in WHITELIST[kind]}


@pytest.mark.parametrize("kind", Kind)
def test_a_field_outside_the_list_is_refused_not_dropped(kind: Kind) -> None:
    assert "“phone”不在公开范围之内" in why(kind, phone="0371-12345")


@pytest.mark.parametrize("kind", Kind)
def test_what_is_required_is_named(kind: Kind) -> None:
    for field in WHITELIST[kind]:
        if field.required:
            assert field.label in why(kind, **{field.name: ""})


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_no_personal_number_is_published(row: dict[str, str]) -> None:
    if not row["finding"]:
        refuse_personal_data("事实", row["text"])
        return
    with pytest.raises(Refused) as refused:
        refuse_personal_data("事实", row["text"])
    assert row["finding"] in str(refused.value)


@pytest.mark.parametrize("kind", [Kind.BLACKLIST, Kind.MAJOR_VIOLATION, Kind.PENALTY])
def test_every_text_field_is_searched_for_numbers(kind: Kind) -> None:
    for field in WHITELIST[kind]:
        if field.form in {Form.TEXT, Form.PROSE, Form.PERSON, Form.PERSONS}:
            value = "13800001234"
            assert field.label in why(kind, **{field.name: value})


def test_a_persons_entry_tells_no_code_address_or_other_person() -> None:
    refusal = why(
        Kind.BLACKLIST, subject_kind="individual", address="东风路8号", legal_representative="张三"
    )
    assert "主体为个人的，不公开“统一社会信用代码”" in refusal
    assert "不公开“单位地址”" in refusal and "不公开“法定代表人或者主要负责人”" in refusal


def test_a_listed_person_is_named_and_a_punished_one_is_not() -> None:
    person = {"subject_kind": "individual", "name": "张三丰", "uscc": ""}
    assert copy_of(Kind.BLACKLIST, {**GIVEN[Kind.BLACKLIST], **person})["name"] == "张三丰"
    assert copy_of(Kind.PENALTY, {**GIVEN[Kind.PENALTY], **person})["name"] == "张**"


def test_a_unit_is_told_by_its_code_or_its_registration() -> None:
    assert "注册号" in why(Kind.BLACKLIST, uscc="")
    given = {**GIVEN[Kind.BLACKLIST], "uscc": "", "registration_no": "410100000012345"}
    assert copy_of(Kind.BLACKLIST, given)["registration_no"] == "410100000012345"
    assert "第18位" in why(Kind.BLACKLIST, uscc=USCC[:17] + ("1" if USCC[17] == "0" else "0"))


def test_what_cannot_be_seen_is_taken_out() -> None:
    given = {
        **GIVEN[Kind.BLACKLIST],
        "name": " 江城\u202e宏达\u200b\x00公司 ",
        "facts": "甲\r\n乙\x07",
    }
    copy = copy_of(Kind.BLACKLIST, given)
    assert (copy["name"], copy["facts"]) == ("江城宏达公司", "甲\n乙")


def test_hidden_characters_do_not_carry_a_number_past() -> None:
    assert "手机号码" in why(Kind.BLACKLIST, facts="电话138\u200b0000\u200b1234")


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("facts", "长" * 2001, "不得超过2000字"),
        ("name", "长" * 201, "不得超过200字"),
        ("name", 7, "应为文字"),
        ("responsible_persons", ["甲"] * 21, "最多20人"),
        ("decided_on", "昨天", "应为日期"),
        ("subject_kind", "robot", "不在可选范围内"),
    ],
)
def test_a_value_of_the_wrong_form_is_refused(field: str, value: object, says: str) -> None:
    assert says in why(Kind.BLACKLIST, **{field: value})


def test_persons_are_read_from_lines_once_each() -> None:
    given = {**GIVEN[Kind.BLACKLIST], "responsible_persons": "李四\n王五\n\n李四"}
    assert copy_of(Kind.BLACKLIST, given)["responsible_persons"] == ["李四", "王五"]


def test_figures_are_rows_of_three() -> None:
    given = {**GIVEN[Kind.STATISTICS], "figures": "结案|86|件\n追发工资｜1,200.00"}
    rows = copy_of(Kind.STATISTICS, given)["figures"]
    assert rows == [["结案", "86", "件"], ["追发工资", "1,200.00", ""]]
    assert "项目|数值|单位" in why(Kind.STATISTICS, figures="结案")


def test_money_is_kept_to_the_fen() -> None:
    assert copy_of(Kind.PENALTY, {**GIVEN[Kind.PENALTY], "fine": "2万"})["fine"] == "20000.00"


def test_the_seven_classes_and_the_means_are_labelled() -> None:
    assert len(CLASSES) == 7
    assert set(MEANS_LABELS) == set(Means)
