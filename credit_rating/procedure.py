"""From the order to rate a year to the approved grades: where a run may stand.

The machine rates; people look at a sample, the unit head proposes and the bureau head approves.
Before that no grade is anybody's.
"""

from collections.abc import Mapping
from enum import StrEnum

from statutes.citations import cite
from statutes.wording import term

RATING = cite("等级评价办法", "等级划分的规定")


class State(StrEnum):
    RATING = "rating"
    RATED = "rated"
    PROPOSED = "proposed"
    APPROVED = "approved"
    DISCARDED = "discarded"


STATE_LABELS: Mapping[State, str] = {
    State.RATING: term("评定中"),
    State.RATED: term("评定完毕，待抽查"),
    State.PROPOSED: term("待批准"),
    State.APPROVED: term("已批准"),
    State.DISCARDED: term("已作废"),
}
