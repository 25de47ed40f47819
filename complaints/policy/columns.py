"""Which column of a roster is which, by the words people put over them."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from complaints.policy.table import Row, Sheet
from statutes.wording import Sentence, say

HEADER_SEARCH_ROWS = 20


class Column(StrEnum):
    POSITION = "position"
    NAME = "name"
    IDENTITY = "identity"
    PHONE = "phone"
    TRADE = "trade"
    PERIOD_FROM = "period_from"
    PERIOD_TO = "period_to"
    AGREED = "agreed"
    PAID = "paid"
    OWED = "owed"


LABELS: Mapping[Column, Sentence] = {
    Column.POSITION: say("序号"),
    Column.NAME: say("姓名"),
    Column.IDENTITY: say("身份证号"),
    Column.PHONE: say("手机号"),
    Column.TRADE: say("工种"),
    Column.PERIOD_FROM: say("起始月份"),
    Column.PERIOD_TO: say("截止月份"),
    Column.AGREED: say("约定工资合计"),
    Column.PAID: say("已付"),
    Column.OWED: say("欠付"),
}
TEMPLATE_ORDER = tuple(Column)
REQUIRED = (
    Column.NAME,
    Column.IDENTITY,
    Column.PHONE,
    Column.PERIOD_FROM,
    Column.PERIOD_TO,
    Column.OWED,
)
WORDS: Mapping[Column, str] = {
    Column.POSITION: "序号 编号 序 行号 no",
    Column.NAME: "姓名 名字 工人姓名 劳动者姓名 农民工姓名 职工姓名 员工姓名 投诉人 name",
    Column.IDENTITY: "身份证号 身份证号码 身份证 公民身份号码 居民身份证号 居民身份证号码 "
    "证件号 证件号码",
    Column.PHONE: "手机号 手机号码 手机 电话 电话号码 联系电话 联系方式 本人电话 phone",
    Column.TRADE: "工种 岗位 职务 职业 工作岗位 工作内容 trade",
    Column.PERIOD_FROM: "起始月份 起始月 开始月份 开始月 起月 起始时间 开始时间 起始年月",
    Column.PERIOD_TO: "截止月份 截止月 截至月份 结束月份 结束月 止月 终止月份 截止时间 "
    "结束时间 截止年月",
    Column.AGREED: "约定工资合计 约定工资 约定工资总额 应发 应发工资 应发合计 应付 应付工资 "
    "应得工资 工资总额 工资合计 总工资",
    Column.PAID: "已付 已付工资 已发 已发工资 已支付 实发 实发工资 已领 已领工资 已付金额",
    Column.OWED: "欠付 欠付工资 欠付金额 欠发 欠发工资 欠薪 欠薪金额 拖欠 拖欠工资 拖欠金额 "
    "未付 未付工资 未发 未发工资 下欠 尚欠",
}
MEANING: Mapping[str, Column] = {
    word: column for column, words in WORDS.items() for word in words.split()
}
BRACKETED = re.compile(r"\([^)]*\)|\[[^]]*\]")
DECORATION = re.compile(r"[\s:：*＊、。.]+")


@dataclass(frozen=True, slots=True)
class Header:
    row: int  # 0 when the table came without one
    places: Mapping[Column, int]
    doubled: tuple[Column, ...] = ()

    def missing(self) -> tuple[Column, ...]:
        """Columns the roster cannot do without; 欠付 may be worked out from 约定 less 已付."""
        return tuple(
            column
            for column in REQUIRED
            if column not in self.places
            and not (column is Column.OWED and Column.AGREED in self.places)
        )


def normalise(text: str) -> str:
    """'欠付 （元）' and '欠付(元)：' are the same heading."""
    return DECORATION.sub("", BRACKETED.sub("", unicodedata.normalize("NFKC", text))).lower()


def meaning(text: str) -> Column | None:
    word = normalise(text)
    return MEANING.get(word) or MEANING.get(re.sub(r"(金额|合计|元)+$", "", word))


def read_header(row: Row) -> Header:
    places: dict[Column, int] = {}
    doubled: list[Column] = []
    for index, cell in enumerate(row.cells):
        column = meaning(cell.text) if cell.text else None
        if column in places:
            doubled.append(column)
        elif column is not None:
            places[column] = index
    return Header(row.number, places, tuple(doubled))


def find_header(sheet: Sheet) -> Header | None:
    """Return the row that names most columns, or the printed order where cells came without one."""
    candidates = [read_header(row) for row in sheet.rows[:HEADER_SEARCH_ROWS]]
    best = max(candidates, key=lambda header: len(header.places), default=None)
    if best is not None and Column.NAME in best.places and len(best.places) >= 3:
        return best
    return _template_order(sheet)


def _template_order(sheet: Sheet) -> Header | None:
    """Cells pasted without their heading: trusted only in the order of our own form."""
    for skip in (0, 1):  # with and without 序号
        order = TEMPLATE_ORDER[skip:]
        where = order.index(Column.IDENTITY)
        if sheet.rows and all(
            len(row.cells) == len(order) and re.fullmatch(r"\d{17}[\dXx]", row.cell(where).text)
            for row in sheet.rows
        ):
            return Header(0, {column: index for index, column in enumerate(order)})
    return None
