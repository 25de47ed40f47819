"""Money in yuan: reading what people write, and writing it the two ways a legal paper needs."""

import re
import unicodedata
from decimal import ROUND_DOWN, Decimal
from itertools import pairwise

from statutes.refusal import Refused
from statutes.wording import Sentence, say

FEN = Decimal("0.01")
CEILING = Decimal("999999999999.99")  # what a decimal(14, 2) column holds
ZERO = Decimal("0.00")

_UNITS = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
_AMOUNT = re.compile(
    r"^(?P<sign>-?)(?:¥|CNY|RMB|人民币)?(?P<sign2>-?)"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"(?P<unit>[万亿]?)(?:元整?)?$",
    re.IGNORECASE,
)
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_SECTIONS = ("", "万", "亿")


def parse_yuan(text: str) -> Decimal:
    """Read an amount as people write it: 1,234.50, ¥１２００, 1.2万, 300元."""
    raw = text.strip()
    if not raw:
        raise Refused(say("金额没有填写"))
    found = _AMOUNT.match(_plain(raw))
    if found is None:
        raise Refused(say("“%(text)s”不是金额，请写成 1234.50 或 1,234.50", text=_short(raw)))
    if found["sign"] or found["sign2"]:
        raise Refused(say("金额不能是负数：%(text)s", text=_short(raw)))
    if len(found["number"]) > 40:
        raise Refused(_too_large(raw))
    return _exact(Decimal(found["number"].replace(",", "")) * _UNITS[found["unit"]], raw)


def yuan(amount: Decimal) -> str:
    """Write an amount with thousands separators and two decimals: 210,000.00."""
    return f"{amount:,.2f}"


def capitals(amount: Decimal) -> str:
    """Write an amount in capitals (大写), as receipts and decisions must carry it.

    正确填写票据和结算凭证的基本规定 (支付结算办法 附一): 整 after 元 and 角, one 零 for a gap.
    """
    if not amount.is_finite() or amount < 0 or amount > CEILING:
        raise ValueError(f"no capitals for {amount}")
    if amount != amount.quantize(FEN, rounding=ROUND_DOWN):
        raise ValueError(f"{amount} is finer than a fen")
    whole, fen = divmod(int(amount * 100), 100)
    return _whole(whole) + _fraction(fen, after_yuan=whole > 0)


def _plain(raw: str) -> str:
    folded = unicodedata.normalize("NFKC", raw).replace("，", ",").replace("￥", "¥")
    folded = folded.replace("−", "-").replace("–", "-")
    return re.sub(r"\s+", "", folded)


def _exact(value: Decimal, raw: str) -> Decimal:
    if value > CEILING:
        raise Refused(_too_large(raw))
    rounded = value.quantize(FEN, rounding=ROUND_DOWN)
    if rounded != value:
        raise Refused(say("金额最多两位小数（到分）：%(text)s", text=_short(raw)))
    return rounded


def _too_large(raw: str) -> Sentence:
    return say("金额过大，请核对：%(text)s", text=_short(raw))


def _short(raw: str) -> str:
    return raw if len(raw) <= 30 else raw[:30] + "…"


def _whole(number: int) -> str:
    """Write the yuan part; empty where there is none, for 伍角 stands without 零元."""
    if number == 0:
        return ""
    sections = [number // 10**8, number // 10**4 % 10**4, number % 10**4]
    written = ""
    for section, name in zip(sections, reversed(_SECTIONS), strict=True):
        if section == 0:
            continue
        gap = written and (section < 1000 or _skipped(written, name))
        written += ("零" if gap else "") + _section(section) + name
    return written + "元"


def _skipped(written: str, name: str) -> bool:
    """Whether an empty 万 section lies between what is written and this section."""
    return written.endswith("亿") and name == ""


def _section(number: int) -> str:
    digits = [number // 10**place % 10 for place in (3, 2, 1, 0)]
    written = [
        (_DIGITS[digit] + _PLACES[3 - index]) if digit else "零"
        for index, digit in enumerate(digits)
    ]
    text = "".join(b for a, b in pairwise(["零", *written]) if not a == b == "零")
    return text.strip("零")


def _fraction(fen: int, *, after_yuan: bool) -> str:
    jiao, rest = divmod(fen, 10)
    if fen == 0:
        return "整" if after_yuan else "零元整"
    if rest == 0:
        return f"{_DIGITS[jiao]}角整"
    if jiao == 0:
        return ("零" if after_yuan else "") + f"{_DIGITS[rest]}分"
    return f"{_DIGITS[jiao]}角{_DIGITS[rest]}分"
