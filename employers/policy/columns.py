"""The columns of an employer table (design §5.1) and how one row is read.

A row is read whole or not at all: its wrong cells are named with what to do about each.
"""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from typing import Any

from accounts.policy.division_codes import pad
from employers.policy.names import name_key, search_columns
from employers.policy.phones import phone_keys
from statutes.identity import check_uscc, normalize
from statutes.refusal import Refused
from statutes.tables import Raw, Rejection, exact_text, text_of
from statutes.wording import Sentence, say, term

EMPTY = r"\N"  # of COPY
MOST_PEOPLE = 2_147_483_647
NOWHERE = 1 << 20  # beyond the widest sheet
MOST_SEEN = 10_000


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its header, and what a cell's text becomes or what is wrong with it."""

    name: str
    label: str
    read: Callable[[str], str | Sentence]
    required: bool = False
    repeats: bool = False  # few values, many rows


def _uscc(text: str) -> str | Sentence:
    code = normalize(text)
    return check_uscc(code) or code


def _name(text: str) -> str | Sentence:
    return _text(200)(text) if name_key(text) else say("单位名称没有可辨认的字，请填写单位全称")


def _division(text: str) -> str | Sentence:
    try:
        return pad(normalize(text))
    except Refused as refused:
        return refused.sentences[0]


def _text(most: int) -> Callable[[str], str | Sentence]:
    def read(text: str) -> str | Sentence:
        if len(text) > most:
            return say("超过%(most)s个字，请写短一些", most=most)
        return text

    return read


def _phone(text: str) -> str | Sentence:
    if not any(character.isdigit() for character in text):
        return say("“%(text)s”不是电话号码，请填写数字，如 0371-65748250", text=text[:30])
    return _text(40)(text)


def _count(text: str) -> str | Sentence:
    digits = normalize(text).replace(",", "")
    if not (digits.isascii() and digits.isdigit()):
        return say("“%(text)s”不是人数，请写成整数，如 80", text=text[:30])
    digits = digits.lstrip("0") or "0"
    if len(digits) > 20 or int(digits) > MOST_PEOPLE:
        return say("“%(text)s”人数过大，请核对", text=text[:30])
    return digits


def _day_of_month(text: str) -> str | Sentence:
    digits = normalize(text).removesuffix("日")
    digits = digits.lstrip("0")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 3 and int(digits) <= 31):
        return say("“%(text)s”不是每月的日子，请填写1至31", text=text[:30])
    return str(int(digits))


COLUMNS = (
    Column("uscc", term("统一社会信用代码"), _uscc, required=True),
    Column("name", term("单位名称"), _name, required=True),
    Column("division", term("行政区划代码"), _division, required=True, repeats=True),
    Column("address", term("单位地址"), _text(300)),
    Column("legal_representative", term("法定代表人"), _text(60)),
    Column("phone", term("联系电话"), _phone),
    Column("industry", term("行业"), _text(60), repeats=True),
    Column("headcount", term("从业人员总数"), _count, repeats=True),
    Column("migrant_workers", term("农民工人数"), _count, repeats=True),
    Column("contracts_signed", term("已签书面合同人数"), _count, repeats=True),
    Column("insured", term("参加社会保险人数"), _count, repeats=True),
    Column("pay_day", term("工资支付日"), _day_of_month, repeats=True),
)
NAMES = tuple(column.name for column in COLUMNS)
LABELS = {column.name: column.label for column in COLUMNS}
BY_HEADER = {key: column for column in COLUMNS for key in (column.name, column.label)}
PHONE_AT = NAMES.index("phone")


class RowReader:
    """Reads the rows below one header; raises Refused where the header itself is wrong."""

    def __init__(
        self,
        row: int,
        header: Sequence[Raw],
        *,
        known_divisions: Container[str],
        outside: Callable[[str], bool] = lambda code: False,
    ) -> None:
        at = _positions(row, header)
        self._columns = [(column, at.get(column.name, NOWHERE)) for column in COLUMNS]
        self._seen: dict[Any, str | Sentence] = {}
        self._width = len(header)
        self._known, self._outside = known_divisions, outside

    def read(self, row: int, cells: Sequence[Raw]) -> list[str] | list[Rejection]:
        """Return the values as COPY takes them, in the order of COLUMNS, or what is wrong."""
        wrong: list[Rejection] = []
        values = []
        for column, place in self._columns:
            value = self._cell(column, cells[place] if place < len(cells) else "")
            if isinstance(value, Sentence):
                wrong.append(Rejection(row, column.name, value))
            else:
                values.append(value)
        if any(text_of(cell) for cell in cells[self._width :]):
            surplus = say("这一行的格数多于表头，请检查是否错位（如文字中的逗号）")
            wrong.append(Rejection(row, "", surplus))
        return wrong or values

    def _cell(self, column: Column, raw: Raw) -> str | Sentence:
        """A register repeats its places, trades and numbers: what was read once is remembered."""
        if not column.repeats:
            return self._read(column, raw)
        key = (column.name, type(raw), raw)
        value = self._seen.get(key)
        if value is None:
            value = self._read(column, raw)
            if len(self._seen) < MOST_SEEN:
                self._seen[key] = value
        return value

    def _read(self, column: Column, raw: Raw) -> str | Sentence:
        text = text_of(raw)
        if not text:
            return _missing(column) if column.required else EMPTY
        exact = exact_text(raw, text)
        value = exact if isinstance(exact, Sentence) else column.read(text)
        if isinstance(value, Sentence):
            return value
        if column.name == "division":
            return self._place(value)
        return value.replace("\\", "\\\\") if "\\" in value else value

    def _place(self, code: str) -> str | Sentence:
        if code not in self._known:
            return say("没有行政区划代码“%(code)s”，请按国家统计用区划代码填写", code=code)
        if self._outside(code):
            return say("行政区划“%(code)s”不在本机构管辖范围内，请删去这一行", code=code)
        return code


def _missing(column: Column) -> Sentence:
    return say("%(label)s没有填写，请补填", label=column.label)


def _positions(row: int, header: Sequence[Raw]) -> dict[str, int]:
    """Where each column stands; a table with a column too few, too many or twice is refused."""
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
    for column in COLUMNS:
        if column.required and column.name not in at:
            raise Refused(
                say("第%(row)s行：表头缺少“%(column)s %(label)s”列，请补上这一列。", row=row,
                    column=column.name, label=column.label)
            )  # fmt: skip
    return at


def copy_line(row: int, values: Sequence[str]) -> str:
    """One line of COPY: row, columns, and those by which name and telephone are found."""
    key, letters, pieces = search_columns(values[1])
    numbers = phone_keys([values[PHONE_AT]]) if values[PHONE_AT] != EMPTY else ()
    arrays = ("{" + ",".join(items) + "}" for items in (pieces, numbers))
    return "\t".join((str(row), *values, key, letters, *arrays)) + "\n"
