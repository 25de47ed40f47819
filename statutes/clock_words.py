"""The sentences in which a clock explains its own arithmetic."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from statutes.citations import Citation, cite
from statutes.terms import Term, Unit
from statutes.wording import Sentence, say
from statutes.workdays import WEEKEND, Calendar, SkippedDay

DAY = timedelta(days=1)
FROM_NEXT_DAY: Citation = cite("民法典", "第二百零一条")
ROLLS_OVER: Citation = cite("民法典", "第二百零三条")


def started(term: Term, start: datetime) -> Sentence:
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


def extended(term: Term, days: int) -> Sentence:
    return say("经批准延长%(term)s", term=Term(days, term.unit).sentence)


def paused(term: Term, begin: datetime, end: datetime, amount: float) -> Sentence:
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


def rolled_over(last: date, due_on: date) -> Sentence:
    return say(
        "最后一日%(last)s为休息日，顺延至%(due)s（%(citation)s）",
        last=last.isoformat(),
        due=due_on.isoformat(),
        citation=ROLLS_OVER,
    )


def skipped_over(skipped: Sequence[SkippedDay]) -> list[Sentence]:
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


def made_up(term: Term, start: date, due_on: date, calendar: Calendar) -> list[Sentence]:
    if term.unit is not Unit.WORKING_DAYS:
        return []
    return [
        say(
            "%(day)s为%(name)s调休上班日，计入", day=day.date.isoformat(), name=Sentence(day.reason)
        )
        for day in calendar.made_up(start, due_on)
    ]
