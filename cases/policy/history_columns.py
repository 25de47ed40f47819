"""The columns of a table of old cases (design §5.2) and how one row is read.

A row is read whole or not at all. Empty is unknown, or, of payment, referral, police filing and
closing, has not happened; no day lies ahead but the end of an order's term.
"""

import re
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.policy.division_codes import pad
from cases.policy.history import SOURCE_LABELS, SUBJECT_KIND_LABELS, Source, SubjectKind, cause_of
from employers.policy.names import name_key
from statutes.dates import EARLIEST, LATEST, OUT_OF_TIME
from statutes.identity import check_uscc, normalize
from statutes.money import parse_yuan
from statutes.refusal import Refused
from statutes.tables import Raw, Rejection, exact_text, text_of
from statutes.wording import Sentence, say, term

EMPTY = r"\N"  # of COPY
MOST_PEOPLE, MOST_MONTHS = 2_147_483_647, 1_200
YES = frozenset({"yes", "y", "true", "1", "是", "有", "√"})
NO = frozenset({"no", "n", "false", "0", "否", "无", "×"})
DAY = re.compile(
    r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s]+0{1,2}:00.*)?$"
)
DENSE_DAY = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
OF_PROVINCE = re.compile(r"(省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)$")

Read = Callable[[str], "str | Sentence"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its header, and what a cell's text becomes or what is wrong with it."""

    name: str
    label: str
    read: Read
    sql: str = "varchar"


def _text(most: int) -> Read:
    def read(text: str) -> str | Sentence:
        return say("超过%(most)s个字，请写短一些", most=most) if len(text) > most else text

    return read


def _subject(text: str) -> str | Sentence:
    if not name_key(text):
        return say("主体名称没有可辨认的字，请填写全称")
    return _text(200)(text)


def _uscc(text: str) -> str | Sentence:
    code = normalize(text)
    return check_uscc(code) or code


def _division(text: str) -> str | Sentence:
    try:
        return pad(normalize(text))
    except Refused as refused:
        return refused.sentences[0]


def _one_of(labels: Mapping[Any, str], **more: str) -> Read:
    known = {key: value.value for value, label in labels.items() for key in (value.value, label)}
    known |= more

    def read(text: str) -> str | Sentence:
        found = known.get(text) or known.get(text.lower())
        words = "、".join(value.value for value in labels)
        return found or say("“%(text)s”不认识，请填写%(words)s之一", text=text[:30], words=words)

    return read


def _yes_or_no(text: str) -> str | Sentence:
    said = text.lower()
    if said in YES | NO:
        return "t" if said in YES else "f"
    return say("“%(text)s”读不懂，请填写yes（是）或者no（否）", text=text[:30])


def _whole(most: int) -> Read:
    def read(text: str) -> str | Sentence:
        digits = normalize(text).replace(",", "")
        if not (digits.isascii() and digits.isdigit()):
            return say("“%(text)s”不是整数，请写成整数，如 12", text=text[:30])
        if len(digits.lstrip("0")) > 10 or int(digits) > most:
            return say("“%(text)s”过大，请核对", text=text[:30])
        return str(int(digits))

    return read


def _money(text: str) -> str | Sentence:
    try:
        return str(parse_yuan(text))
    except Refused as refused:
        return refused.sentences[0]


def _day(text: str) -> str | Sentence:
    found = DAY.match(normalize(text)) or DAY.match(text) or DENSE_DAY.match(text)
    try:
        day = date(*map(int, found.groups())) if found else None
    except ValueError:
        day = None
    if day is None:
        return say("“%(text)s”不是日期，请写成 2026-02-13", text=text[:30])
    return day.isoformat() if EARLIEST <= day <= LATEST else OUT_OF_TIME


def _date(name: str, label: str) -> Column:
    return Column(name, label, _day, "date")


def _answer(name: str, label: str) -> Column:
    return Column(name, label, _yes_or_no, "boolean")


def _sum(name: str, label: str) -> Column:
    return Column(name, label, _money, "numeric(14,2)")


COLUMNS = (
    Column("case_no", term("案号"), _text(60)),
    Column("uscc", term("统一社会信用代码"), _uscc),
    Column("subject", term("主体名称"), _subject),
    Column(
        "subject_kind",
        term("主体类型"),
        _one_of(
            SUBJECT_KIND_LABELS,
            企业=SubjectKind.UNIT.value,
            用人单位=SubjectKind.UNIT.value,
            自然人=SubjectKind.INDIVIDUAL.value,
        ),
    ),
    Column("province", term("省份"), _text(30)),
    Column("division", term("行政区划代码"), _division),
    Column(
        "source",
        term("案件来源"),
        _one_of(
            SOURCE_LABELS,
            巡查=Source.PATROL.value,
            巡视检查=Source.PATROL.value,
            书面材料审查=Source.WRITTEN_REVIEW.value,
            移送=Source.TRANSFER.value,
        ),
    ),
    _date("lodged_on", term("投诉日期")),
    _date("filed_on", term("立案日期")),
    Column("violation", term("违法事项"), _text(200)),
    _answer("migrant", term("是否农民工")),
    Column("workers", term("涉及人数"), _whole(MOST_PEOPLE), "integer"),
    _sum("amount", term("拖欠金额")),
    _sum("max_worker_amount", term("单人最高拖欠")),
    Column("max_worker_months", term("单人最长拖欠月数"), _whole(MOST_MONTHS), "integer"),
    _date("order_on", term("责令支付日期")),
    _date("order_due_on", term("责令期限")),
    _date("paid_on", term("付清日期")),
    _answer("promise", term("信用承诺")),
    _answer("refused", term("拒绝阻挠")),
    _answer("mass_petition", term("群体上访")),
    _answer("serious_impact", term("造成严重不良社会影响")),
    _date("referred_on", term("移送日期")),
    _date("police_filed_on", term("公安立案日期")),
    Column("police_offence", term("涉嫌罪名"), _text(200)),
    _sum("penalty", term("罚款金额")),
    _date("closed_on", term("结案日期")),
)
NAMES = tuple(column.name for column in COLUMNS)
LABELS = {column.name: column.label for column in COLUMNS}
BY_HEADER = {key: column for column in COLUMNS for key in (column.name, column.label)}
MAY_LIE_AHEAD = frozenset({"order_due_on"})
# What COPY takes besides: the name by which subjects without a code are one, and the catalogue's
# word for the violation.
DERIVED = ("subject_key", "cause")


class RowReader:
    """Reads the rows below one header; raises Refused where the header itself is wrong."""

    def __init__(
        self,
        row: int,
        header: Sequence[Raw],
        *,
        today: date,
        known_divisions: Container[str],
        provinces: Mapping[str, str],
    ) -> None:
        self._at = _positions(row, header)
        self._width = len(header)
        self._today, self._known = today.isoformat(), known_divisions
        self._provinces = provinces

    def read(self, row: int, cells: Sequence[Raw]) -> dict[str, str] | list[Rejection]:
        """The filled cells as COPY takes them, or everything that is wrong with the row."""
        told: dict[str, str] = {}
        wrong: dict[str, Sentence] = {}
        for column, place in self._at:
            value = self._cell(column, cells[place] if place < len(cells) else "")
            if isinstance(value, Sentence):
                wrong[column.name] = value
            elif value:
                told[column.name] = value
        wrong = self._lacking(told, wrong) | wrong
        if not wrong:
            wrong = self._placed(told)
        if any(text_of(cell) for cell in cells[self._width :]):
            wrong[""] = say("这一行的格数多于表头，请检查是否错位（如文字中的逗号）")
        if wrong:
            return [Rejection(row, name, sentence) for name, sentence in wrong.items()]
        told["subject_key"] = name_key(told.get("subject", ""))
        told["cause"] = cause_of(told.get("violation", ""))
        return told

    def _cell(self, column: Column, raw: Raw) -> str | Sentence:
        text = text_of(raw)
        exact = exact_text(raw, text) if text else ""
        if not exact or isinstance(exact, Sentence):
            return exact
        value = column.read(text)
        is_day = isinstance(value, str) and column.sql == "date"
        if is_day and column.name not in MAY_LIE_AHEAD and str(value) > self._today:
            return say("日期%(text)s还没有到，请核对", text=text[:30])
        return value

    @staticmethod
    def _lacking(told: Mapping[str, str], wrong: Mapping[str, Sentence]) -> dict[str, Sentence]:
        known = {*told, *wrong}
        lacking = {}
        if "case_no" not in known:
            lacking["case_no"] = say("案号没有填写，请补填")
        if not {"uscc", "subject"} & known:
            lacking["subject"] = say("没有信用代码的，须填写主体名称")
        if not {"province", "division"} & known:
            lacking["division"] = say("须填写行政区划代码，或者至少填写省份")
        return lacking

    def _placed(self, told: dict[str, str]) -> dict[str, Sentence]:
        """Put the place into `division`; a province and a division must not contradict."""
        code, province = told.get("division", ""), told.pop("province", "")
        if code and code not in self._known:
            words = "没有行政区划代码“%(code)s”，请按国家统计用区划代码填写"
            return {"division": say(words, code=code)}
        of_province = self._province(province)
        if province and not of_province:
            return {"province": say("没有名为“%(name)s”的省份，请填写如“河南”", name=province)}
        if code and of_province and code[:2] != of_province[:2]:
            return {"province": say("行政区划代码不在“%(name)s”，请核对", name=province)}
        told["division"] = code or of_province
        return {}

    def _province(self, text: str) -> str:
        if text.isascii() and text.isdigit():
            code = text[:2].ljust(12, "0") if len(text) in (2, 6, 12) else ""
            return code if code in self._provinces.values() else ""
        return self._provinces.get(short_province(text), "")


def short_province(name: str) -> str:
    """河南省 and 河南 are one."""
    return OF_PROVINCE.sub("", name) or name


def copy_line(row: int, told: Mapping[str, str]) -> str:
    """One line of COPY: row, columns, and what follows from them."""
    cells = (_escaped(told.get(name, "")) for name in (*STAGED, *DERIVED))
    return "\t".join((str(row), *cells)) + "\n"


STAGED = tuple(name for name in NAMES if name != "province")


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\") if text else EMPTY


def _positions(row: int, header: Sequence[Raw]) -> list[tuple[Column, int]]:
    """Where each column stands; an unknown, doubled or missing header ends it."""
    at: dict[str, int] = {}
    for place, raw in enumerate(header):
        text = text_of(raw).lstrip("\ufeff")
        column = BY_HEADER.get(text) or BY_HEADER.get(text.lower())
        if column is None and text:
            raise Refused(
                say("第%(row)s行：不认识表头“%(column)s”，请删去这一列或改成规定的列名。", row=row,
                    column=text[:30])
            )  # fmt: skip
        if column is not None and at.setdefault(column.name, place) != place:
            raise Refused(
                say("第%(row)s行：“%(column)s”列出现了两次，请只留一列。", row=row,
                    column=text[:30])
            )  # fmt: skip
    for choice in (("case_no",), ("uscc", "subject"), ("division", "province")):
        if not any(name in at for name in choice):
            raise Refused(
                say("第%(row)s行：表头缺少“%(column)s %(label)s”列，请补上这一列。", row=row,
                    column=choice[0], label=LABELS[choice[0]])
            )  # fmt: skip
    return [(column, at[column.name]) for column in COLUMNS if column.name in at]
