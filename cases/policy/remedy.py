"""行政复议 and 行政诉讼: where they go, what they may come to, what follows for the decision.

复议法 第二十条、第二十四条 (to the government of the level);
行政诉讼法 第四十五条、第四十六条.
"""

from enum import StrEnum

from statutes.wording import term


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
