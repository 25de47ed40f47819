"""From the campaign's first day to the certificate: the steps of one employer's written review.

条例 第十四条 makes the review of written material a form of inspection. The employer declares
online, the grid looks first, an inspector decides; what is wrong is put right and looked at
again; who does not declare, or declares falsehoods, is looked into.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from accounts.policy.roles import Role
from statutes.citations import Citation, cite
from statutes.wording import Sentence, say, term
from workflow.procedure import Guard, Step, by_name

REVIEW = cite("条例", "第十四条")
DUTY = cite("条例", "第三十条")


class State(StrEnum):
    NOT_DECLARED = "not_declared"
    DECLARED = "declared"
    RETURNED = "returned"
    GRID_REVIEWED = "grid_reviewed"
    ON_SITE = "on_site"
    RECTIFYING = "rectifying"
    RECTIFIED = "rectified"
    PASSED = "passed"
    FAILED = "failed"
    OVERDUE = "overdue"


STATE_LABELS: Mapping[State, str] = {
    State.NOT_DECLARED: term("未申报"),
    State.DECLARED: term("已申报，待网格审核"),
    State.RETURNED: term("退回补正"),
    State.GRID_REVIEWED: term("待审核"),
    State.ON_SITE: term("需实地核查"),
    State.RECTIFYING: term("不合格，责令整改"),
    State.RECTIFIED: term("整改完毕，待复查"),
    State.PASSED: term("合格"),
    State.FAILED: term("不合格，转线索"),
    State.OVERDUE: term("逾期未申报，转线索"),
}
FINAL = frozenset({State.PASSED, State.FAILED, State.OVERDUE})
BAD_ENDS = FINAL - {State.PASSED}
OPEN = frozenset(State) - FINAL


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards read of a review and of whoever acts."""

    roles: frozenset[Role]
    today: date
    declare_from: date
    declare_to: date
    uncertified: Sentence | None = None
    rectify_by: date | None = None
    correct_by: date | None = None


def window_open(facts: Facts) -> Sentence | None:
    if facts.today < facts.declare_from:
        return say("申报自%(day)s开始，请届时再来。", day=facts.declare_from.isoformat())
    if facts.today > facts.declare_to:
        return say("申报已于%(day)s截止，请联系所属监察机构。", day=facts.declare_to.isoformat())
    return None


def window_closed(facts: Facts) -> Sentence | None:
    if facts.today > facts.declare_to:
        return None
    return say("申报期限（%(day)s）尚未届满。", day=facts.declare_to.isoformat())


def correction_over(facts: Facts) -> Sentence | None:
    """Whoever was asked to correct a declaration has until the last day that was given."""
    if facts.correct_by is not None and facts.today > facts.correct_by:
        return None
    day = facts.correct_by.isoformat() if facts.correct_by else ""
    return say("补正期限（%(day)s）尚未届满。", day=day)


def certified(facts: Facts) -> Sentence | None:
    return facts.uncertified


def rectification_over(facts: Facts) -> Sentence | None:
    """Until its last day has passed an employer may still put things right."""
    if facts.rectify_by is not None and facts.today > facts.rectify_by:
        return None
    return say("整改期限尚未届满。")


def _step(
    name: str,
    label: str,
    sources: set[State] | frozenset[State],
    target: State | None,
    role: Role = Role.INSPECTOR,
    guards: tuple[Guard, ...] = (),
    citation: Citation = REVIEW,
) -> Step[State]:
    return Step(name, label, frozenset(sources), target, role, citation, guards)


CERTIFIED: tuple[Guard, ...] = (certified,)
STEPS = by_name(
    (
        _step(
            "declare",
            term("网上申报"),
            {State.NOT_DECLARED},
            State.DECLARED,
            Role.EMPLOYER,
            (window_open,),
        ),
        # What was returned may be put in again after the window: the delay is the authority's.
        _step(
            "declare_again", term("补正后重新申报"), {State.RETURNED}, State.DECLARED, Role.EMPLOYER
        ),
        _step(
            "pass_on",
            term("网格审核通过"),
            {State.DECLARED},
            State.GRID_REVIEWED,
            Role.GRID_ASSISTANT,
        ),
        _step(
            "return_from_grid",
            term("网格退回补正"),
            {State.DECLARED},
            State.RETURNED,
            Role.GRID_ASSISTANT,
        ),
        # An inspector may take a declaration that no assistant has looked at.
        _step(
            "return_declaration",
            term("退回补正"),
            {State.DECLARED, State.GRID_REVIEWED, State.ON_SITE},
            State.RETURNED,
            guards=CERTIFIED,
        ),
        _step(
            "ask_on_site",
            term("要求实地核查"),
            {State.DECLARED, State.GRID_REVIEWED},
            State.ON_SITE,
            guards=CERTIFIED,
        ),
        _step(
            "pass_review",
            term("审查合格"),
            {State.DECLARED, State.GRID_REVIEWED, State.ON_SITE, State.RECTIFIED},
            State.PASSED,
            guards=CERTIFIED,
        ),
        _step(
            "order_rectification",
            term("责令整改"),
            {State.DECLARED, State.GRID_REVIEWED, State.ON_SITE, State.RECTIFIED},
            State.RECTIFYING,
            guards=CERTIFIED,
        ),
        _step(
            "rectify",
            term("申报整改情况"),
            {State.RECTIFYING},
            State.RECTIFIED,
            Role.EMPLOYER,
        ),
        _step(
            "fail_review",
            term("逾期不整改，转线索"),
            {State.RECTIFYING},
            State.FAILED,
            guards=(certified, rectification_over),
            citation=DUTY,
        ),
        # 第三十条第一款第（二）项: falsehoods are not put right first; whoever signed answers.
        _step(
            "fail_false",
            term("申报不实，转线索"),
            {State.DECLARED, State.GRID_REVIEWED, State.ON_SITE, State.RECTIFIED},
            State.FAILED,
            guards=CERTIFIED,
            citation=DUTY,
        ),
        _step(
            "close_undeclared",
            term("逾期未申报，转线索"),
            {State.NOT_DECLARED},
            State.OVERDUE,
            guards=(window_closed,),
            citation=DUTY,
        ),
        _step(
            "close_uncorrected",
            term("逾期未补正，转线索"),
            {State.RETURNED},
            State.OVERDUE,
            guards=(window_closed, correction_over),
            citation=DUTY,
        ),
    )
)
