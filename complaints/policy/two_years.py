"""How far back a complaint may reach (劳动保障监察条例 第二十条).

A violation not discovered, reported or complained of within two years is no longer pursued. Time
runs from the day it occurred, and for one that continued, from the day it ended: a spell of unpaid
months counts as one act, ended with its last day. That day is not counted (民法典 第二百零一条):
a spell that ended on 2024-11-23 may still be complained of on 2026-11-23.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from statutes.citations import Citation, cite
from statutes.wording import Sentence, say

CITATION = cite("条例", "第二十条")
YEARS = 2


class Reach(StrEnum):
    WITHIN = "within"
    PARTLY = "partly"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Spell:
    """One worker's unpaid time, from its first day to its last, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class TwoYears:
    reach: Reach
    lodged_on: date
    earliest_end: date  # a spell that ended before this day is out of time
    late: tuple[int, ...]  # positions of the spells that are out of time
    because: Sentence
    citation: Citation = CITATION


def last_day(ended_on: date) -> date:
    """The last day on which a violation that ended on `ended_on` may be complained of."""
    year = ended_on.year + YEARS
    return date(year, ended_on.month, min(ended_on.day, monthrange(year, ended_on.month)[1]))


def earliest_end(lodged_on: date) -> date:
    """The earliest end of a violation that is still in time on the day of complaint."""
    year = lodged_on.year - YEARS
    return date(year, lodged_on.month, min(lodged_on.day, monthrange(year, lodged_on.month)[1]))


def two_years(spells: Sequence[Spell], lodged_on: date) -> TwoYears:
    """Judge every spell by its own end; a complaint with some in time goes on with those."""
    late = tuple(i for i, spell in enumerate(spells) if last_day(spell.last) < lodged_on)
    limit = earliest_end(lodged_on)
    if not late:
        reach, because = Reach.WITHIN, say("所诉期间终了之日距投诉之日不满两年，在查处期限内。")
    elif len(late) == len(spells):
        reach = Reach.OUTSIDE
        because = say("所诉期间在%(limit)s之前已经终了，距投诉之日超过两年。", limit=str(limit))
    else:
        reach = Reach.PARTLY
        because = say(
            "%(count)s人的所诉期间在%(limit)s之前已经终了，超过两年；其余在查处期限内。",
            count=len(late),
            limit=str(limit),
        )
    return TwoYears(reach, lodged_on, limit, late, because)
