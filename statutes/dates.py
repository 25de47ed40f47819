"""Dates as people write them, and stretches of days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from statutes.refusal import Refused
from statutes.wording import say

ONE_DAY = timedelta(days=1)
# Nothing that a case turns upon happens outside; clocks and papers reckon further on both sides.
EARLIEST, LATEST = date(1950, 1, 1), date(2149, 12, 31)
OUT_OF_TIME = say("日期须在1950年至2149年之间，请核对年份。")


def read_date(text: str) -> date:
    """Read an ISO date, or say how to write one."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise Refused(say("“%(text)s”不是日期，请写成 2026-02-13", text=text)) from None
    if not EARLIEST <= day <= LATEST:
        raise Refused(OUT_OF_TIME)
    return day


@dataclass(frozen=True, slots=True, order=True)
class Spell:
    """A stretch of days, the first and the last included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise Refused(
                say(
                    "期间%(spell)s的终止日早于起始日，请核对",
                    spell=f"{self.start.isoformat()}:{self.end.isoformat()}",
                )
            )

    @property
    def begun_months(self) -> int:
        """How many months it has begun, a month running to the day before the corresponding day.

        Where the month has no corresponding day it runs to its end (民法典 第二百零二条).
        """
        ahead = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month
        return ahead + (self.end.day >= self.start.day)


def separate(spells: Iterable[Spell]) -> tuple[Spell, ...]:
    """Put spells in order and join those without a day between; refuse those that overlap."""
    joined: list[Spell] = []
    for spell in sorted(spells):
        if joined and joined[-1].end + ONE_DAY == spell.start:
            joined[-1] = Spell(joined[-1].start, spell.end)
        else:
            joined.append(spell)
    for earlier, later in pairwise(joined):
        if later.start <= earlier.end:
            raise Refused(
                say(
                    "期间%(earlier)s与%(later)s重叠；每段期间适用于全部人员，"
                    "各人期间不同的请分别计算",
                    earlier=f"{earlier.start.isoformat()}:{earlier.end.isoformat()}",
                    later=f"{later.start.isoformat()}:{later.end.isoformat()}",
                )
            )
    return tuple(joined)
