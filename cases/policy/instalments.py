"""延期、分期缴纳罚款 (处罚法 第六十六条): what a plan must be before it is laid before the head."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from cases.policy.surcharge import NOTHING, Part
from statutes.money import yuan
from statutes.wording import Sentence, say

MOST_PARTS = 24


def refuse_plan(
    parts: Sequence[Part], *, owed: Decimal, today: date, is_granted_before: bool
) -> tuple[Sentence, ...]:
    """Everything that is wrong with a plan: it pays the rest of the fine to the fen, and later."""
    if owed <= NOTHING:
        return (say("没有尚未缴纳的罚款，无须延期或者分期。"),)
    if not parts:
        return (say("至少填写一期。"),)
    total = sum((part.amount for part in parts), NOTHING)
    rows = (
        (is_granted_before, say("已经批准过延期（分期）缴纳，不得再次申请。")),
        (len(parts) > MOST_PARTS, say("分期不得多于%(most)s期。", most=MOST_PARTS)),
        (any(part.amount <= NOTHING for part in parts), say("每期金额须大于零。")),
        (parts[0].due_on <= today, say("第一期的期限须在今天以后。")),
        (
            any(later.due_on <= earlier.due_on for earlier, later in pairwise(parts)),
            say("各期的期限须依次在后。"),
        ),
        (
            total != owed,
            say(
                "各期合计%(total)s元，应等于尚欠的罚款%(owed)s元。",
                total=yuan(total),
                owed=yuan(owed),
            ),
        ),
    )
    return tuple(sentence for is_wrong, sentence in rows if is_wrong)


def is_deferral(parts: Sequence[Part]) -> bool:
    """One part is a later day for the whole (延期); several divide it (分期)."""
    return len(parts) == 1
