"""One field of a public copy: what it is called, what it may hold, and what it must never hold."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from statutes.identity import check_uscc, normalize
from statutes.money import parse_yuan, yuan
from statutes.refusal import Refused
from statutes.wording import Sentence, say, term

# What a copy stores: plain JSON.
Value = str | int | list[str] | list[list[str]]


class Form(StrEnum):
    TEXT = "text"
    PROSE = "prose"
    CODE = "code"
    USCC = "uscc"
    PERSON = "person"
    PERSONS = "persons"
    DATE = "date"
    MONEY = "money"
    COUNT = "count"
    CHOICE = "choice"
    FIGURES = "figures"


@dataclass(frozen=True, slots=True)
class Field:
    """A row of a whitelist."""

    name: str
    label: str
    form: Form = Form.TEXT
    required: bool = False
    units_only: bool = False  # an address is a home where the subject is a person
    choices: Mapping[str, str] = field(default_factory=dict, hash=False)
    code: str = ""  # its name in the exchange of 双公示, where it has one

    @property
    def longest(self) -> int:
        return _LONGEST.get(self.form, 200)

    def as_text(self, value: Value) -> str:
        """The value as a line of print; the choices in statutory words."""
        match self.form:
            case Form.CHOICE:
                return self.choices.get(str(value), str(value))
            case Form.PERSONS:
                return "、".join(str(name) for name in as_list(value))
            case Form.FIGURES:
                return "；".join(" ".join(row).strip() for row in as_list(value))
            case Form.MONEY:
                return yuan(Decimal(str(value)))
        return str(value)

    def read(self, value: object) -> Value | None:
        """The value as it will be published; None where nothing is said. Raises Refused."""
        if value is None or value in ("", [], ()):
            return None
        return _READERS[self.form](self, value)


def as_list(value: Value) -> list[Any]:
    return value if isinstance(value, list) else []


_LONGEST = {Form.PROSE: 2000, Form.CODE: 60, Form.PERSON: 40, Form.PERSONS: 40}
MOST_PERSONS, MOST_FIGURES = 20, 200
# Characters that print nothing and can make a line read as something else.
_INVISIBLE = re.compile(
    r"[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
_MONTH_AND_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_ID = re.compile(
    rf"(?<![0-9A-Za-z])[1-9]\d{{5}}[ -]?(?:19|20)\d\d{_MONTH_AND_DAY}[ -]?\d{{3}}[\dXx]"
    r"(?![0-9A-Za-z])"
)
_OLD_ID = re.compile(rf"(?<![0-9A-Za-z])[1-8]\d{{5}}\d\d{_MONTH_AND_DAY}\d{{3}}(?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")
_BANK_CARD = re.compile(r"(?<!\d)62\d{2}[ -]?\d{4}[ -]?\d{4}[ -]?\d{4,7}(?!\d)")
_SECRETS = (
    (_ID, term("居民身份证号码")),
    (_OLD_ID, term("居民身份证号码")),
    (_MOBILE, term("手机号码")),
    (_BANK_CARD, term("银行卡号")),
)


def refuse_personal_data(label: str, text: str) -> None:
    """No identity, telephone or card number is ever made public (45号令 第四条)."""
    folded = unicodedata.normalize("NFKC", text)
    for pattern, what in _SECRETS:
        if pattern.search(folded):
            raise Refused(
                say("“%(field)s”中有%(what)s，不得公开，请删去。", field=say(label), what=say(what))
            )


def _wrong(field: Field, sentence: Sentence) -> Refused:
    return Refused(say("“%(field)s”：%(reason)s", field=say(field.label), reason=sentence))


def _text(field: Field, value: object) -> str:
    if not isinstance(value, str):
        raise _wrong(field, say("应为文字"))
    text = _INVISIBLE.sub("", value).strip()
    if field.form is not Form.PROSE:
        text = " ".join(text.split())
    if len(text) > field.longest:
        raise _wrong(field, say("不得超过%(length)d字", length=field.longest))
    if field.form is not Form.CODE:
        refuse_personal_data(field.label, text)
    return text


def _person(field: Field, value: object) -> str:
    text = _text(field, value)
    if any(char.isdigit() for char in unicodedata.normalize("NFKC", text)):
        raise _wrong(field, say("只公开姓名，不得附号码"))
    return text


def _persons(field: Field, value: object) -> list[str]:
    names = value.splitlines() if isinstance(value, str) else value
    if not isinstance(names, Sequence) or len(names) > MOST_PERSONS:
        raise _wrong(field, say("请每行填写一人，最多%(most)d人", most=MOST_PERSONS))
    read = (_person(field, name) for name in names)
    return list(dict.fromkeys(name for name in read if name))


def _uscc(field: Field, value: object) -> str:
    text = normalize(_text(field, value))
    if (wrong := check_uscc(text)) is not None:
        raise _wrong(field, wrong)
    return text


def _code(field: Field, value: object) -> str:
    text = _text(field, value)
    if _MOBILE.fullmatch(text) or _ID.fullmatch(text):
        raise _wrong(field, say("看起来是个人号码，不得公开"))
    return text


def _date(field: Field, value: object) -> str:
    try:
        return (value if isinstance(value, date) else date.fromisoformat(str(value))).isoformat()
    except ValueError:
        raise _wrong(field, say("应为日期")) from None


def _money(field: Field, value: object) -> str:
    amount = value if isinstance(value, Decimal) else parse_yuan(str(value))
    if amount < 0:
        raise _wrong(field, say("金额不得为负"))
    return f"{amount:.2f}"


def _count(field: Field, value: object) -> int:
    try:
        count = int(str(value))
    except ValueError:
        count = -1
    if not 0 <= count < 10**9:
        raise _wrong(field, say("应为不小于零的整数"))
    return count


def _choice(field: Field, value: object) -> str:
    if str(value) not in field.choices:
        raise _wrong(field, say("不在可选范围内"))
    return str(value)


def _figures(field: Field, value: object) -> list[list[str]]:
    """Rows of (what is counted, figure, unit); as text: one row a line, parts set off by bars."""
    rows = value
    if isinstance(value, str):
        rows = [line.replace("｜", "|").split("|") for line in value.splitlines() if line.strip()]
    if not isinstance(rows, Sequence) or len(rows) > MOST_FIGURES:
        raise _wrong(field, say("最多%(most)d行", most=MOST_FIGURES))
    return [_figure(field, row) for row in rows]


def _figure(field: Field, row: object) -> list[str]:
    if not isinstance(row, Sequence) or isinstance(row, str) or not 2 <= len(row) <= 3:
        raise _wrong(field, say("每行应为“项目|数值|单位”"))
    return [_text(field, str(part)) for part in (*row, "")[:3]]


_READERS: Mapping[Form, Callable[[Field, object], Value]] = {
    Form.TEXT: _text,
    Form.PROSE: _text,
    Form.CODE: _code,
    Form.USCC: _uscc,
    Form.PERSON: _person,
    Form.PERSONS: _persons,
    Form.DATE: _date,
    Form.MONEY: _money,
    Form.COUNT: _count,
    Form.CHOICE: _choice,
    Form.FIGURES: _figures,
}
