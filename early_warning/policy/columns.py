"""The columns of monthly facts by kind, and how one row of a file is read.

Every sender has a layout of its own, so a map of columns is kept for each source; the headers
that are usual (for insurance those of 金保工程) are recognised by themselves. Rows of one employer
and month add up: a meter, an insurance or a building site may have a row of its own.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from employers.policy.names import name_key
from statutes.identity import check_uscc, normalize
from statutes.money import parse_yuan
from statutes.refusal import Refused
from statutes.tables import Raw, Rejection, exact_text, text_of
from statutes.wording import Sentence, say, term

MOST = 2_147_483_647
MOST_USED = Decimal("999999999999.999")
EARLIEST_MONTH = date(2000, 1, 1)
YES = frozenset({"是", "有", "已", "1", "TRUE", "YES", "Y", "√"})
NO = frozenset({"否", "无", "未", "0", "FALSE", "NO", "N", "×"})
MONTH = re.compile(r"^(\d{4})\s*[-/.年]?\s*(\d{1,2})(?:\s*月(?:份)?|[-/.月]\d{1,2}日?)?$")

Value = str | int | bool


class Kind(StrEnum):
    PAYROLL = "payroll"
    INSURANCE = "insurance"
    ELECTRICITY = "electricity"
    WATER = "water"
    TAX = "tax"
    REGISTER = "register"


KIND_LABELS: Mapping[Kind, str] = {
    Kind.PAYROLL: term("工资发放"),
    Kind.INSURANCE: term("社会保险缴费"),
    Kind.ELECTRICITY: term("用电量"),
    Kind.WATER: term("用水量"),
    Kind.TAX: term("税款"),
    Kind.REGISTER: term("市场主体登记"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One fact: its label, what a cell becomes, how several rows of a month make one figure."""

    name: str
    label: str
    read: Callable[[str], "Value | Sentence"]
    joined: str = "sum"  # sum · max · all · any
    headers: tuple[str, ...] = ()
    is_text: bool = True  # money and quantities travel as text, so that JSON keeps every digit


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it was read: whose, of which month, what."""

    row: int
    uscc: str
    name: str
    month: date
    figures: Mapping[str, Value]


def _money(text: str) -> str | Sentence:
    try:
        return str(parse_yuan(text))
    except Refused as refused:
        return refused.sentences[0]


def _count(text: str) -> int | Sentence:
    digits = normalize(text).replace(",", "")
    if not (digits.isascii() and digits.isdigit()):
        return say("“%(text)s”不是人数，请写成整数，如 80", text=text[:30])
    digits = digits.lstrip("0") or "0"
    if len(digits) > 20 or int(digits) > MOST:
        return say("“%(text)s”人数过大，请核对", text=text[:30])
    return int(digits)


def _quantity(text: str) -> str | Sentence:
    try:
        used = Decimal(normalize(text).replace(",", ""))
    except InvalidOperation:
        used = Decimal(-1)
    if not used.is_finite() or used < 0:
        return say("“%(text)s”不是用量，请写成数字，如 1520.5", text=text[:30])
    if used > MOST_USED:
        return say("“%(text)s”用量过大，请核对", text=text[:30])
    return f"{used.quantize(Decimal('0.001')):f}"


def _yes_or_no(text: str) -> bool | Sentence:
    said = normalize(text)
    if said in YES:
        return True
    if said in NO:
        return False
    return say("“%(text)s”读不懂，请填写“是”或者“否”", text=text[:30])


def _people(name: str, label: str, joined: str = "sum", *headers: str) -> Column:
    return Column(name, label, _count, joined, headers, is_text=False)


def _sum(name: str, label: str, *headers: str) -> Column:
    return Column(name, label, _money, "sum", headers)


COLUMNS: Mapping[Kind, tuple[Column, ...]] = {
    Kind.PAYROLL: (
        Column("account_paid", term("通过专用账户发放"), _yes_or_no, "all", ("专户发放",), False),
        _people("attended", term("有考勤人数"), "sum", "考勤人数", "出勤人数"),
        _people("with_wage_record", term("有工资记录人数"), "sum", "发放人数", "实发人数"),
        _people("paid_in_full", term("足额发放人数"), "sum", "足额人数"),
        _sum("wages", term("实发工资总额（元）"), "实发工资", "实发合计", "发放金额"),
        Column("largest_month", term("单人最高月工资（元）"), _money, "max", ("最高月工资",)),
        Column("largest_year", term("单人全年累计最高工资（元）"), _money, "max", ("最高年工资",)),
        _people("leavers_unsettled", term("离场未结清人数"), "sum", "未结清人数"),
        _people("months_owed", term("拖欠月数"), "max", "欠薪月数"),
        _people("owed_workers", term("被拖欠人数"), "sum", "欠薪人数"),
    ),
    # 金保工程: a row for each insurance of the unit and month.
    Kind.INSURANCE: (
        _people("insured", term("缴费人数"), "max", "参保人数"),
        _sum("payable", term("应缴金额（元）"), "应缴金额", "应缴费额", "应缴合计"),
        _sum("paid", term("实缴金额（元）"), "实缴金额", "到账金额", "实缴合计"),
        _sum("owed", term("欠缴金额（元）"), "欠缴金额", "欠费金额", "欠费合计"),
    ),
    Kind.ELECTRICITY: (
        Column("used", term("用电量（千瓦时）"), _quantity, "sum", ("用电量", "电量", "抄见电量")),
    ),
    Kind.WATER: (
        Column("used", term("用水量（立方米）"), _quantity, "sum", ("用水量", "水量", "抄见水量")),
    ),
    Kind.TAX: (
        _sum("payable", term("应纳税额（元）"), "应纳税额"),
        _sum("paid", term("已纳税额（元）"), "已纳税额", "入库税额"),
        _sum("owed", term("欠缴税款（元）"), "欠税金额", "欠税余额"),
    ),
    Kind.REGISTER: (
        Column("abnormal", term("列入经营异常名录"), _yes_or_no, "any", ("经营异常",), False),
    ),
}
# Who and when; the month may be given for the whole table instead.
IDENTITY: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "uscc": (term("统一社会信用代码"), ("信用代码", "社会信用代码", "纳税人识别号", "税号")),
    "name": (term("单位名称"), ("用户名称", "户名", "企业名称", "纳税人名称", "用人单位")),
    "month": (
        term("所属月份"),
        ("费款所属期", "所属期", "月份", "年月", "电费年月", "水费年月", "工资所属月份"),
    ),
}


def labels(kind: Kind) -> dict[str, str]:
    """Every field of the kind with its label, those of identity first."""
    found = {name: label for name, (label, _headers) in IDENTITY.items()}
    return found | {column.name: column.label for column in COLUMNS[kind]}


def suggested(kind: Kind, header: Sequence[str]) -> dict[str, str]:
    """Field -> header, as far as the usual names go."""
    wanted = {name: (name, label, *headers) for name, (label, headers) in IDENTITY.items()}
    wanted |= {c.name: (c.name, c.label, *c.headers) for c in COLUMNS[kind]}
    by_key = {_key(text): text for text in reversed(header) if text}
    found = {}
    for name, names in wanted.items():
        match = next((by_key[_key(n)] for n in names if _key(n) in by_key), None)
        if match is not None:
            found[name] = match
    return found


def _key(text: str) -> str:
    return re.sub(r"[（(].*?[)）]|\s", "", text).lower()


def read_month(text: str) -> date | Sentence:
    """2026-10, 202610, 2026年10月, a day of the month."""
    found = MONTH.match(normalize(text)) or MONTH.match(text.strip())
    if found and 1 <= int(found[2]) <= 12:
        month = date(int(found[1]), int(found[2]), 1)
        if month >= EARLIEST_MONTH:
            return month
    return say("“%(text)s”不是月份，请写成 2026-10 或 202610", text=text[:30])


def require_whole(kind: Kind, columns: Mapping[str, str], month: date | None) -> None:
    """Refuse a map by which no row could be read."""
    wrong = []
    if not {"uscc", "name"} & set(columns):
        wrong.append(say("请选定统一社会信用代码或者单位名称所在的列。"))
    if "month" not in columns and month is None:
        wrong.append(say("请选定所属月份所在的列，或者为整张表填写月份。"))
    if not {column.name for column in COLUMNS[kind]} & set(columns):
        wrong.append(say("请至少选定一列“%(kind)s”的数据。", kind=say(KIND_LABELS[kind])))
    if len(set(columns.values())) < len(columns):
        wrong.append(say("同一列不能用作两项数据。"))
    if wrong:
        raise Refused(*wrong)


class RowReader:
    """Reads the rows below one header by a map of columns; `until` is the last possible month."""

    def __init__(
        self,
        kind: Kind,
        row: int,
        header: Sequence[Raw],
        *,
        columns: Mapping[str, str],
        month: date | None,
        until: date,
    ) -> None:
        self._at = _positions(row, header, columns)
        self._columns = [c for c in COLUMNS[kind] if c.name in self._at]
        self._month, self._until = month, until
        self._width = len(header)

    def read(self, row: int, cells: Sequence[Raw]) -> Line | list[Rejection]:
        """The row as a line, or every wrong cell with what to do about it."""
        wrong: list[Rejection] = []

        def keep(column: str, value: Any) -> Any:
            if isinstance(value, Sentence):
                wrong.append(Rejection(row, column, value))
                return None
            return value

        who = keep("uscc", self._uscc(cells)), keep("name", self._text("name", cells))
        if not wrong and not any(who):
            wrong.append(Rejection(row, "name", say("没有写明是哪个单位，请补填代码或者名称")))
        month = keep("month", self._of_month(cells))
        figures = {c.name: keep(c.name, self._figure(c, cells)) for c in self._columns}
        if any(text_of(cell) for cell in cells[self._width :]):
            keep("", say("这一行的格数多于表头，请检查是否错位（如文字中的逗号）"))
        if wrong:
            return wrong
        told = {name: value for name, value in figures.items() if value is not None}
        return Line(row, who[0] or "", who[1] or "", month, told)

    def _text(self, field: str, cells: Sequence[Raw]) -> str | Sentence:
        place = self._at.get(field)
        raw = cells[place] if place is not None and place < len(cells) else ""
        return exact_text(raw, text_of(raw))

    def _uscc(self, cells: Sequence[Raw]) -> str | Sentence:
        text = self._text("uscc", cells)
        if isinstance(text, Sentence) or not text:
            return text
        code = normalize(text)
        return check_uscc(code) or code

    def _of_month(self, cells: Sequence[Raw]) -> date | Sentence:
        text = self._text("month", cells)
        if isinstance(text, Sentence):
            return text
        if not text:
            if self._month is None:
                return say("没有写明月份，请补填")
            return self._month
        month = read_month(text)
        if isinstance(month, date) and month > self._until:
            return say("月份“%(text)s”还没有到，请核对", text=text[:30])
        return month

    def _figure(self, column: Column, cells: Sequence[Raw]) -> Value | Sentence | None:
        text = self._text(column.name, cells)
        if isinstance(text, Sentence):
            return text
        return column.read(text) if text else None


def _positions(row: int, header: Sequence[Raw], columns: Mapping[str, str]) -> dict[str, int]:
    """Where each mapped column stands; a header that is missing or twice there is refused."""
    texts = header_of(header)
    at = {}
    for field, wanted in columns.items():
        if texts.count(wanted) != 1:
            words = (
                say("第%(row)s行：表头缺少“%(column)s”列，请补上或者重新对应。", row=row,
                    column=wanted)
                if wanted not in texts
                else say("第%(row)s行：“%(column)s”列出现了两次，请只留一列。", row=row,
                         column=wanted)
            )  # fmt: skip
            raise Refused(words)
        at[field] = texts.index(wanted)
    return at


def header_of(header: Sequence[Raw]) -> list[str]:
    return [text_of(raw).lstrip("\ufeff")[:60] for raw in header]


def key_of(line: Line) -> str:
    """By what a row without a credit code is matched."""
    return "" if line.uscc else name_key(line.name)
