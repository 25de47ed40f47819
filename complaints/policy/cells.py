"""What one cell of a roster means; each reader returns the value or refuses with the remedy."""

import re
import unicodedata
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from complaints.policy.table import Cell
from statutes.identity import check_mobile, check_resident_id
from statutes.money import parse_yuan
from statutes.refusal import Refused
from statutes.wording import Sentence, say

FEN = Decimal("0.01")
FLOAT_NOISE = Decimal("0.000001")  # 8324.459999999999 is how a spreadsheet stores 8,324.46
LARGEST = Decimal("100000000")
PLAIN_NUMBER = re.compile(r"-?\d{1,40}(\.\d{1,40})?", re.ASCII)
EARLIEST = date(1990, 1, 1)
SERIAL_DATES = range(20_000, 80_000)  # 1954 to 2119, as spreadsheets count days
MONTH = re.compile(r"(\d{4})([-/.年])(\d{1,2})(?:月份?|[-/.月]\d{1,2}日?(?:[ T]00:00(?::00)?)?)?")
COMPACT_MONTH = re.compile(r"(\d{4})(\d{2})(?:\d{2})?")
OTHER_DOCUMENT = re.compile(r"[A-Z]{1,3}\d{6,12}")


def half_width(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def read_name(cell: Cell) -> str:
    name = half_width(cell.text)
    # 王　五： spaces only line the names up; in a Latin or transliterated name they are part of it.
    name = re.sub(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])", "", name)
    if not name:
        raise Refused(say("没有填。请填上工人的姓名。"))
    if len(name) > 50 or re.search(r"\d", name):
        raise Refused(say("“%(value)s”不像姓名，请核对。", value=name))
    return name


def read_identity(cell: Cell) -> str:
    """Return the number in upper case without spaces; lost digits are named as what they are."""
    text = re.sub(r"\s", "", half_width(cell.text)).upper()
    if not text:
        raise Refused(say("没有填。请填18位身份证号；没有身份证的填护照或通行证号码。"))
    if (cell.number is not None and len(text) > 15) or re.fullmatch(r"[\d.]+E\+?\d+", text):
        raise Refused(
            say(
                "表格把这个号码当成了数字，最后几位已经丢失。"
                "请先把这一列的格式改为“文本”，再照证件重新填写。"
            )
        )
    if OTHER_DOCUMENT.fullmatch(text):
        return text
    wrong = check_resident_id(text)
    if wrong is not None:
        raise Refused(wrong)
    return text


def read_phone(cell: Cell) -> str:
    text = re.sub(r"[\s-]", "", half_width(cell.text))
    text = re.sub(r"^(\+?86)(?=1\d{10}$)", "", text)
    if not text:
        raise Refused(say("没有填。查询进度、领取通知都要用手机号，没有手机的填家人的。"))
    wrong = check_mobile(text)
    if wrong is not None:
        raise Refused(wrong)
    return text


def read_amount(cell: Cell) -> Decimal | None:
    """Return yuan to the fen, or None for an empty cell."""
    if cell.is_blank:
        return None
    amount = _to_fen(_decimal(cell))
    if amount < 0:
        raise Refused(say("金额是负数。请填实际的金额，没有的填0。"))
    if amount >= LARGEST:
        raise Refused(say("金额大得不合常理，请核对单位是不是元。"))
    return amount


def _decimal(cell: Cell) -> Decimal:
    if cell.number is not None:
        return cell.number
    text = half_width(cell.text)
    # Anything else, 1.23E+05 with its lost digits included, is read or refused as people write.
    return Decimal(text) if PLAIN_NUMBER.fullmatch(text) else parse_yuan(cell.text)


def _to_fen(value: Decimal) -> Decimal:
    if abs(value) >= LARGEST:
        return value
    rounded = value.quantize(FEN, ROUND_HALF_UP)
    if abs(value - rounded) > FLOAT_NOISE:
        raise Refused(say("金额只能写到分，现在是%(value)s。请改成两位小数。", value=str(value)))
    return rounded


def read_month(cell: Cell, *, dates_from_1904: bool = False) -> date:
    """Return the first day of the month meant."""
    text = half_width(cell.text).replace(" 00:00:00", "")
    if not text:
        raise Refused(say("没有填。请按“2026-07”的样子填写年月。"))
    if cell.number is not None and int(cell.number) in SERIAL_DATES:
        return _serial(int(cell.number), dates_from_1904)
    found = MONTH.fullmatch(text) or COMPACT_MONTH.fullmatch(text)
    if found is None:
        raise Refused(_unreadable(text))
    if found.re is MONTH and (found[2], found[3]) == (".", "1"):
        raise Refused(
            say("“%(value)s”分不清是1月还是10月。请按“2026-07”的样子填写年月。", value=text)
        )
    month = found[3] if found.re is MONTH else found[2]
    return _first_of(int(found[1]), int(month), text)


def _serial(days: int, dates_from_1904: bool) -> date:
    base = date(1904, 1, 1) if dates_from_1904 else date(1899, 12, 30)
    return (base + timedelta(days=days)).replace(day=1)


def _first_of(year: int, month: int, text: str) -> date:
    if not (1 <= month <= 12 and EARLIEST.year <= year <= 2100):
        raise Refused(_unreadable(text))
    return date(year, month, 1)


def _unreadable(text: str) -> Sentence:
    return say("“%(value)s”读不出是哪年哪月。请按“2026-07”的样子填写。", value=text)
