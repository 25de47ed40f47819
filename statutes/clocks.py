"""Arithmetic of statutory time limits, with the reasons printed.

Settled here, once, for every clock of the product:

* The day (or hour) of the event is not counted; counting begins the next day (民法典 201).
* A limit in days, months or years ends at 24:00 of its last day: `due_at` is the last microsecond
  of `due_on` in Beijing time, so *due today is not overdue* and `due_at` carries the due date.
* A limit in hours runs from the stated moment straight through nights and holidays.
* A month or year ends on the corresponding day, or on the last day of a shorter month (民法典 202).
* Where the limit rolls over, a last day that is no working day moves to the next one (民法典 203).
* An extension lengthens the limit in its own unit before rolling over.
* A pause moves the end by what was actually paused, counted in the limit's own unit (months and
  years: in calendar days). The day a pause begins still counts; the day it ends does not. A pause
  that is still open moves nothing yet. A restart is a new count: call `due` with the new base.
"""

import calendar as months
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from statutes import clock_words as words
from statutes.terms import BEIJING, Pause, Term, Unit
from statutes.wording import Sentence, say, term
from statutes.workdays import Calendar, SkippedDay

__all__ = [
    "BEIJING",
    "CountedDay",
    "Due",
    "Level",
    "Levels",
    "Pause",
    "Remaining",
    "Term",
    "Unit",
    "add_months",
    "due",
    "end_of",
    "latest_before",
    "level_at",
    "levels",
    "remaining",
    "remaining_until",
    "start_of",
]

DAY = timedelta(days=1)

YELLOW_WORKDAYS = 3  # design: "three working days left"
SHORT_DAYS = 3  # clocks this short, and clocks in hours, turn yellow with one third left


_LEFT: dict[Unit, str] = {
    Unit.WORKING_DAYS: term("剩余%(count)d个工作日"),
    Unit.CALENDAR_DAYS: term("剩余%(count)d日"),
    Unit.HOURS: term("剩余%(count)d小时"),
}
_OVER: dict[Unit, str] = {
    Unit.WORKING_DAYS: term("已超期%(count)d个工作日"),
    Unit.CALENDAR_DAYS: term("已超期%(count)d日"),
    Unit.HOURS: term("已超期%(count)d小时"),
}
PAUSED = term("中止")
_DAY_UNITS = (Unit.WORKING_DAYS, Unit.CALENDAR_DAYS)


class Level(StrEnum):
    """How pressing a clock is."""

    CALM = "calm"
    BLUE = "blue"
    YELLOW = "yellow"
    RED = "red"
    BREACHED = "breached"


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One line of the count: its running number, or the reason why it has none."""

    date: date
    number: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Due:
    """When a limit ends, and how that was found."""

    due_at: datetime
    due_on: date
    unit: Unit
    provisional: bool
    explanation: tuple[Sentence, ...]
    skipped: tuple[SkippedDay, ...] = ()
    base_on: date | None = None
    paused: tuple[Pause, ...] = ()  # what really stood still, without overlaps

    def day_by_day(self, calendar: Calendar) -> tuple[CountedDay, ...]:
        """List every day of the count with its number, for whoever wants to check it by hand."""
        if self.base_on is None:
            return ()
        lines, number = [], 0
        for offset in range(1, (self.due_on - self.base_on).days + 1):
            day = self.base_on + DAY * offset
            reason = self._uncounted(day, calendar)
            number += not reason
            lines.append(CountedDay(day, None if reason else number, reason))
        return tuple(lines)

    def _uncounted(self, day: date, calendar: Calendar) -> str:
        if self.unit is Unit.WORKING_DAYS and not calendar.is_workday(day):
            return calendar.reason(day)
        stood_still = any(
            pause.started_at.date() < day <= pause.ended_at.date()
            for pause in self.paused
            if pause.ended_at
        )
        return PAUSED if stood_still else ""


@dataclass(frozen=True, slots=True)
class Levels:
    """The moments at which a clock changes colour; never out of order."""

    blue_at: datetime
    yellow_at: datetime
    red_at: datetime
    breached_at: datetime


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is left of a limit, or by how much it is over (months and years count in days)."""

    count: int
    unit: Unit
    overdue: bool

    @property
    def sentence(self) -> Sentence:
        """Say it as the desk shows it."""
        if self.overdue:
            return Sentence(_OVER[self.unit], {"count": self.count})
        if self.count == 0 and self.unit is not Unit.HOURS:
            return say("今日到期")
        return Sentence(_LEFT[self.unit], {"count": self.count})


def due(
    term: Term,
    base: datetime,
    *,
    calendar: Calendar,
    extensions: Sequence[int] = (),
    pauses: Sequence[Pause] = (),
) -> Due:
    """Compute when a limit that started at `base` ends."""
    start = _local(base)
    story = [words.started(term, start)]
    story += [words.extended(term, days) for days in extensions]
    length = term.length + sum(extensions)
    paused, stretches, told = _paused(term, start, length, pauses, calendar)
    story += told
    if term.unit is Unit.HOURS:
        return _due_in_hours(start, length, paused, story)
    last = _end_of_count(term.unit, start.date(), length, int(paused), calendar)
    due_on = calendar.workday_on_or_after(last) if term.rolls_over else last
    if due_on != last:
        story.append(words.rolled_over(last, due_on))
    skipped = _skipped(term, start.date(), last, due_on, calendar)
    story += words.skipped_over(skipped)
    story += words.made_up(term, start.date(), due_on, calendar)
    story.append(say("期限至%(day)s二十四时届满", day=due_on.isoformat()))
    provisional = _provisional(term, start.date(), last, due_on, calendar)
    if provisional:
        story.append(say("所涉年度放假安排尚未公布，日期为暂定，公布后自动重算"))
    return Due(
        end_of(due_on),
        due_on,
        term.unit,
        provisional,
        tuple(story),
        skipped,
        base_on=start.date(),
        paused=stretches,
    )


def end_of(day: date) -> datetime:
    """Return the last microsecond of the day in Beijing."""
    return start_of(day + DAY) - timedelta(microseconds=1)


def start_of(day: date) -> datetime:
    """Return midnight, the first moment of the day in Beijing."""
    return datetime.combine(day, time.min, tzinfo=BEIJING)


def levels(term: Term, base: datetime, due: Due, calendar: Calendar) -> Levels:
    """Find when the clock turns blue, yellow and red; breached is the moment after the end."""
    start = _local(base)
    whole = due.due_at - start
    if term.unit is Unit.HOURS:
        # A clock of one day has no "last day": red is the last half of the yellow third.
        marks = (start + whole / 2, due.due_at - whole / 3, due.due_at - whole / 6)
    elif term.unit in _DAY_UNITS and term.length <= SHORT_DAYS:
        marks = (start + whole / 2, due.due_at - whole / 3, start_of(due.due_on))
    else:
        yellow_on = calendar.with_workdays_left(due.due_on, YELLOW_WORKDAYS)
        half = _half_gone(term.unit, start.date(), due.due_on, calendar)
        marks = (half, start_of(yellow_on), start_of(due.due_on))
    blue, yellow, red = marks
    yellow = min(yellow, red)
    return Levels(
        blue_at=min(blue, yellow),
        yellow_at=yellow,
        red_at=red,
        breached_at=due.due_at + timedelta(microseconds=1),
    )


def level_at(levels: Levels, now: datetime) -> Level:
    """Say how pressing the clock is at the moment."""
    if now >= levels.breached_at:
        return Level.BREACHED
    if now >= levels.red_at:
        return Level.RED
    if now >= levels.yellow_at:
        return Level.YELLOW
    return Level.BLUE if now >= levels.blue_at else Level.CALM


def remaining(due: Due, now: datetime, calendar: Calendar) -> Remaining:
    """Say what is left of the limit at the moment, in its own unit."""
    return remaining_until(due.unit, due.due_at, now, calendar)


def remaining_until(unit: Unit, due_at: datetime, now: datetime, calendar: Calendar) -> Remaining:
    """Say what is left until a stored due moment; a begun hour counts as one."""
    overdue = now > due_at
    if unit is Unit.HOURS:
        seconds = abs((due_at - now).total_seconds())
        return Remaining(-int(-seconds // 3600), unit, overdue)
    today, last = _local(now).date(), _local(due_at).date()
    if unit is Unit.WORKING_DAYS:
        return Remaining(abs(calendar.between(today, last)), unit, overdue)
    return Remaining(abs((last - today).days), Unit.CALENDAR_DAYS, overdue)


def add_months(day: date, n: int) -> date:
    """Return the corresponding day n months on, or the end of a shorter month (民法典 202)."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + n, 12)
    last = months.monthrange(year, month0 + 1)[1]
    return date(year, month0 + 1, min(day.day, last))


def latest_before(term: Term, event: date, calendar: Calendar) -> date:
    """Return the last day on which an act is still the full term before an event.

    七日前通知: the day of the event is not counted, counting runs backwards from the day before.
    """
    if term.unit is Unit.HOURS:
        raise ValueError("a term in hours before a day has no meaning")
    return _end_of_count(term.unit, event, -term.length, 0, calendar)


# -- counting --


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a clock needs an aware datetime")
    return moment.astimezone(BEIJING)


def _due_in_hours(start: datetime, length: int, paused: float, story: list[Sentence]) -> Due:
    due_at = start + timedelta(hours=length + paused)
    story.append(say("期限至%(moment)s届满", moment=f"{due_at:%Y-%m-%d %H:%M}"))
    return Due(due_at, due_at.date(), Unit.HOURS, False, tuple(story))


def _end_of_count(unit: Unit, start: date, length: int, paused: int, calendar: Calendar) -> date:
    if unit is Unit.WORKING_DAYS:
        return calendar.add(start, length + paused)
    if unit is Unit.CALENDAR_DAYS:
        return start + DAY * (length + paused)
    return add_months(start, length * (12 if unit is Unit.YEARS else 1)) + DAY * paused


def _paused(
    term: Term, start: datetime, length: int, pauses: Iterable[Pause], calendar: Calendar
) -> tuple[float, tuple[Pause, ...], list[Sentence]]:
    """Add up what stood still while the limit still ran, in its own unit (hours: in hours)."""
    total, free_from = 0.0, start
    effective: list[Pause] = []
    told: list[Sentence] = []
    for pause in sorted(pauses, key=lambda p: p.started_at):
        begin = max(_local(pause.started_at), free_from)
        if begin > _running_end(term, start, length, total, calendar):
            break
        if pause.ended_at is None:
            told.append(say("自%(day)s起中止，恢复后顺延", day=begin.date().isoformat()))
            break
        end = _local(pause.ended_at)
        if end <= begin:
            continue
        amount = _pause_length(term.unit, begin, end, calendar)
        total, free_from = total + amount, end
        effective.append(Pause(begin, end))
        told.append(words.paused(term, begin, end, amount))
    return total, tuple(effective), told


def _running_end(
    term: Term, start: datetime, length: int, paused: float, calendar: Calendar
) -> datetime:
    if term.unit is Unit.HOURS:
        return start + timedelta(hours=length + paused)
    return end_of(_end_of_count(term.unit, start.date(), length, int(paused), calendar))


def _pause_length(unit: Unit, begin: datetime, end: datetime, calendar: Calendar) -> float:
    if unit is Unit.HOURS:
        return (end - begin).total_seconds() / 3600
    if unit is Unit.WORKING_DAYS:
        return calendar.between(begin.date(), end.date())
    return (end.date() - begin.date()).days


def _skipped(
    term: Term, start: date, last: date, due_on: date, calendar: Calendar
) -> tuple[SkippedDay, ...]:
    """Days the count stepped over: all rest days, or only those a final roll-over passed."""
    if term.unit is Unit.WORKING_DAYS:
        return calendar.skipped(start, due_on)
    return calendar.skipped(last - DAY, due_on) if due_on != last else ()


def _provisional(term: Term, start: date, last: date, due_on: date, calendar: Calendar) -> bool:
    if term.unit is Unit.WORKING_DAYS:
        return calendar.provisional_between(start, due_on)
    return term.rolls_over and calendar.provisional_between(last - DAY, due_on)


def _half_gone(unit: Unit, start: date, due_on: date, calendar: Calendar) -> datetime:
    """Return the morning after the day that completes the first half."""
    if unit is Unit.WORKING_DAYS:
        half = calendar.between(start, due_on) // 2
        return start_of(calendar.add(start, half) + DAY)
    return start_of(start + DAY * ((due_on - start).days // 2) + DAY)
