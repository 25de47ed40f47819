"""State Council holiday notices: those published (data files) and those still to come (computed).

Each file under `data/holidays/` is one year's notice as it reads, with later amendments worked in:
what is off, what is worked in exchange. A notice may reach into the December before.
`data/festivals.csv` gives the dates of the lunar festivals and of 清明 for the years that must be
computed.
"""

import csv
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from statutes.citations import Citation, cite
from statutes.wording import term

DATA = Path(__file__).resolve().parent / "data"
DAY = timedelta(days=1)
RULE: Citation = cite("放假办法", "第二条")
SUBSTITUTION: Citation = cite("放假办法", "第六条")


@dataclass(frozen=True, slots=True)
class Holiday:
    """One paragraph of a notice: a run of days off and the weekend days worked in exchange."""

    name: str
    days: tuple[date, ...]
    work: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """What one year's notice (or, `computed`, the law alone) makes of the year."""

    year: int
    title: str
    holidays: tuple[Holiday, ...]
    document_number: str = ""
    published_on: date | None = None
    source: str = ""
    amended_by: tuple[str, ...] = ()  # 文号 of later notices that changed the year
    computed: bool = False


@dataclass(frozen=True, slots=True)
class Festivals:
    """Dates of one year that the moon and the sun set."""

    spring: date  # 正月初一
    qingming: date
    dragon_boat: date  # 五月初五
    mid_autumn: date  # 八月十五


@lru_cache(maxsize=1)
def published_notices() -> dict[int, Notice]:
    """Return every shipped notice by year."""
    notices = (_read(path) for path in sorted((DATA / "holidays").glob("*.toml")))
    return {notice.year: notice for notice in notices}


@lru_cache(maxsize=1)
def festivals() -> dict[int, Festivals]:
    """Return the festival dates by year."""
    with (DATA / "festivals.csv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return {int(row["year"]): _festivals(row) for row in rows}


def last_computable_year() -> int:
    """Return the last year whose festivals are known."""
    return max(festivals())


def computed_notice(year: int) -> Notice:
    """Compute a year without a notice: the thirteen statutory days and their substitutes."""
    taken: dict[date, str] = {}
    waiting: list[tuple[date, str]] = []
    for day, name in sorted(_statutory_days(year)):
        if day.weekday() >= 5 or day in taken:
            waiting.append((day, name))
        taken.setdefault(day, name)
    for day, name in waiting:
        taken[_substitute(day, taken)] = name
    return Notice(
        year=year,
        title=f"{year}年尚未公布放假安排，按《全国年节及纪念日放假办法》推算",
        holidays=tuple(Holiday(name, (day,)) for day, name in sorted(taken.items())),
        computed=True,
    )


def _statutory_days(year: int) -> list[tuple[date, str]]:
    moon = festivals()[year]
    return [
        (date(year, 1, 1), term("元旦")),
        *((moon.spring + DAY * i, term("春节")) for i in range(-1, 3)),
        (moon.qingming, term("清明节")),
        (date(year, 5, 1), term("劳动节")),
        (date(year, 5, 2), term("劳动节")),
        (moon.dragon_boat, term("端午节")),
        (moon.mid_autumn, term("中秋节")),
        *((date(year, 10, d), term("国庆节")) for d in (1, 2, 3)),
    ]


def _substitute(day: date, taken: dict[date, str]) -> date:
    """Return the next working day: a holiday that falls on a rest day is made up (第六条)."""
    while day.weekday() >= 5 or day in taken:
        day += DAY
    return day


def _read(path: Path) -> Notice:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Notice(
        year=data["year"],
        title=data["title"],
        holidays=tuple(_holiday(row) for row in data["holiday"]),
        document_number=data.get("document_number", ""),
        published_on=data.get("published_on"),
        source=data.get("source", ""),
        amended_by=tuple(row["document_number"] for row in data.get("amended_by", ())),
    )


def _holiday(row: dict[str, Any]) -> Holiday:
    first, last = row["from"], row["to"]
    days = tuple(first + DAY * i for i in range((last - first).days + 1))
    return Holiday(row["name"], days, tuple(row.get("work", ())))


def _festivals(row: dict[str, str]) -> Festivals:
    return Festivals(
        *(
            date.fromisoformat(row[name])
            for name in ("spring", "qingming", "dragon_boat", "mid_autumn")
        )
    )
