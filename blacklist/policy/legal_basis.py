"""When the adopted set alone lists, and the national rules were already in force (design §1).

For facts since 2022-01-01 the national rules know two grounds and no third (45号令 第五条): a
listing that they do not carry needs a basis of its own, which the bureau head records in words
before anything is published.
"""

from datetime import date

from statutes.articles import rule_of
from statutes.citations import cite
from statutes.wording import Sentence, say

NATIONAL_SINCE = date(2022, 1, 1)
GROUNDS = cite("45号令", "第五条")


def needs_basis(facts_on: date | None, *, adopted_lists: bool, other_lists: bool) -> bool:
    """Whether the head must say on what law this rests; an undated fact counts as a new one."""
    is_new = facts_on is None or facts_on >= NATIONAL_SINCE
    return is_new and adopted_lists != other_lists


def warning() -> Sentence:
    """What stands above the field in which the basis is written."""
    return say(
        "%(citation)s：%(rule)s该条没有列举其他情形。", citation=str(GROUNDS), rule=rule_of(GROUNDS)
    )
