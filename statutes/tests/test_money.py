"""Money read as people write it, and written as receipts and decisions must carry it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statutes.money import CEILING, capitals, parse_yuan, yuan
from statutes.refusal import Refused

AMOUNTS = st.decimals(min_value=0, max_value=CEILING, places=2)

_DIGITS = {char: value for value, char in enumerate("零壹贰叁肆伍陆柒捌玖")}
_PLACES = {"拾": 10, "佰": 100, "仟": 1000}


def from_capitals(text: str) -> Decimal:
    """Read capitals back, independently of how they were written."""
    whole, _, rest = text.partition("元") if "元" in text else ("零", "", text)
    total, section, digit = 0, 0, 0
    for char in whole:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _PLACES:
            section, digit = section + digit * _PLACES[char], 0
        else:
            section, digit = (section + digit) * {"万": 10**4, "亿": 10**8}[char], 0
            total, section = total + section, 0
    fen = 0
    for char, value in (("角", 10), ("分", 1)):
        if char in rest:
            fen += _DIGITS[rest[rest.index(char) - 1]] * value
    return Decimal(total + section + digit) + Decimal(fen) / 100


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("1.05", "壹元零伍分"),
        ("10.00", "壹拾元整"),
        ("20.10", "贰拾元壹角整"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("10001.00", "壹万零壹元整"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("42293.00", "肆万贰仟贰佰玖拾叁元整"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("210000.00", "贰拾壹万元整"),
        ("1000000.00", "壹佰万元整"),
        ("7923007.67", "柒佰玖拾贰万叁仟零柒元陆角柒分"),
        ("100000001.00", "壹亿零壹元整"),
        ("100005000.00", "壹亿零伍仟元整"),
        ("100010000.00", "壹亿零壹万元整"),
        ("200004000.00", "贰亿零肆仟元整"),
        ("110000000.50", "壹亿壹仟万元伍角整"),
        ("1000100010.00", "壹拾亿零壹拾万零壹拾元整"),
        ("999999999999.99", "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_capitals_are_written_as_the_rules_for_receipts_say(amount: str, written: str) -> None:
    assert capitals(Decimal(amount)) == written


@given(AMOUNTS)
def test_capitals_read_back_to_the_same_amount(amount: Decimal) -> None:
    assert from_capitals(capitals(amount)) == amount


@given(AMOUNTS)
def test_capitals_have_no_doubled_or_dangling_zero(amount: Decimal) -> None:
    written = capitals(amount)
    assert "零零" not in written
    assert amount == 0 or not written.startswith("零")
    assert not any(f"零{unit}" in written for unit in "万亿拾佰仟角分")
    assert amount == 0 or "零元" not in written


@pytest.mark.parametrize("amount", ["-1", "0.001", "NaN", "Infinity", "1000000000000"])
def test_amounts_that_no_paper_can_carry_are_errors(amount: str) -> None:
    with pytest.raises(ValueError, match="capitals|fen"):
        capitals(Decimal(amount))


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1234.5", "1234.50"),
        ("1,234.50", "1234.50"),
        ("１，２３４．５０", "1234.50"),
        ("¥1,234,567.89", "1234567.89"),
        ("￥300元", "300.00"),
        ("人民币 300 元整", "300.00"),
        ("1.2万", "12000.00"),
        ("1.23456万元", "12345.60"),
        ("0.5亿", "50000000.00"),
        (" 210000 ", "210000.00"),
        (".5", "0.50"),
        ("0", "0.00"),
    ],
)
def test_amounts_are_read_as_people_write_them(text: str, amount: str) -> None:
    assert parse_yuan(text) == Decimal(amount)
    assert parse_yuan(text).as_tuple().exponent == -2


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "没有填写"),
        ("  ", "没有填写"),
        ("三百元", "不是金额"),
        ("12,34", "不是金额"),
        ("1,2345", "不是金额"),
        ("1.2.3", "不是金额"),
        ("NaN", "不是金额"),
        ("1e5", "不是金额"),
        ("=1+1", "不是金额"),
        ("1万2", "不是金额"),
        ("-5", "负数"),
        ("¥-5", "负数"),
        ("−5", "负数"),
        ("1.234", "两位小数"),
        ("1.2345678万", "两位小数"),
        ("1000000000000", "过大"),
        ("9" * 60, "过大"),
        ("99999亿", "过大"),
    ],
)
def test_what_is_no_amount_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        parse_yuan(text)


@given(AMOUNTS)
def test_what_is_written_is_read_back(amount: Decimal) -> None:
    assert parse_yuan(yuan(amount)) == amount


def test_amounts_are_shown_with_thousands_separators() -> None:
    assert yuan(Decimal("210000")) == "210,000.00"
