"""行政复议 and 行政诉讼: where they go, what they may come to, what follows for the decision.

复议法 第二十条、第二十四条 (to the government of the level), 第四十八条;
行政诉讼法 第四十五条、第四十六条、第六十七条.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from cases.policy.decision import Terms
from cases.policy.surcharge import NOTHING, Stay
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
    new_compensation: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Ordered:
    """The amounts that stood when the remedy was decided; an order or a refusal has none."""

    fine: Decimal = NOTHING
    compensation: Decimal = NOTHING


def refuse_suit(
    kind: Kind, *, is_on_the_spot: bool, was_reconsidered: bool, note: str
) -> Sentence | None:
    """复议法 第二十三条: against a penalty on the spot reconsideration comes before any suit.

    A court that takes the suit all the same is answered; the note says so.
    """
    if kind is Kind.RECONSIDERATION or not is_on_the_spot or was_reconsidered or note.strip():
        return None
    return say("对当场处罚不服的，应当先申请行政复议；法院已经受理的，须在说明中写明。")


def refuse_outcome(
    outcome: Outcome, *, ordered: Ordered, received_on: date, today: date
) -> tuple[Sentence, ...]:
    """Everything that is wrong with a result; a party is never worse off for its remedy."""
    rows = (
        (outcome.on < received_on, say("结果日期不得早于收到日期。")),
        (outcome.on > today, say("结果日期不得晚于今天。")),
        *_amount_rows(outcome.result, outcome.new_fine, ordered.fine, say("罚款")),
        *_amount_rows(
            outcome.result, outcome.new_compensation, ordered.compensation, say("加付赔偿金")
        ),
    )
    return tuple(sentence for is_wrong, sentence in rows if is_wrong)


def _amount_rows(
    result: Result, changed: Decimal | None, ordered: Decimal, what: Sentence
) -> tuple[tuple[bool, Sentence], ...]:
    is_change = result is Result.CHANGED
    return (
        (
            is_change and ordered > 0 and changed is None,
            say("变更决定的，须填写变更后的%(what)s。", what=what),
        ),
        (
            not is_change and changed is not None,
            say("只有变更决定的才填写变更后的%(what)s。", what=what),
        ),
        (
            changed is not None and changed > ordered,
            say("变更后的%(what)s不得高于原数额。", what=what),
        ),
    )


def refuse_repetition(
    fallen: Terms, proposed: Terms, *, has_new_evidence: bool, discretion: str
) -> Sentence | None:
    """Why a decision that fell may not be made once more as it was (复议法 第六十四条)."""
    if proposed != fallen or has_new_evidence or discretion.strip():
        return None
    return say(
        "不得以同一事实和理由作出与被撤销的决定基本相同的决定；"
        "因违反法定程序被撤销的，须在裁量理由中写明。"
    )


def stays(periods: Iterable[tuple[date, date | None]]) -> tuple[Stay, ...]:
    """The days on which no surcharge is counted: from receipt to result, both included."""
    return tuple(Stay(received, ended) for received, ended in periods)


def next_way(kind: Kind, result: Result, *, is_first_suit: bool) -> str | None:
    """The limit of the party's next way against a decision that still stands, or None.

    A suit within fifteen days of the reconsideration (行诉法 第四十五条); an appeal within fifteen
    of the first judgment (第八十五条), so that no court is asked to enforce before it is final.
    """
    if result in {Result.WITHDRAWN, Result.ANNULLED, Result.ANNULLED_ANEW}:
        return None
    if kind is Kind.RECONSIDERATION:
        return "litigation_after_reconsideration"
    return "litigation_appeal" if is_first_suit else None
