"""How long an entry may stand, and by when one that has ended must be gone everywhere."""

from collections.abc import Mapping
from datetime import date

from publications.policy.kinds import REGIMES, Kind
from statutes.clocks import due, start_of
from statutes.limits import limit
from statutes.refusal import Refused
from statutes.wording import say
from statutes.workdays import Calendar

# 信用修复办法: the longest term by gravity is a row of statutes.limits; its shortest is here.
LONGEST: Mapping[str, str] = {
    "minor": "publication_term_minor",
    "ordinary": "publication_term_ordinary",
    "serious": "publication_term_serious",
}
# A shorter stand is refused: the term of the graver class begins where that of the lighter ends.
LIGHTER: Mapping[str, str] = {"ordinary": "minor", "serious": "ordinary"}


def require_term(
    kind: Kind,
    copy: Mapping[str, object],
    *,
    starts_on: date,
    ends_on: date | None,
    calendar: Calendar,
) -> None:
    """Refuse an entry about somebody without an end, or with one outside its statutory term.

    A listing's period is its rule set's (45号令 第十一条, or the city's): whoever lists says it.
    """
    if ends_on is None:
        if REGIMES[kind].needs_end:
            raise Refused(say("请填写公开的截止日期。"))
        return
    if ends_on < starts_on:
        raise Refused(say("截止日期不得早于开始日期。"))
    if (gravity := _gravity(kind, copy)) is None:
        return
    last = _last_day(gravity, starts_on, calendar)
    lighter = LIGHTER.get(gravity)
    first = _last_day(lighter, starts_on, calendar) if lighter else starts_on
    if not first <= ends_on <= last:
        row = limit(LONGEST[gravity], on=starts_on)
        raise Refused(
            say("公示截止日期应在%(first)s至%(last)s之间。", first=first.isoformat(),
                last=last.isoformat()),
            citation=row.citation,
        )  # fmt: skip


def shortest_stand(gravity: str, starts_on: date, calendar: Calendar) -> date:
    """The first day on which an entry of that gravity may end; the minor class has no shortest."""
    return _last_day(LIGHTER.get(gravity, gravity), starts_on, calendar)


def moved_end(
    kind: Kind,
    copy: Mapping[str, object],
    *,
    starts_on: date,
    ends_on: date | None,
    calendar: Calendar,
) -> date | None:
    """The end of an entry that begins later than it was drafted for: its shortest term is kept."""
    gravity = _gravity(kind, copy)
    if ends_on is None or gravity is None or gravity not in LIGHTER:
        return ends_on
    return max(ends_on, shortest_stand(gravity, starts_on, calendar))


def _gravity(kind: Kind, copy: Mapping[str, object]) -> str | None:
    if kind is Kind.PENALTY:
        return str(copy["gravity"])
    return "serious" if kind is Kind.MAJOR_VIOLATION else None


def _last_day(gravity: str, starts_on: date, calendar: Calendar) -> date:
    row = limit(LONGEST[gravity], on=starts_on)
    return due(row.term, start_of(starts_on), calendar=calendar).due_on


def removal_due_on(kind: Kind, ended_on: date, calendar: Calendar) -> date:
    """The last day on which an ended entry may still stand anywhere it was sent."""
    row = limit(REGIMES[kind].removal, on=ended_on)
    return due(row.term, start_of(ended_on), calendar=calendar).due_on


def quarter_of(day: date) -> str:
    """2026Q4: the list of major violations appears by the quarter (29号令, county and city)."""
    return f"{day.year}Q{(day.month + 2) // 3}"
