"""One row of monthly facts: read whole by the map of its source, or named cell by cell."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from early_warning.policy.columns import (
    COLUMNS,
    Kind,
    Line,
    RowReader,
    labels,
    read_month,
    require_whole,
    suggested,
)
from statutes.identity import uscc_check_character
from statutes.refusal import Refused

CODE = "91410102MA0000001"
USCC = CODE + uscc_check_character(CODE)
UNTIL = date(2026, 11, 23)
# 金保工程: as the insurance system writes it.
JINBAO = ["单位编号", "单位名称", "统一社会信用代码", "险种类型", "费款所属期", "缴费人数",
          "缴费基数", "应缴金额", "实缴金额", "欠费金额"]  # fmt: skip


def reader(kind: Kind, header: Sequence[object], columns: dict[str, str], **more: Any) -> RowReader:
    given = {"month": None, "until": UNTIL, **more}
    return RowReader(kind, 1, header, columns=columns, **given)


def test_the_insurance_layout_is_recognised() -> None:
    columns = suggested(Kind.INSURANCE, JINBAO)
    assert columns == {
        "uscc": "统一社会信用代码", "name": "单位名称", "month": "费款所属期",
        "insured": "缴费人数", "payable": "应缴金额", "paid": "实缴金额", "owed": "欠费金额",
    }  # fmt: skip
    line = reader(Kind.INSURANCE, JINBAO, columns).read(
        2, ["0101", "江城甲厂", USCC, "养老", 202610.0, 80, "3,000", "1.2万", 0, "12000.00"]
    )
    assert line == Line(
        2, USCC, "江城甲厂", date(2026, 10, 1),
        {"insured": 80, "payable": "12000.00", "paid": "0.00", "owed": "12000.00"},
    )  # fmt: skip


def test_units_in_brackets_are_passed_over() -> None:
    assert suggested(Kind.ELECTRICITY, ["户名", "用电量（度）", "电费年月"]) == {
        "name": "户名", "used": "用电量（度）", "month": "电费年月",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text", ["2026-10", "202610", "2026年10月", "2026/10", "2026.10", "2026-10-15", "2026年10月份"]
)
def test_a_month_is_read_as_people_write_it(text: str) -> None:
    assert read_month(text) == date(2026, 10, 1)


@pytest.mark.parametrize("text", ["十月", "2026-13", "10", "1999-01"])
def test_what_is_no_month_is_named(text: str) -> None:
    assert "不是月份" in str(read_month(text))


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        (["91410102MA0000001X", "", "2026-10", "5"], "uscc", ""),
        (["", "", "2026-10", "5"], "name", "没有写明是哪个单位"),
        ([USCC, "", "", "5"], "month", "没有写明月份"),
        ([USCC, "", "2026-12", "5"], "month", "还没有到"),
        ([USCC, "", "2026-10", "很多"], "used", "不是用量"),
        ([USCC, "", "2026-10", "-5"], "used", "不是用量"),
        ([USCC, "", "2026-10", "5", "错位"], "", "格数多于表头"),
    ],
)
def test_a_wrong_cell_is_named_with_what_to_do(cells: list[str], column: str, words: str) -> None:
    columns = {"uscc": "代码", "name": "户名", "month": "月份", "used": "电量"}
    found = reader(Kind.ELECTRICITY, list(columns.values()), columns).read(7, cells)
    assert isinstance(found, list)
    assert (found[0].row, found[0].column) == (7, column)
    assert words in str(found[0].message)


def test_yes_and_no_are_read_and_anything_else_named() -> None:
    columns = {"uscc": "代码", "account_paid": "专户"}
    read = reader(Kind.PAYROLL, list(columns.values()), columns, month=date(2026, 10, 1)).read
    said = [read(2, [USCC, word]) for word in ("是", "否", "", "大概")]
    assert [line.figures for line in said[:3] if isinstance(line, Line)] == [
        {"account_paid": True}, {"account_paid": False}, {},
    ]  # fmt: skip
    assert isinstance(said[3], list)


def test_a_header_that_is_gone_or_doubled_is_refused() -> None:
    for header in (["代码"], ["代码", "电量", "电量"]):
        with pytest.raises(Refused):
            reader(Kind.ELECTRICITY, header, {"uscc": "代码", "used": "电量"})


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"month": "月份", "used": "电量"}, "信用代码或者单位名称"),
        ({"uscc": "代码", "used": "电量"}, "所属月份"),
        ({"uscc": "代码", "month": "月份"}, "至少选定一列"),
        ({"uscc": "代码", "month": "月份", "used": "月份"}, "同一列"),
    ],
)
def test_a_map_by_which_nothing_could_be_read_is_refused(
    columns: dict[str, str], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        require_whole(Kind.ELECTRICITY, columns, None)


def test_every_kind_names_its_columns_once() -> None:
    for kind in Kind:
        assert len(labels(kind)) == 3 + len(COLUMNS[kind])
