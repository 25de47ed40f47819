"""What a clock says on the desk: level, words and day together; breached is never hidden."""

from datetime import date, datetime
from typing import TypedDict

from django.utils import timezone
from django.utils.translation import gettext

from accounts.wording import translate
from statutes.clocks import Level, Levels, Unit, level_at, remaining_until
from statutes.workdays import Calendar
from workflow.models import Clock

# A party's rights: when their days are over they have lapsed, and nobody is late.
LAPSING = frozenset({"defence", "hearing_request", "listing_objection"})


class Badge(TypedDict):
    """What `{% clock_badge %}` shows."""

    level: str
    words: str
    label: str
    due_on: date
    due_iso: str
    due_short: str
    is_this_year: bool
    is_paused: bool
    is_provisional: bool


def short(day: date, now: datetime) -> str:
    """Month and day; the year too where it is another one."""
    return f"{day:%m-%d}" if _is_this_year(day, now) else f"{day:%Y-%m-%d}"


def _is_this_year(day: date, now: datetime) -> bool:
    return day.year == timezone.localdate(now).year


def badge(clock: Clock, now: datetime, calendar: Calendar) -> Badge:
    """The clock as it stands at `now`, or stood when it ended; a paused one shows that it waits."""
    is_paused = clock.state == Clock.State.PAUSED
    moment = clock.ended_at or now
    marks = Levels(clock.blue_at, clock.yellow_at, clock.red_at, clock.breached_at)
    left = remaining_until(Unit(clock.unit), clock.due_at, moment, calendar)
    is_over = moment >= clock.breached_at
    if is_over and clock.code in LAPSING:
        words, level = gettext("期限届满"), Level.YELLOW
    elif clock.ended_at and not is_over:
        words, level = str(clock.get_state_display()), Level.CALM
    else:
        words, level = translate(left.sentence), level_at(marks, moment)
    due_on = timezone.localdate(clock.due_at)
    return Badge(
        level=Level.CALM.value if is_paused else level.value,
        words=words,
        label=gettext(clock.label),
        due_on=due_on,
        due_iso=due_on.isoformat(),
        due_short=short(due_on, now),
        is_this_year=_is_this_year(due_on, now),
        is_paused=is_paused,
        is_provisional=clock.is_provisional,
    )
