"""From which amounts refusing to pay wages is a crime, by province and day (欠薪罪解释 第三条).

The interpretation sets a floor and a ceiling and leaves the figure to each province. Where no
figure of a province is known, an amount at or above the ceiling is enough anywhere, one below the
floor nowhere, and between them the figure itself is needed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from statutes.citations import cite

INTERPRETATION = cite("欠薪罪解释", "第三条")
MONTHS, WORKERS = 3, 10  # one worker for three months or more; ten workers or more


@dataclass(frozen=True, slots=True)
class Threshold:
    """What is 数额较大, in yuan: owed to one worker, and owed to ten workers or more together."""

    one: Decimal
    ten: Decimal


@dataclass(frozen=True, slots=True)
class Provincial:
    """A province's figures from a day on; `cities` narrows them to four-digit city codes."""

    province: str  # first two digits of the division code
    in_force_from: date
    threshold: Threshold
    cities: frozenset[str] = frozenset()
    mark: str = "V"


def _yuan(one: int, ten: int) -> Threshold:
    return Threshold(Decimal(one), Decimal(ten))


FLOOR, CEILING = _yuan(5_000, 30_000), _yuan(20_000, 100_000)
# 广州 深圳 珠海 佛山 东莞 中山
_GUANGDONG_FIRST = frozenset({"4401", "4403", "4404", "4406", "4419", "4420"})
# Where only the year of a provincial figure is known, it is taken from the interpretation's own
# first day or from 1 January of that year, whichever is later.
PROVINCIAL: tuple[Provincial, ...] = (
    Provincial("21", date(2013, 1, 23), _yuan(10_000, 50_000)),
    Provincial("32", date(2014, 1, 15), _yuan(10_000, 60_000)),
    Provincial("36", date(2013, 1, 23), _yuan(10_000, 50_000), mark="P"),
    Provincial("41", date(2013, 1, 23), _yuan(8_000, 40_000)),
    Provincial("42", date(2013, 1, 23), _yuan(10_000, 50_000), mark="P"),
    Provincial("43", date(2014, 1, 1), _yuan(6_000, 40_000)),
    Provincial("44", date(2013, 1, 23), _yuan(20_000, 100_000), cities=_GUANGDONG_FIRST),
    Provincial("44", date(2013, 1, 23), _yuan(10_000, 60_000)),
    Provincial("50", date(2014, 1, 1), _yuan(10_000, 60_000)),
    Provincial("52", date(2013, 1, 23), _yuan(10_000, 50_000)),
)


@dataclass(frozen=True, slots=True)
class Band:
    """The least and the most that the threshold of a place may be; equal where it is known."""

    least: Threshold
    most: Threshold

    @property
    def is_known(self) -> bool:
        return self.least == self.most


def band(division: str, on: date, rows: Iterable[Provincial] = PROVINCIAL) -> Band:
    """What applies in a place on a day; a province alone stands for every class of its cities."""
    own = [row for row in rows if row.province == division[:2] and row.in_force_from <= on]
    if not own:
        return Band(FLOOR, CEILING)
    city = division[:4]
    if len(city) == 4 and city[2:] != "00":
        named = [row for row in own if city in row.cities]
        newest = max(named or _general(own), key=lambda row: row.in_force_from)
        return Band(newest.threshold, newest.threshold)
    return Band(
        Threshold(min(r.threshold.one for r in own), min(r.threshold.ten for r in own)),
        Threshold(max(r.threshold.one for r in own), max(r.threshold.ten for r in own)),
    )


def _general(rows: Iterable[Provincial]) -> list[Provincial]:
    return [row for row in rows if not row.cities]
