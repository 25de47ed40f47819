"""案件处理报批表: what a proposal must say (若干规定 第三十三条)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from cases.policy.decision import KINDS, Kind
from cases.policy.discretion import Ground, Measured, refuse
from statutes.citations import listed
from statutes.wording import Sentence, say, term

# What calls for legal review or deliberation (处罚法 第五十七条、第五十八条).
MARKS: dict[str, str] = {
    "is_complex": term("情节复杂、涉及多个法律关系"),
    "is_grave": term("重大违法行为"),
    "is_public_interest": term("涉及重大公共利益"),
    "is_prescribed": term("法律、法规规定应当审核"),
}


@dataclass(frozen=True, slots=True)
class Draft:
    """What the officers write; the ranges and the sums are reckoned."""

    kind: Kind
    facts: str
    opinion: str
    statement: str = ""
    law: str = ""  # empty: the articles of the violations
    discretion: str = ""
    grounds: Sequence[Ground] = ()
    is_complex: bool = False
    is_grave: bool = False
    is_public_interest: bool = False
    is_prescribed: bool = False


def law_of(draft: Draft, measured: Sequence[Measured]) -> str:
    """The articles as a paper quotes them: as written, or of the violations, or of the ending."""
    articles = listed(basis for one in measured for basis in one.allowed.bases)
    return draft.law.strip() or articles or str(KINDS[draft.kind].citation)


def refuse_draft(draft: Draft, measured: Sequence[Measured]) -> tuple[Sentence, ...]:
    """Everything that the proposal still lacks, or may not contain."""
    refusals = list(refuse(draft.kind, measured))
    if not draft.facts.strip():
        refusals.append(say("须写明违法事实。"))
    if not draft.opinion.strip():
        refusals.append(say("须写明处理意见。"))
    if draft.kind is Kind.NO_PENALTY and not draft.discretion.strip():
        refusals.append(say("不予行政处罚须写明符合的情形和理由。"))
    return tuple(refusals)


def refuse_unmarking(before: Collection[str], draft: Draft) -> Sentence | None:
    """Why the proposal may not be revised so, or None: no revision escapes review or deliberation.

    `before` are the marks of the proposal that the unit head agreed to.
    """
    dropped = [
        label for mark, label in MARKS.items() if mark in before and not getattr(draft, mark)
    ]
    if not dropped:
        return None
    return say("已认定的“%(marks)s”不得在修改处理建议时取消。", marks="、".join(dropped))
