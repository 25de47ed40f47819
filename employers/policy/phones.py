"""How a telephone number is found however it was written."""

from collections.abc import Iterable

from statutes.identity import normalize_phone

SHORTEST = 5


def phone_keys(numbers: Iterable[str]) -> list[str]:
    """0371-65748250 is found whole and without its area code; several numbers in one field too."""
    return sorted({key for written in numbers for key in _keys(written)})


def phone_key(typed: str) -> str:
    """The digits of what somebody typed; empty where it is no number."""
    number = normalize_phone(typed)
    digits = number.replace("-", "")
    return digits if digits.isascii() and digits.isdigit() and len(digits) >= SHORTEST else ""


def _keys(written: str) -> Iterable[str]:
    for part in written.replace("、", "/").replace("，", "/").replace(",", "/").split("/"):
        number = normalize_phone(part)
        area, hyphen, rest = number.partition("-")
        yield from filter(None, (phone_key(number), phone_key(rest) if hyphen and area else ""))
