"""The desk's lenses: one person's clocks and approvals, the most urgent first, a page at a time.

Every lens is read by index and by key (due moment, id), so its cost does not grow with the table.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.policy.roles import Role
from statutes.clocks import end_of
from workflow.models import Approval, Clock

PAGE = 50
MOST_COUNTED = 99  # a tab says 99+ rather than count a million rows
HEADS = frozenset({Role.UNIT_HEAD, Role.BUREAU_HEAD})
DECIDERS = HEADS | {Role.LEGAL_REVIEWER}


class Lens(StrEnum):
    TODAY = "today"
    WEEK = "week"
    WAITING = "waiting"
    APPROVALS = "approvals"
    ALL = "all"


LENS_LABELS = {
    Lens.TODAY: _("今天要办"),
    Lens.WEEK: _("本周到期"),
    Lens.WAITING: _("等别人"),
    Lens.APPROVALS: _("等审批"),
    Lens.ALL: _("全部在办"),
}
# Which tab counts a clock or an approval in that state.
LENS_OF = {
    Clock.State.RUNNING.value: Lens.WEEK,
    Clock.State.PAUSED.value: Lens.WAITING,
    Approval.Outcome.PENDING.value: Lens.APPROVALS,
}


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the page before ended: the due moment and id of its last row."""

    due_at: datetime
    pk: int

    @classmethod
    def parse(cls, text: str) -> "Cursor | None":
        """Read `2026-11-23T23:59:59.999999+08:00~41`; anything else starts at the first page."""
        moment, _, pk = text.replace(" ", "+").partition("~")
        try:
            cursor = cls(datetime.fromisoformat(moment), int(pk))
        except ValueError:
            return None
        return cursor if timezone.is_aware(cursor.due_at) else None

    def __str__(self) -> str:
        return f"{timezone.localtime(self.due_at).isoformat()}~{self.pk}"


def clocks(user: User, lens: Lens, now: datetime) -> tuple[QuerySet[Clock], ...]:
    """The parts of a lens; each is answered by one index, the page is their merge.

    A head sees the jurisdiction; an officer sees own matters and those that nobody owns yet.
    """
    chosen = _condition(lens, now)
    here = Clock.objects.visible_to(user)
    if lens is Lens.ALL or user.roles_on(timezone.localdate(now)) & HEADS:
        return (here.filter(chosen),)
    return here.filter(chosen, owner=user), here.filter(chosen, owner=None)


def _condition(lens: Lens, now: datetime) -> Q:
    match lens:
        case Lens.WAITING:
            return Q(state=Clock.State.PAUSED)
        case Lens.TODAY | Lens.WEEK:
            return Q(state=Clock.State.RUNNING, due_at__lte=_horizon(lens, now))
    return Q(state__in=[Clock.State.RUNNING, Clock.State.PAUSED])


def _horizon(lens: Lens, now: datetime) -> datetime:
    today = timezone.localdate(now)
    ahead = 0 if lens is Lens.TODAY else 6 - today.weekday()
    return end_of(today + timedelta(days=ahead))


def page(user: User, lens: Lens, now: datetime, after: Cursor | None) -> list[Clock]:
    """Up to PAGE + 1 clocks in order; the extra one tells that there is a next page."""
    parts = []
    for part in clocks(user, lens, now):
        if after:
            part = part.filter(due_at__gte=after.due_at).exclude(
                due_at=after.due_at, pk__lte=after.pk
            )
        parts.append(part.order_by("due_at", "pk")[: PAGE + 1])
    if len(parts) == 1:
        return list(parts[0])
    return list(parts[0].union(*parts[1:], all=True).order_by("due_at", "id")[: PAGE + 1])


def approvals(user: User, now: datetime) -> QuerySet[Approval]:
    """What waits for this person's decision, the oldest proposal first."""
    return Approval.objects.awaiting(user, timezone.localdate(now)).order_by("proposed_at", "pk")


def counts(user: User, now: datetime) -> dict[Lens, str]:
    """The number in each tab that asks for something, in one query, capped.

    What is due today leads what is due this week: one list, cut off by moment, counts both.
    """
    parts = [
        _marks(part.order_by("due_at", "pk"))
        for lens in (Lens.WEEK, Lens.WAITING)
        for part in clocks(user, lens, now)
    ]
    if user.roles_on(timezone.localdate(now)) & DECIDERS:
        parts.append(_marks(approvals(user, now), "outcome", "proposed_at"))
    tonight = _horizon(Lens.TODAY, now)
    marks = list(parts[0].union(*parts[1:], all=True))
    found = Counter(LENS_OF[state] for state, _ in marks)
    found[Lens.TODAY] = sum(LENS_OF[state] is Lens.WEEK and at <= tonight for state, at in marks)
    return {lens: _capped(found[lens]) for lens in Lens if lens is not Lens.ALL}


def _marks(rows: QuerySet, state: str = "state", moment: str = "due_at") -> QuerySet:
    """The state and the moment of the first rows, as many as are counted.

    In their order, which an index gives: of rows in any order the database would read all.
    """
    return rows.values_list(state, moment)[: MOST_COUNTED + 1]


def _capped(number: int) -> str:
    return f"{MOST_COUNTED}+" if number > MOST_COUNTED else str(number)
