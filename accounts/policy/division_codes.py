"""The 12-digit administrative division code (行政区划代码): levels, padding, prefixes.

Digits 1–2 name the province, 3–4 the city, 5–6 the county, 7–9 the township; the last three
would name the village and are always 000 here. A prefix is a code cut after one of these groups.
"""

from collections.abc import Container
from enum import StrEnum

from statutes.refusal import Refused
from statutes.wording import say, term

LENGTH = 12
PREFIX_LENGTHS = (2, 4, 6, 9, 12)


class Level(StrEnum):
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"


LEVEL_LABELS: dict[Level, str] = {
    Level.PROVINCE: term("省级"),
    Level.CITY: term("地级"),
    Level.COUNTY: term("县级"),
    Level.TOWNSHIP: term("乡级"),
}


def pad(code: str) -> str:
    """Return the full code of one given short: 4101 is 410100000000."""
    return check_prefix(code).ljust(LENGTH, "0")


def check_prefix(prefix: str) -> str:
    """Return the prefix without spaces; a length between two levels would cut a unit in half."""
    digits = prefix.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) in PREFIX_LENGTHS):
        raise Refused(say("行政区划代码“%(code)s”应为 2、4、6、9 或 12 位数字", code=prefix))
    return digits


def code_range(prefix: str) -> tuple[str, str]:
    """Return the first and last code under a prefix, so that an index can answer."""
    digits = check_prefix(prefix)
    return digits.ljust(LENGTH, "0"), digits.ljust(LENGTH, "9")


def covers(prefix: str, code: str) -> bool:
    return pad(code).startswith(check_prefix(prefix))


def shortest_prefix(code: str) -> str:
    """Return the shortest prefix that names the unit: 410100000000 is 4101."""
    full = pad(code)
    return next(full[:n] for n in PREFIX_LENGTHS if full[n:].strip("0") == "")


def level_of(code: str) -> Level:
    length = len(shortest_prefix(code))
    return {2: Level.PROVINCE, 4: Level.CITY, 6: Level.COUNTY}.get(length, Level.TOWNSHIP)


def parent_code(code: str, known: Container[str]) -> str | None:
    """Return the nearest existing unit above.

    Districts of a municipality and counties governed by the province directly have no city
    above them (419001 → 41), a city without counties has its townships directly (441900003 → 4419).
    """
    full = pad(code)
    above = (pad(full[:n]) for n in reversed(PREFIX_LENGTHS) if n < len(shortest_prefix(full)))
    return next((candidate for candidate in above if candidate in known), None)
