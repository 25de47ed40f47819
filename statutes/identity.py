"""Identity numbers and telephone numbers: checked as the national standards say, and masked.

公民身份号码 GB 11643—1999 · 统一社会信用代码 GB 32100—2015.
"""

import re
import unicodedata
from datetime import date
from operator import mul

from statutes.wording import Sentence, say

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # without I, O, S, V and Z
_USCC_VALUES = {char: value for value, char in enumerate(_USCC_ALPHABET)}
_USCC_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_OLDEST_BIRTH_YEAR = 1900

_MOBILE = re.compile(r"^1[3-9]\d{9}$")
_LANDLINE = re.compile(r"^0\d{2,3}-?[2-9]\d{6,7}(?:-\d{1,6})?$")


def normalize(text: str) -> str:
    """Fold full-width characters, drop spaces and raise a final x, as people type numbers."""
    if text.isascii() and text.isalnum():
        return text.upper()
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).upper()


def check_resident_id(text: str, *, on: date | None = None) -> Sentence | None:
    """Say what is wrong with an 18-digit identity number, or nothing.

    The place code is not judged: new counties appear and old ones stay valid for life.
    """
    number = normalize(text)
    if re.fullmatch(r"\d{15}", number):
        return say("15位旧身份证号已停用，请填写18位公民身份号码")
    if not re.fullmatch(r"[1-9]\d{16}[\dX]", number, re.ASCII):
        return say("公民身份号码应为18位：17位数字加1位校验码（数字或X）")
    born = _birth_date(number)
    if born is None or (on is not None and born > on):
        return say("公民身份号码中的出生日期不正确，请核对第7至14位")
    if number[17] != _id_check(number):
        return say("公民身份号码校验码不正确，请逐位核对")
    return None


def birth_date(text: str) -> date:
    """Return the birth date that a checked identity number carries."""
    born = _birth_date(normalize(text))
    if born is None:
        raise ValueError("not a checked resident identity number")
    return born


def age(text: str, on: date) -> int:
    """Full years on a day of the person whose number this is."""
    born = birth_date(text)
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def sex(text: str) -> str:
    """The seventeenth figure is odd for a man (GB 11643—1999)."""
    return "男" if int(normalize(text)[16]) % 2 else "女"


def check_uscc(text: str) -> Sentence | None:
    """Say what is wrong with a unified social credit code, or nothing.

    Only the 18th character is verified: the inner organisation-code digit of many codes in use
    does not follow its own standard.
    """
    code = normalize(text)
    if len(code) != 18:
        return say("统一社会信用代码应为18位，现为%(length)d位", length=len(code))
    wrong = sorted(set(code) - set(_USCC_ALPHABET))
    if wrong:
        return say("统一社会信用代码含有不允许的字符：%(characters)s", characters="、".join(wrong))
    if code[17] != _uscc_check(code):
        return say("统一社会信用代码第18位校验码不正确，请逐位核对")
    return None


def check_mobile(text: str) -> Sentence | None:
    """Say what is wrong with a mobile number, or nothing."""
    if _MOBILE.fullmatch(normalize_phone(text)):
        return None
    return say("手机号码应为11位数字，以1开头")


def check_phone(text: str) -> Sentence | None:
    """Say what is wrong with a mobile or landline number, or nothing."""
    number = normalize_phone(text)
    if _MOBILE.fullmatch(number) or _LANDLINE.fullmatch(number):
        return None
    return say("电话应为11位手机号码，或带区号的固定电话（如 0371-65748250）")


def normalize_phone(text: str) -> str:
    """Fold a telephone number: no spaces, no +86, no hyphens inside a mobile number."""
    number = re.sub(r"[‐-―−]", "-", normalize(text))
    number = re.sub(r"^(?:\+|00)86-?", "", number)
    bare = number.replace("-", "")
    return bare if _MOBILE.fullmatch(bare) else number


def mask_resident_id(text: str) -> str:
    """Show only the last four characters: ····0019."""
    return "····" + normalize(text)[-4:]


def mask_phone(text: str) -> str:
    """Show a mobile as 138****1234, a landline with its area code and last four digits."""
    number = normalize_phone(text)
    if _MOBILE.fullmatch(number):
        return f"{number[:3]}****{number[-4:]}"
    area, hyphen, rest = number.partition("-")
    return f"{area}-****{rest[-4:]}" if hyphen else f"****{number[-4:]}"


def mask_name(name: str) -> str:
    """Show the first character of a name and hide the others: 张**."""
    stripped = name.strip()
    return stripped[:1] + "*" * max(len(stripped) - 1, 1) if stripped else ""


def resident_id_check_character(first_17: str) -> str:
    """Return the 18th character that belongs to 17 digits (test people, imports of samples)."""
    return _id_check(first_17)


def uscc_check_character(first_17: str) -> str:
    """Return the 18th character that belongs to the first 17 of a credit code."""
    return _uscc_check(first_17)


def _id_check(number: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(number, _ID_WEIGHTS, strict=False))
    return _ID_CHECKS[total % 11]


def _uscc_check(code: str) -> str:
    values = map(_USCC_VALUES.__getitem__, code[:17])
    total = sum(map(mul, values, _USCC_WEIGHTS))
    return _USCC_ALPHABET[-total % 31]


def _birth_date(number: str) -> date | None:
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return born if born.year >= _OLDEST_BIRTH_YEAR else None
