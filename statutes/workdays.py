"""The State Council's working-day calendar.

A working day is a weekday that no notice makes a holiday, or a weekend day that a notice makes a
working day (调休). Years without a published notice are computed from 全国年节及纪念日放假办法
and are *provisional*: the notice, when it comes, moves days, and every clock is then recomputed.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache

from statutes.holidays import Notice, computed_notice, last_computable_year, published_notices
from statutes.refusal import Refused
from statutes.wording import Sentence, say, term

DAY = timedelta(days=1)
WEEKEND = term("周末")


class DayKind(StrEnum):
    """Why a day counts, or why it does not."""

    WORKDAY = "workday"
    MAKE_UP = "make_up"  # a weekend day that a notice makes a working day
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class SkippedDay:
    """A day that was not counted, and why."""

    date: date
    reason: str
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class _Exceptions:
    """What the notices change against the plain Monday-to-Friday week."""

    off: Mapping[date, str]
    work: Mapping[date, str]


class Calendar:
    """Working days over a closed span of years; immutable, so one instance serves everybody."""

    def __init__(self, notices: Iterable[Notice]) -> None:
        by_year = {notice.year: notice for notice in notices}
        if not by_year:
            raise ValueError("a calendar needs at least one notice")
        self._published = frozenset(by_year)
        self.first_year, last = min(by_year), max(last_computable_year(), *by_year)
        for year in range(self.first_year, last + 1):
            by_year.setdefault(year, computed_notice(year))
        self.last_year = last
        self._notices = by_year
        self._exceptions = _merge(by_year.values())

    # -- one day --

    def is_workday(self, day: date) -> bool:
        """Whether the day counts as a working day."""
        return self.kind(day) in (DayKind.WORKDAY, DayKind.MAKE_UP)

    def kind(self, day: date) -> DayKind:
        """Say what kind of day it is."""
        self._within(day)
        if day in self._exceptions.work:
            return DayKind.MAKE_UP
        if day in self._exceptions.off:
            return DayKind.HOLIDAY
        return DayKind.WEEKEND if day.weekday() >= 5 else DayKind.WORKDAY

    def reason(self, day: date) -> str:
        """Name the holiday (or the holiday made up for); 周末 for a plain weekend day."""
        named = self._exceptions.work.get(day) or self._exceptions.off.get(day)
        return named or (WEEKEND if day.weekday() >= 5 else "")

    def is_provisional(self, day: date) -> bool:
        """Whether a notice still to come may change this day.

        A notice also reaches back: it may move the last days of the December before (2007, 2011
        and 2018 did), but only when New Year's Day is a Tuesday or a Sunday.
        """
        if day.year not in self._published:
            return True
        if (day.month, day.year + 1 in self._published) != (12, False) or day.day < 29:
            return False
        return date(day.year + 1, 1, 1).isoweekday() in (2, 7)

    def notice(self, year: int) -> Notice:
        """Return the notice that governs the year, computed where none is published."""
        return self._notices[year]

    # -- arithmetic --

    def add(self, day: date, n: int) -> date:
        """Return the n-th working day after the day, which itself is not counted (民法典 201).

        A negative n counts back in the same way; zero returns the day unchanged.
        """
        self._within(day)
        if n == 0:
            return day
        days = self._workdays
        index = bisect_right(days, day) + n - 1 if n > 0 else bisect_left(days, day) + n
        if not 0 <= index < len(days):
            raise Refused(self._outside())
        return days[index]

    def between(self, start: date, end: date) -> int:
        """Count the working days after start up to and including end; negative if end is earlier.

        So `between(d, add(d, n)) == n` for every n ≥ 0.
        """
        self._within(start)
        self._within(end)
        return bisect_right(self._workdays, end) - bisect_right(self._workdays, start)

    def workday_on_or_after(self, day: date) -> date:
        """Return the day itself if it is a working day, else the next one (民法典 203)."""
        return day if self.is_workday(day) else self.add(day, 1)

    def with_workdays_left(self, due: date, n: int) -> date:
        """Return the last working day on which n working days still remain until due."""
        index = bisect_right(self._workdays, due) - 1 - n
        if index < 0:
            raise Refused(self._outside())
        return self._workdays[index]

    def skipped(self, start: date, end: date) -> tuple[SkippedDay, ...]:
        """List the days after start up to and including end that are no working days."""
        if end < start:
            start, end = end - DAY, start - DAY
        span = (start + DAY * i for i in range(1, (end - start).days + 1))
        return tuple(
            SkippedDay(day, self.reason(day), self.is_provisional(day))
            for day in span
            if not self.is_workday(day)
        )

    def made_up(self, start: date, end: date) -> tuple[SkippedDay, ...]:
        """List the weekend days after start up to end that count because of a notice."""
        return tuple(
            SkippedDay(day, reason)
            for day, reason in sorted(self._exceptions.work.items())
            if start < day <= end
        )

    def provisional_between(self, start: date, end: date) -> bool:
        """Whether any day after start up to and including end may still be changed."""
        if end < start:
            start, end = end - DAY, start - DAY
        tail = (end - DAY * i for i in range((end - start).days))
        return any(self.is_provisional(day) for day in tail)

    # -- inner --

    @cached_property
    def _workdays(self) -> list[date]:
        first, last = date(self.first_year, 1, 1), date(self.last_year, 12, 31)
        every = (first + DAY * i for i in range((last - first).days + 1))
        off, work = self._exceptions.off, self._exceptions.work
        return [day for day in every if day in work or (day.weekday() < 5 and day not in off)]

    def _within(self, day: date) -> None:
        if not self.first_year <= day.year <= self.last_year:
            raise Refused(self._outside())

    def _outside(self) -> Sentence:
        return say(
            "工作日历只包含%(first)d年至%(last)d年",
            first=self.first_year,
            last=self.last_year,
        )


def _merge(notices: Iterable[Notice]) -> _Exceptions:
    off: dict[date, str] = {}
    work: dict[date, str] = {}
    for notice in notices:
        for holiday in notice.holidays:
            off.update(dict.fromkeys(holiday.days, holiday.name))
            work.update(dict.fromkeys(holiday.work, holiday.name))
    return _Exceptions(off, work)


@lru_cache(maxsize=1)
def published_calendar() -> Calendar:
    """Return the calendar of all notices shipped with the product."""
    return Calendar(published_notices().values())


def calendar_with(notices: Iterable[Notice]) -> Calendar:
    """Return the published calendar with confirmed notices added; a newer one replaces its year."""
    by_year = dict(published_notices())
    by_year.update({notice.year: notice for notice in notices})
    return Calendar(by_year.values())
