"""加处罚款 (处罚法 第七十二条): three per cent a day on a fine that was not paid in time.

It never exceeds the fine, and the days of a pending reconsideration or suit are not counted
(第七十三条第三款).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from statutes.money import yuan
from statutes.wording import Sentence, say

DAILY = Decimal("0.03")
FEN = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Paid:
    """A part of the fine that was paid."""

    on: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Stay:
    """The first and the last day on which the count rests; `last` None while it still rests."""

    first: date
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Surcharge:
    """The amount in yuan, the days that were counted, and the sentence that explains both."""

    amount: Decimal
    days: int
    reason: Sentence


def surcharge(
    fine: Decimal, due_on: date, on: date, *, paid: Iterable[Paid] = (), stays: Iterable[Stay] = ()
) -> Surcharge:
    """Add three per cent of what was owing for each late day up to and including `on`."""
    payments, rests = sorted(paid, key=lambda p: p.on), tuple(stays)
    total, days = Decimal("0.00"), 0
    for day in _days_after(due_on, on):
        owing = fine - sum((p.amount for p in payments if p.on < day), Decimal("0.00"))
        if owing <= 0:
            break
        if any(rest.first <= day and (rest.last is None or day <= rest.last) for rest in rests):
            continue
        total, days = total + owing * DAILY, days + 1
        if total >= fine:
            break
    amount = min(total, fine).quantize(FEN, ROUND_HALF_UP)
    return Surcharge(amount, days, _explain(fine, amount, days, due_on))


def _days_after(due_on: date, on: date) -> Iterable[date]:
    return (date.fromordinal(n) for n in range(due_on.toordinal() + 1, on.toordinal() + 1))


def _explain(fine: Decimal, amount: Decimal, days: int, due_on: date) -> Sentence:
    if not days:
        return say("没有逾期，不加处罚款。")
    if amount == fine:
        return say(
            "自%(due)s届满次日起计%(days)s日，每日按尚欠罚款的百分之三加处，已达罚款数额%(amount)s元。",
            due=due_on.isoformat(),
            days=days,
            amount=yuan(amount),
        )
    return say(
        "自%(due)s届满次日起计%(days)s日，每日按尚欠罚款的百分之三加处，共%(amount)s元。",
        due=due_on.isoformat(),
        days=days,
        amount=yuan(amount),
    )
