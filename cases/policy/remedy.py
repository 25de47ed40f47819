"""行政复议 and 行政诉讼: where they go, what they may come to, what follows for the decision.

复议法 第二十条、第二十四条 (to the government of the level), 第四十八条;
行政诉讼法 第四十五条、第四十六条、第六十七条.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from cases.policy.surcharge import Stay
from statutes.wording import Sentence, say, term


class Kind(StrEnum):
    RECONSIDERATION = "reconsideration"
    LITIGATION = "litigation"


KIND_LABELS: dict[Kind, str] = {
    Kind.RECONSIDERATION: term("行政复议"),
    Kind.LITIGATION: term("行政诉讼"),
}


class Result(StrEnum):
    UPHELD = "upheld"
    CHANGED = "changed"
    ANNULLED = "annulled"
    ANNULLED_ANEW = "annulled_anew"
    UNLAWFUL = "unlawful"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


RESULT_LABELS: dict[Result, str] = {
    Result.UPHELD: term("维持"),
    Result.CHANGED: term("变更"),
    Result.ANNULLED: term("撤销"),
    Result.ANNULLED_ANEW: term("撤销并责令重新作出"),
    Result.UNLAWFUL: term("确认违法"),
    Result.REJECTED: term("驳回"),
    Result.WITHDRAWN: term("撤回申请（起诉）"),
}
# The decision no longer stands as it was made.
OVERTURNED = frozenset({Result.CHANGED, Result.ANNULLED, Result.ANNULLED_ANEW})
# The authority lost: an entry of accountability is opened.
LOST = OVERTURNED | {Result.UNLAWFUL}
# How long the authority has to answer: the clock kind of each remedy.
ANSWER_CLOCKS: dict[Kind, str] = {
    Kind.RECONSIDERATION: "reconsideration_answer",
    Kind.LITIGATION: "litigation_answer",
}
# 处罚法 第四十八条: the public record is withdrawn within three working days.
WITHDRAWAL_CLOCK = "publication_withdraw"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a remedy ended, as it is about to be recorded."""

    result: Result
    on: date
    new_fine: Decimal | None = None


def refuse_outcome(
    outcome: Outcome, *, fine: Decimal, received_on: date, today: date
) -> tuple[Sentence, ...]:
    """Everything that is wrong with a result; a party is never worse off for its remedy."""
    is_changed_fine = outcome.result is Result.CHANGED and fine > 0
    rows = (
        (outcome.on < received_on, say("结果日期不得早于收到日期。")),
        (outcome.on > today, say("结果日期不得晚于今天。")),
        (
            is_changed_fine and outcome.new_fine is None,
            say("变更决定的，须填写变更后的罚款。"),
        ),
        (
            outcome.result is not Result.CHANGED and outcome.new_fine is not None,
            say("只有变更决定的才填写变更后的罚款。"),
        ),
        (
            outcome.new_fine is not None and outcome.new_fine > fine,
            say("变更后的罚款不得高于原罚款。"),
        ),
    )
    return tuple(sentence for is_wrong, sentence in rows if is_wrong)


def stays(periods: Iterable[tuple[date, date | None]]) -> tuple[Stay, ...]:
    """The days on which no surcharge is counted: from receipt to result, both included."""
    return tuple(Stay(received, ended) for received, ended in periods)


def reopens_suit(kind: Kind, result: Result) -> bool:
    """Whether the party may now sue within fifteen days (行诉法 第四十五条)."""
    overturned = result in {Result.ANNULLED, Result.ANNULLED_ANEW}
    return kind is Kind.RECONSIDERATION and result is not Result.WITHDRAWN and not overturned
