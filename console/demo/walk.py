"""One case on its way through the procedure: who acts in it, and the day to which it has come."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from accounts.models import User
from cases.models import Case, Decision, PriorNotice
from console.demo.people import Bureau
from console.demo.teller import Teller
from rulebook import services as rulebook


@dataclass(slots=True)
class Walk:
    """A case with the teller of its story and the officer who leads it."""

    teller: Teller
    case: Case
    lead: User

    @property
    def at(self) -> datetime:
        return self.teller.at

    @property
    def on(self) -> date:
        return self.teller.day

    @property
    def bureau(self) -> Bureau:
        return self.teller.bureau

    @property
    def assistant(self) -> User:
        return next(o.user for o in self.case.serving_officers() if o.user_id != self.lead.pk)

    def refresh(self) -> Case:
        self.case.refresh_from_db()
        return self.case

    @property
    def decision(self) -> Decision:
        return self.case.decisions.standing().select_related("demand").get()


Act = Callable[[Walk], object]


@dataclass(frozen=True, slots=True)
class Stage:
    """One act, and when it comes: working days after the one before, or on a day the case knows."""

    act: Act
    days: int = 0
    ready: Callable[[Walk], date] | None = None


Way = Sequence[Stage]


def carry(walk: Walk, way: Way) -> bool:
    """Take the stages in their order; False where the story rests, its next day not yet come."""
    for stage in way:
        if not _has_come(walk, stage):
            return False
        stage.act(walk)
        walk.refresh()
    return True


def _has_come(walk: Walk, stage: Stage) -> bool:
    if stage.ready is None:
        return walk.teller.wait(stage.days)
    return walk.teller.wait_for(rulebook.calendar().workday_on_or_after(stage.ready(walk)))


# ---------------------------------------------------------------- days that the case itself knows


def order_expired(walk: Walk) -> date:
    """The day after the last on which the order could be obeyed."""
    return _after(walk.case.orders.standing().get().due_on)


def notice_expired(walk: Walk) -> date:
    """The day after the last on which the party could state its case or ask for a hearing."""
    notice: PriorNotice = walk.case.notices.standing().get()
    days = (notice.defence_until, notice.hearing_until)
    return _after(max(day for day in days if day is not None))


def hearing_day(walk: Walk) -> date:
    notice: PriorNotice = walk.case.notices.standing().get()
    assert notice.hearing.set_for is not None
    return timezone.localdate(notice.hearing.set_for)


def remedies_expired(walk: Walk) -> date:
    return _after(walk.decision.remedies_until)


def demand_expired(walk: Walk) -> date:
    return _after(walk.decision.demand.ends_on)


def _after(day: date | None) -> date:
    assert day is not None
    return day + timedelta(days=1)
