"""集体讨论 (处罚法 第五十七条第二款): complex or grave matters are decided by the leadership."""

from collections.abc import Sequence
from dataclasses import dataclass

from statutes.wording import Sentence, say

SMALLEST = 3


@dataclass(frozen=True, slots=True)
class Member:
    """One person at the table: who they are, whether present, what they said, how they stood."""

    name: str
    is_present: bool = True
    has_investigated: bool = False
    opinion: str = ""
    agrees: bool = True


@dataclass(frozen=True, slots=True)
class DeliberationFacts:
    """Whether the matter must be deliberated on, and whether that was done for this proposal."""

    is_complex: bool = False
    is_grave: bool = False
    is_done: bool = False

    @property
    def is_required(self) -> bool:
        return self.is_complex or self.is_grave


def missing(facts: DeliberationFacts) -> Sentence | None:
    """The deliberation that is still wanting, or None."""
    if facts.is_required and not facts.is_done:
        return say("情节复杂或者重大违法行为，应当由负责人集体讨论决定。")
    return None


def refuse_session(members: Sequence[Member]) -> tuple[Sentence, ...]:
    """Everything that keeps this session from deciding; empty when it may."""
    present = [member for member in members if member.is_present]
    refusals = []
    if len(present) < SMALLEST:
        refusals.append(say("参加集体讨论的负责人不得少于%(count)s人。", count=SMALLEST))
    if 2 * len(present) <= len(members):
        refusals.append(say("到会人员未过半数，不得形成决定。"))
    for member in present:
        if member.has_investigated:
            refusals.append(say("%(name)s是本案调查人员，不得参加表决。", name=member.name))
        if not member.opinion.strip():
            refusals.append(say("没有记录%(name)s的意见。", name=member.name))
    return tuple(refusals)


def carries(members: Sequence[Member]) -> bool:
    """Whether more than half of those present agree with the proposal."""
    present = [member for member in members if member.is_present]
    return 2 * sum(member.agrees for member in present) > len(present)
