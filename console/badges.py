"""What a clock says on the desk: level, words and day together; breached is never hidden."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext

from accounts.wording import translate
from statutes.clocks import Level, Levels, Unit, level_at, remaining_until
from statutes.workdays import Calendar
from workflow.models import Clock


@dataclass(frozen=True, slots=True)
class Badge:
    """The fields that `_clock.html` shows."""

    level: str
    words: str
    label: str
    due_on: date | None
    is_paused: bool = False
    is_provisional: bool = False


def badge(clock: Clock, now: datetime, calendar: Calendar) -> Badge:
    """The clock as it stands at `now`; a paused one shows that it waits, not a count."""
    marks = Levels(clock.blue_at, clock.yellow_at, clock.red_at, clock.breached_at)
    is_paused = clock.state == Clock.State.PAUSED
    left = remaining_until(Unit(clock.unit), clock.due_at, now, calendar)
    return Badge(
        level=Level.CALM.value if is_paused else level_at(marks, now).value,
        words=translate(left.sentence),
        label=gettext(clock.label),
        due_on=timezone.localdate(clock.due_at),
        is_paused=is_paused,
        is_provisional=clock.is_provisional,
    )
