"""加处罚款 (处罚法 第七十二条): three per cent a day on a fine that was not paid in time.

It never exceeds the fine, and the days of a pending reconsideration or suit are not counted
(第七十三条第三款). Where payment was put off or divided (第六十六条), each part is late from the
day after its own last day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from statutes.money import yuan
from statutes.wording import Sentence, say

DAILY = Decimal("0.03")
FEN = Decimal("0.01")
NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Paid:
    """A part of the fine that was paid."""

    on: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Part:
    """One instalment: by when, how much."""

    due_on: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Stay:
    """The first and the last day on which the count rests; `last` None while it still rests."""

    first: date
    last: date | None = None

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Schedule:
    """A fine and its last day; from the day after `granted_on` on, its instalments instead.

    `settled` is what had been paid when the instalments were granted: they divide the rest.
    """

    fine: Decimal
    due_on: date
    granted_on: date | None = None
    parts: tuple[Part, ...] = ()
    settled: Decimal = NOTHING

    def overdue(self, day: date, paid: Sequence[Paid]) -> Decimal:
        """What should have been paid before this day and was not."""
        received = sum((p.amount for p in paid if p.on < day), NOTHING)
        owing = max(NOTHING, self.fine - received)
        if self.granted_on is None or day <= self.granted_on:
            return owing if day > self.due_on else NOTHING
        due = sum((part.amount for part in self.parts if part.due_on < day), NOTHING)
        on_parts = max(NOTHING, received - self.settled)
        return min(owing, max(NOTHING, due - on_parts))


@dataclass(frozen=True, slots=True)
class Span:
    """Days in a row of one kind: the amount that was late, or a rest on which nothing counts."""

    first: date
    last: date
    days: int
    overdue: Decimal
    amount: Decimal
    is_stay: bool = False


@dataclass(frozen=True, slots=True)
class Surcharge:
    """The amount in yuan, the days that were counted, and how both were found."""

    amount: Decimal
    days: int
    reason: Sentence
    spans: tuple[Span, ...] = ()


def surcharge(
    schedule: Schedule, on: date, *, paid: Iterable[Paid] = (), stays: Iterable[Stay] = ()
) -> Surcharge:
    """Add three per cent of what was late for each day up to and including `on`."""
    spans = _spans(schedule, on, tuple(paid), tuple(stays))
    total = sum((span.amount for span in spans), NOTHING)
    days = sum(span.days for span in spans if not span.is_stay)
    amount = min(total, schedule.fine).quantize(FEN, ROUND_HALF_UP)
    return Surcharge(amount, days, _explain(schedule.fine, amount, days, spans), spans)


def _spans(
    schedule: Schedule, on: date, paid: Sequence[Paid], stays: Sequence[Stay]
) -> tuple[Span, ...]:
    """Every late day up to `on`, or until the whole fine has been added, in rows of one kind."""
    spans: list[Span] = []
    total = NOTHING
    for n in range(schedule.due_on.toordinal() + 1, on.toordinal() + 1):
        day = date.fromordinal(n)
        overdue = schedule.overdue(day, paid)
        if overdue <= 0:
            continue
        rests = any(stay.covers(day) for stay in stays)
        added = NOTHING if rests else overdue * DAILY
        total += added
        _lengthen(spans, Span(day, day, 1, overdue, added, rests))
        if total >= schedule.fine:
            break
    return tuple(spans)


def _lengthen(spans: list[Span], day: Span) -> None:
    """Join one day to the row before it, or begin a new one."""
    last = spans[-1] if spans else None
    follows = last is not None and last.last.toordinal() + 1 == day.first.toordinal()
    if last is None or not follows or (last.overdue, last.is_stay) != (day.overdue, day.is_stay):
        spans.append(day)
        return
    whole = last.amount + day.amount
    spans[-1] = Span(last.first, day.last, last.days + 1, day.overdue, whole, day.is_stay)


def _explain(fine: Decimal, amount: Decimal, days: int, spans: Sequence[Span]) -> Sentence:
    if not days:
        return say("没有逾期，不加处罚款。")
    began = next(span.first for span in spans if not span.is_stay).isoformat()
    if amount == fine:
        return say(
            "自%(began)s起计%(days)s日，每日按尚欠罚款的百分之三加处，已达罚款数额%(amount)s元。",
            began=began,
            days=days,
            amount=yuan(amount),
        )
    return say(
        "自%(began)s起计%(days)s日，每日按尚欠罚款的百分之三加处，共%(amount)s元。",
        began=began,
        days=days,
        amount=yuan(amount),
    )
