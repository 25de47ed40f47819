"""法制审核 (处罚法 第五十八条): which decisions a reviewer must pass before the head signs."""

from collections.abc import Collection
from dataclasses import dataclass

from statutes.wording import Sentence, say, term

# 三项制度意见: what a reviewer looks at.
ITEMS: dict[str, str] = {
    "competence": term("执法主体合法，执法人员具备执法资格"),
    "procedure": term("执法程序合法"),
    "facts": term("案件事实清楚，证据合法充分"),
    "law": term("适用法律、法规、规章准确"),
    "discretion": term("裁量基准运用适当"),
    "powers": term("没有超越执法机关法定权限"),
    "papers": term("行政执法文书完备、规范"),
    "crime": term("已审查违法行为是否涉嫌犯罪、需要移送司法机关"),
}


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """Which of the four grounds hold, and whether a reviewer has passed this proposal."""

    is_public_interest: bool = False
    follows_a_hearing: bool = False
    is_complex: bool = False
    is_prescribed: bool = False  # another act asks for the review
    is_passed: bool = False

    @property
    def is_required(self) -> bool:
        return bool(grounds(self))


def grounds(facts: ReviewFacts) -> tuple[Sentence, ...]:
    """Why this decision must be reviewed; empty when it need not be."""
    rows = (
        (facts.is_public_interest, say("涉及重大公共利益")),
        (facts.follows_a_hearing, say("直接关系当事人或者第三人重大权益，经过听证程序")),
        (facts.is_complex, say("案件情况疑难复杂、涉及多个法律关系")),
        (facts.is_prescribed, say("法律、法规规定应当进行法制审核的其他情形")),
    )
    return tuple(sentence for holds, sentence in rows if holds)


def missing(facts: ReviewFacts) -> Sentence | None:
    """The review that is still wanting, or None."""
    if facts.is_required and not facts.is_passed:
        return say("应当进行法制审核，未经审核或者审核未通过的，不得作出决定。")
    return None


def refuse_reviewer(*, has_investigated: bool) -> Sentence | None:
    """查处分离: who investigated the case does not review it."""
    return say("调查人员不得审核自己办理的案件。") if has_investigated else None


def refuse_beginner(*, is_qualified: bool) -> Sentence | None:
    """第五十八条第二款: who reviews for the first time holds the qualification of a lawyer."""
    if is_qualified:
        return None
    return say("初次从事法制审核的人员应当取得法律职业资格；资格考试登记在培训记录中。")


def refuse_passing(found: Collection[str]) -> Sentence | None:
    """A review passes only when every point was found in order."""
    lacking = [label for code, label in ITEMS.items() if code not in found]
    if not lacking:
        return None
    return say("审核通过须逐项确认，尚未确认：%(items)s", items="；".join(lacking))
