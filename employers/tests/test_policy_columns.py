"""One row of an employer table: read whole, or named cell by cell with what to do."""

from collections.abc import Sequence

import pytest

from employers.policy.columns import EMPTY, LABELS, NAMES, RowReader, copy_line
from statutes.refusal import Refused
from statutes.tables import Rejection
from statutes.wording import Sentence, say

CODE = "91410102MA0000001R"
PLACE = "410102000000"


def reader(header: Sequence[object] = NAMES) -> RowReader:
    return RowReader(1, header, known_divisions={PLACE}, outside=lambda code: False)


def row(**cells: object) -> list[object]:
    usual = {"uscc": good_code(), "name": "江城宏达", "division": "410102"}
    return [{**usual, **cells}.get(name, "") for name in NAMES]


def good_code() -> str:
    from statutes.identity import uscc_check_character

    return CODE[:17] + uscc_check_character(CODE[:17])


def value(column: str, cell: object) -> object:
    return reader().read(2, row(**{column: cell}))[NAMES.index(column)]


def complaint(column: str, cell: object) -> str:
    found = reader().read(2, row(**{column: cell}))
    assert all(isinstance(r, Rejection) for r in found), found
    rejection = found[0]
    assert isinstance(rejection, Rejection)
    assert (rejection.row, rejection.column) == (2, column)
    return str(rejection.message)


@pytest.mark.parametrize(
    ("column", "cell", "kept"),
    [
        ("uscc", good_code().lower(), good_code()),
        ("division", 410102.0, PLACE),
        ("division", PLACE, PLACE),
        ("name", " 江城　宏达 ", "江城 宏达"),
        ("name", r"江城\宏达", r"江城\\宏达"),
        ("name", "'=江城", "=江城"),
        ("phone", 13800000000.0, "13800000000"),
        ("headcount", "1,200", "1200"),
        ("headcount", 0.0, "0"),
        ("headcount", "", EMPTY),
        ("pay_day", "15日", "15"),
        ("address", None, EMPTY),
    ],
)
def test_a_cell_is_read_as_people_type_it(column: str, cell: object, kept: str) -> None:
    assert value(column, cell) == kept


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("uscc", "", "请补填"),
        ("uscc", "914101", "应为18位"),
        ("uscc", good_code()[:17] + "0", "校验码不正确"),
        ("uscc", 9.1410102e17, "改成文本格式"),
        ("name", "", "请补填"),
        ("name", "。", "填写单位全称"),
        ("name", "长" * 201, "超过200个字"),
        ("name", "江\x00城", "控制字符"),
        ("division", "41010", "行政区划代码"),
        ("division", "999999", "没有行政区划代码"),
        ("phone", "无", "不是电话号码"),
        ("headcount", "约80", "不是人数"),
        ("headcount", -1.0, "不是人数"),
        ("headcount", 1.5, "不是人数"),
        ("headcount", "9999999999", "过大"),
        ("pay_day", "32", "1至31"),
        ("pay_day", "月底", "1至31"),
    ],
)
def test_a_wrong_cell_is_named_with_its_remedy(column: str, cell: object, said: str) -> None:
    assert said in complaint(column, cell)


def test_every_wrong_cell_of_a_row_is_named_at_once() -> None:
    found = reader().read(7, row(uscc="", headcount="x"))
    assert [(r.row, r.column) for r in found if isinstance(r, Rejection)] == [
        (7, "uscc"),
        (7, "headcount"),
    ]


def test_headers_are_accepted_in_either_language_and_in_any_order() -> None:
    labels = [LABELS[name] for name in reversed(NAMES)]
    values = reader(labels).read(2, list(reversed(row(phone="0371-1"))))
    assert values == reader().read(2, row(phone="0371-1"))


def test_only_three_columns_are_required() -> None:
    values = reader(["name", "division", "统一社会信用代码"]).read(2, ["甲", "410102", good_code()])
    assert values == [good_code(), "甲", PLACE, *[EMPTY] * 9]


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (["uscc", "name"], "第1行：表头缺少“division 行政区划代码”列"),
        ([*NAMES, "备注"], "第1行：不认识表头“备注”"),
        ([*NAMES, "单位名称"], "第1行：“单位名称”列出现了两次"),
    ],
)
def test_a_wrong_header_refuses_the_table(header: list[str], said: str) -> None:
    with pytest.raises(Refused, match=said):
        reader(header)


def test_more_cells_than_headers_is_a_slipped_row() -> None:
    found = reader().read(2, [*row(), "", "多出"])
    assert "错位" in str(found[0].message)  # type: ignore[union-attr]


def test_an_officer_s_table_stays_inside_the_jurisdiction() -> None:
    strict = RowReader(1, NAMES, known_divisions={PLACE}, outside=lambda code: True)
    found = strict.read(2, row())
    assert "管辖范围" in str(found[0].message)  # type: ignore[union-attr]


def test_a_line_of_copy_holds_the_search_columns() -> None:
    values = reader().read(2, row(name="宏达", phone="0371-65748250"))
    assert copy_line(2, list(map(str, values))).split("\t")[-4:] == [
        "宏达",
        "hd",
        "{hd,宏达}",
        "{037165748250,65748250}\n",
    ]


def test_a_message_is_a_sentence_that_the_surface_translates() -> None:
    found = reader().read(2, row(pay_day=0.0))
    assert isinstance(found[0], Rejection)
    assert isinstance(found[0].message, Sentence)
    assert found[0].message == say("“%(text)s”不是每月的日子，请填写1至31", text="0")
