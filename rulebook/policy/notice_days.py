"""A holiday notice as an official types it in, checked before anybody confirms it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from statutes.holidays import Holiday, last_computable_year
from statutes.refusal import Refused
from statutes.wording import Sentence, say

FIRST_YEAR = 2007  # of the shipped notices
LONGEST = 15  # days; no arrangement has come near it
DAY = timedelta(days=1)


def read_days(year: int, rows: object) -> tuple[Holiday, ...]:
    """Read `[{"name", "from", "to", "work": [...]}, …]`; refuse with every fault named."""
    if not FIRST_YEAR <= year <= last_computable_year():
        raise Refused(
            say(
                "年度应在%(first)d至%(last)d之间",
                first=FIRST_YEAR,
                last=last_computable_year(),
            )
        )
    if not isinstance(rows, Sequence) or isinstance(rows, str) or not rows:
        raise Refused(say("放假安排至少要有一段，格式：名称、起、止、调休上班日"))
    holidays, faults = [], []
    for number, row in enumerate(rows, 1):
        try:
            holidays.append(_holiday(row))
        except (KeyError, TypeError, ValueError, AttributeError):
            faults.append(say("第%(row)d段应有 name、from、to（日期写成 2027-01-01）", row=number))
    faults += _faults(year, holidays)
    if faults:
        raise Refused(*faults)
    return tuple(holidays)


def _holiday(row: Mapping[str, object]) -> Holiday:
    name = str(row["name"]).strip()
    first, last = date.fromisoformat(str(row["from"])), date.fromisoformat(str(row["to"]))
    if not name or not 0 <= (last - first).days < LONGEST:
        raise ValueError("a holiday has a name and ends after it begins")
    worked = row.get("work", ())
    if isinstance(worked, str) or not isinstance(worked, Sequence):
        raise TypeError("work is a list of dates")
    days = tuple(first + DAY * i for i in range((last - first).days + 1))
    return Holiday(name, days, tuple(date.fromisoformat(str(day)) for day in worked))


def _faults(year: int, holidays: Sequence[Holiday]) -> list[Sentence]:
    faults: list[Sentence] = []
    off: set[date] = set()
    for holiday in holidays:
        if off & set(holiday.days):
            faults.append(say("“%(name)s”与另一段放假日期重叠", name=holiday.name))
        off |= set(holiday.days)
        faults += [_foreign(day) for day in (*holiday.days, *holiday.work) if _outside(year, day)]
    for day in (day for holiday in holidays for day in holiday.work):
        if day.weekday() < 5:
            faults.append(say("%(day)s不是周末，不能是调休上班日", day=day.isoformat()))
        if day in off:
            faults.append(say("%(day)s既放假又上班", day=day.isoformat()))
    return faults


def _outside(year: int, day: date) -> bool:
    """A notice speaks of its year, and of the December before it."""
    return not (day.year == year or (day.year == year - 1 and day.month == 12))


def _foreign(day: date) -> Sentence:
    return say("%(day)s不在该年度（或上年12月）之内", day=day.isoformat())
