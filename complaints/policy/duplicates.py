"""Which complaints probably tell of the same arrears: suggested with reasons, merged by a person.

Duplicates are normal where many go unpaid. They are never dropped: every complainant keeps the own
receipt, and the merged complaint follows the one it joined.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from complaints.policy.columns import normalise
from statutes.wording import Sentence, say

SUGGEST_FROM = 50  # habit of the office, not law: one strong sign, or two weak ones


@dataclass(frozen=True, slots=True)
class Signature:
    """What is compared; people are compared by keyed hash, never by name."""

    key: int
    employer_id: int | None
    employer_name: str
    division: str
    first: date | None
    last: date | None
    people: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reason:
    points: int
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Suggestion:
    key: int
    reasons: tuple[Reason, ...]

    @property
    def score(self) -> int:
        return sum(reason.points for reason in self.reasons)


def suggest(this: Signature, others: Iterable[Signature]) -> tuple[Suggestion, ...]:
    """Return likely duplicates of `this`, the likeliest first."""
    found = (Suggestion(other.key, tuple(_reasons(this, other))) for other in others)
    likely = [suggestion for suggestion in found if suggestion.score >= SUGGEST_FROM]
    return tuple(sorted(likely, key=lambda suggestion: (-suggestion.score, suggestion.key)))


def _reasons(this: Signature, other: Signature) -> Sequence[Reason]:
    reasons: list[Reason] = []
    shared = len(this.people & other.people)
    if shared:
        reasons.append(Reason(60, say("有%(count)s名投诉人相同。", count=shared)))
    if this.employer_id is not None and this.employer_id == other.employer_id:
        reasons.append(Reason(35, say("投诉的是同一个单位。")))
    elif same_name(this.employer_name, other.employer_name):
        reasons.append(Reason(25, say("投诉的单位名称相同。")))
    if not reasons:
        return reasons  # the same town and season alone say nothing
    if this.division[:6] == other.division[:6]:
        reasons.append(Reason(10, say("用工所在地相同。")))
    if _overlap(this, other):
        reasons.append(Reason(15, say("拖欠期间重叠。")))
    return reasons


def same_name(one: str, other: str) -> bool:
    return bool(one) and normalise(one) == normalise(other)


def _overlap(one: Signature, other: Signature) -> bool:
    if None in (one.first, one.last, other.first, other.last):
        return False
    return bool(one.first <= other.last and other.first <= one.last)  # type: ignore[operator]
