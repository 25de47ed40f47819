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
from zoneinfo import ZoneInfo

from statutes.citations import Citation, cite
from statutes.wording import Sentence, say, term
from statutes.workdays import WEEKEND, Calendar, SkippedDay

BEIJING = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)
FROM_NEXT_DAY: Citation = cite("民法典", "第二百零一条")
CORRESPONDING_DAY: Citation = cite("民法典", "第二百零二条")
ROLLS_OVER: Citation = cite("民法典", "第二百零三条")

YELLOW_WORKDAYS = 3  # design: "three working days left"
SHORT_DAYS = 3  # clocks this short, and clocks in hours, turn yellow with one third left


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
_DAY_UNITS = (Unit.WORKING_DAYS, Unit.CALENDAR_DAYS)


class Level(StrEnum):
    """How pressing a clock is."""

    CALM = "calm"
    BLUE = "blue"
    YELLOW = "yellow"
    RED = "red"
    BREACHED = "breached"


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


@dataclass(frozen=True, slots=True)
class Due:
    """When a limit ends, and how that was found."""

    due_at: datetime
    due_on: date
    unit: Unit
    provisional: bool
    explanation: tuple[Sentence, ...]
    skipped: tuple[SkippedDay, ...] = ()


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
    story = [_start_sentence(term, start)]
    story += [_extension_sentence(term, days) for days in extensions]
    length = term.length + sum(extensions)
    paused, told = _paused(term, start, length, pauses, calendar)
    story += told
    if term.unit is Unit.HOURS:
        return _due_in_hours(start, length, paused, story)
    last = _end_of_count(term.unit, start.date(), length, int(paused), calendar)
    due_on = calendar.workday_on_or_after(last) if term.rolls_over else last
    if due_on != last:
        story.append(_roll_sentence(last, due_on))
    skipped = _skipped(term, start.date(), last, due_on, calendar)
    story += _skipped_sentences(skipped)
    story += _made_up_sentences(term, start.date(), due_on, calendar)
    story.append(say("期限至%(day)s二十四时届满", day=due_on.isoformat()))
    provisional = _provisional(term, start.date(), last, due_on, calendar)
    if provisional:
        story.append(say("所涉年度放假安排尚未公布，日期为暂定，公布后自动重算"))
    return Due(end_of(due_on), due_on, term.unit, provisional, tuple(story), skipped)


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
) -> tuple[float, list[Sentence]]:
    """Add up what was paused while the limit still ran, in its own unit (hours: in hours)."""
    total, told, free_from = 0.0, [], start
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
        told.append(_pause_sentence(term, begin, end, amount))
    return total, told


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


# -- sentences --


def _start_sentence(term: Term, start: datetime) -> Sentence:
    if term.unit is Unit.HOURS:
        return say(
            "自%(moment)s起连续计算%(term)s，节假日不扣除",
            moment=f"{start:%Y-%m-%d %H:%M}",
            term=term.sentence,
        )
    return say(
        "%(day)s当日不计入，自次日起算%(term)s（%(citation)s）",
        day=start.date().isoformat(),
        term=term.sentence,
        citation=FROM_NEXT_DAY,
    )


def _extension_sentence(term: Term, days: int) -> Sentence:
    return say("经批准延长%(term)s", term=Term(days, term.unit).sentence)


def _pause_sentence(term: Term, begin: datetime, end: datetime, amount: float) -> Sentence:
    if term.unit is Unit.HOURS:
        return say(
            "%(begin)s至%(end)s中止，顺延%(hours).1f小时",
            begin=f"{begin:%Y-%m-%d %H:%M}",
            end=f"{end:%Y-%m-%d %H:%M}",
            hours=amount,
        )
    unit = Unit.WORKING_DAYS if term.unit is Unit.WORKING_DAYS else Unit.CALENDAR_DAYS
    return say(
        "%(begin)s至%(end)s中止，顺延%(term)s",
        begin=begin.date().isoformat(),
        end=end.date().isoformat(),
        term=Term(int(amount), unit).sentence,
    )


def _roll_sentence(last: date, due_on: date) -> Sentence:
    return say(
        "最后一日%(last)s为休息日，顺延至%(due)s（%(citation)s）",
        last=last.isoformat(),
        due=due_on.isoformat(),
        citation=ROLLS_OVER,
    )


def _skipped_sentences(skipped: Sequence[SkippedDay]) -> list[Sentence]:
    """Name each run of holidays, and count the plain weekend days in one sentence."""
    weekend = sum(1 for day in skipped if day.reason == WEEKEND)
    told = [
        say(
            "跳过%(name)s放假%(days)d日（%(first)s至%(last)s）",
            name=Sentence(name),
            days=len(run),
            first=run[0].isoformat(),
            last=run[-1].isoformat(),
        )
        for name, run in _runs(skipped)
    ]
    if weekend:
        told.append(say("跳过周末%(days)d日", days=weekend))
    return told


def _runs(skipped: Sequence[SkippedDay]) -> list[tuple[str, list[date]]]:
    runs: list[tuple[str, list[date]]] = []
    for day in skipped:
        if day.reason == WEEKEND:
            continue
        if runs and runs[-1][0] == day.reason and runs[-1][1][-1] + DAY == day.date:
            runs[-1][1].append(day.date)
        else:
            runs.append((day.reason, [day.date]))
    return runs


def _made_up_sentences(term: Term, start: date, due_on: date, calendar: Calendar) -> list[Sentence]:
    if term.unit is not Unit.WORKING_DAYS:
        return []
    return [
        say(
            "%(day)s为%(name)s调休上班日，计入", day=day.date.isoformat(), name=Sentence(day.reason)
        )
        for day in calendar.made_up(start, due_on)
    ]
