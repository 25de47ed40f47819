"""加付赔偿金: 50 to 100 % of what an order left unpaid, to the workers, and not a fine.

条例 第二十六条, 劳动合同法 第八十五条: only after a period to pay has run out. The base of a worker
is what the order named and the end of its period found unpaid: who pays late still owes it, and
what was determined later than the order was not ordered. Each worker's amount is rounded half up
to the fen; the total is the sum of the workers', so the list always adds up.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from cases.policy.allocation import allocate
from cases.policy.ledger import FEN, NOTHING
from statutes.citations import cite
from statutes.wording import Sentence, say

Key = TypeVar("Key", bound=Hashable)

LEAST, MOST = Decimal(50), Decimal(100)
CITATION = cite("条例", "第二十六条")


@dataclass(frozen=True, slots=True)
class OrderOutcome:
    """What became of the order to pay, as far as compensation asks."""

    due_on: date | None = None
    is_disobeyed: bool = False


def refuse_compensation(order: OrderOutcome | None, *, on: date) -> Sentence | None:
    """Why nothing may be added yet, or None: there must be an order, and it must have run out."""
    if order is None:
        return say("没有责令限期支付，不得责令加付赔偿金。")
    if order.due_on is None:
        return say("限期改正指令书尚未送达，支付期限没有起算，不得责令加付赔偿金。")
    if on <= order.due_on:
        return say(
            "支付期限至%(due)s届满，期满未支付的才可以责令加付赔偿金。",
            due=order.due_on.isoformat(),
        )
    if not order.is_disobeyed:
        return say("尚未认定逾期未改正，不得责令加付赔偿金。")
    return None


def refuse_share(percent: Decimal) -> Sentence | None:
    """Why this share may not be added, or None: 50 to 100 per cent."""
    if not (percent.is_finite() and LEAST <= percent <= MOST):
        return say("加付赔偿金的比例须在50%%至100%%之间。")
    if percent != percent.quantize(FEN):
        return say("加付赔偿金的比例最多两位小数。")
    return None


def refuse_percent(percent: Decimal, reason: str) -> Sentence | None:
    """Why this share may not be chosen, or None: within the law, and with its reason."""
    if (outside := refuse_share(percent)) is not None:
        return outside
    return None if reason.strip() else say("须写明选择该比例的理由。")


def base(*, ordered: Decimal, determined: Decimal, paid_in_time: Decimal) -> Decimal:
    """应付金额 of one worker: what was ordered and not paid when the period ended."""
    return max(NOTHING, min(ordered, determined - paid_in_time))


def amount(unpaid: Decimal, percent: Decimal) -> Decimal:
    """What is added for one worker, rounded half up to the fen."""
    return (unpaid * percent / 100).quantize(FEN, rounding=ROUND_HALF_UP)


def amounts(unpaid: Mapping[Key, Decimal], percent: Decimal) -> dict[Key, Decimal]:
    """What is added for every worker, by line."""
    return {key: amount(part, percent) for key, part in unpaid.items()}


def percent_of(chosen: Decimal, unpaid: Mapping[Key, Decimal]) -> Decimal | None:
    """The share whose lines add up to the amount chosen; None where no such share exists."""
    whole = sum(unpaid.values(), NOTHING)
    if not whole:
        return None
    percent = (chosen * 100 / whole).quantize(FEN, rounding=ROUND_HALF_UP)
    fits = refuse_share(percent) is None and total(amounts(unpaid, percent)) == chosen
    return percent if fits else None


def distribute(chosen: Decimal, unpaid: Mapping[Key, Decimal]) -> dict[Key, Decimal]:
    """Lay a chosen amount on the workers: by its share, each line rounded half up.

    An amount that is no share of the lines is divided in proportion, to the last fen.
    """
    if (percent := percent_of(chosen, unpaid)) is not None:
        return amounts(unpaid, percent)
    owed = {key: part for key, part in unpaid.items() if part}
    return allocate(chosen, owed) if chosen else {}


def total(added: Mapping[Key, Decimal]) -> Decimal:
    """The sum of the lines, never a percentage of the sum."""
    return sum(added.values(), NOTHING)
