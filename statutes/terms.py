"""Limits and pauses as they are written down, before anything is counted."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from statutes.wording import Sentence, term

BEIJING = ZoneInfo("Asia/Shanghai")


class Unit(StrEnum):
    """What a limit is counted in."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    HOURS = "hours"
    MONTHS = "months"
    YEARS = "years"


LENGTHS: dict[Unit, str] = {
    Unit.WORKING_DAYS: term("%(count)d个工作日"),
    Unit.CALENDAR_DAYS: term("%(count)d日"),
    Unit.HOURS: term("%(count)d小时"),
    Unit.MONTHS: term("%(count)d个月"),
    Unit.YEARS: term("%(count)d年"),
}


@dataclass(frozen=True, slots=True)
class Term:
    """A limit: how long, in what, and whether a final rest day moves it."""

    length: int
    unit: Unit
    rolls_over: bool = False

    @property
    def sentence(self) -> Sentence:
        """Say the length: 60个工作日."""
        return Sentence(LENGTHS[self.unit], {"count": self.length})

    def __str__(self) -> str:
        return str(self.sentence)


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch in which the clock stood still; open while `ended_at` is None."""

    started_at: datetime
    ended_at: datetime | None = None
