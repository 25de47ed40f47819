"""分期支付: what the employer promised while correcting, and whether the promise is kept.

A plan does not move the order's own limit: it is the employer's word, and a broken instalment is
one more reason not to wait (条例 第十八条第二项). Money counts towards the oldest instalment first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from cases.policy.ledger import NOTHING
from statutes.money import yuan
from statutes.wording import Sentence, say, term


class Standing(StrEnum):
    KEPT = "kept"
    DUE = "due"
    LATE = "late"


STANDING_LABELS: dict[Standing, str] = {
    Standing.KEPT: term("已付清"),
    Standing.DUE: term("未到期"),
    Standing.LATE: term("逾期"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One instalment: by when, how much."""

    due_on: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class PartStanding:
    """One instalment as it stands on a day."""

    part: Part
    received: Decimal
    standing: Standing

    @property
    def missing(self) -> Decimal:
        return self.part.amount - self.received

    @property
    def is_late(self) -> bool:
        return self.standing is Standing.LATE


def refuse_plan(
    parts: Sequence[Part], *, outstanding: Decimal, agreed_on: date, today: date
) -> tuple[Sentence, ...]:
    """Everything that is wrong with a plan; it must pay what is owed, to the fen, and no more."""
    if not parts:
        return (say("至少填写一期。"),)
    total = sum((part.amount for part in parts), NOTHING)
    rows = (
        (agreed_on > today, say("约定日期不得晚于今天。")),
        (any(part.amount <= NOTHING for part in parts), say("每期金额须大于零。")),
        (parts[0].due_on < agreed_on, say("第一期的日期不得早于约定日期。")),
        (
            any(later.due_on <= earlier.due_on for earlier, later in pairwise(parts)),
            say("各期的日期须依次在后。"),
        ),
        (
            total != outstanding,
            say(
                "各期合计%(total)s元，应等于尚欠的%(owed)s元。",
                total=yuan(total),
                owed=yuan(outstanding),
            ),
        ),
    )
    return tuple(sentence for is_wrong, sentence in rows if is_wrong)


def standings(parts: Sequence[Part], *, received: Decimal, on: date) -> tuple[PartStanding, ...]:
    """Lay what was received since the plan on its instalments, the oldest first.

    Due today is not overdue. A reversal may leave less than nothing received: nothing, then.
    """
    left, found = max(NOTHING, received), []
    for part in parts:
        share = min(left, part.amount)
        left -= share
        found.append(PartStanding(part, share, _standing(part, share, on)))
    return tuple(found)


def _standing(part: Part, received: Decimal, on: date) -> Standing:
    if received == part.amount:
        return Standing.KEPT
    return Standing.LATE if part.due_on < on else Standing.DUE
