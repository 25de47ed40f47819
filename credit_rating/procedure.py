"""From the order to rate a year to the grades in force, and from an objection to its answer.

The machine rates; people look at a sample, the unit head proposes and the bureau head approves.
Before that no grade is anybody's. Afterwards a grade moves in named ways only: a finding fell, the
employer was listed or gravely in breach, or the head lowered it with a reason. Nothing raises a
grade that its findings still carry.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from accounts.policy.roles import Role
from statutes.citations import cite
from statutes.wording import Sentence, say, term
from workflow.procedure import Guard, Step, by_name

RATING = cite("等级评价办法", "等级划分的规定")
RECHECK = cite("等级评价办法", "异议复核的规定")


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


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards read of a run and of whoever acts."""

    roles: frozenset[Role]
    unchecked: int = 0  # of the sample
    wrong: int = 0  # of the sample, found wrongly graded
    overlapping: str = ""  # another approved run of the year that rates the same employers


def sample_checked(facts: Facts) -> Sentence | None:
    if not facts.unchecked:
        return None
    return say("抽查样本还有%(count)s户没有核对。", count=facts.unchecked)


def sample_right(facts: Facts) -> Sentence | None:
    if not facts.wrong:
        return None
    return say("抽查发现%(count)s户评定有误，须查明原因后作废重评。", count=facts.wrong)


def only_run(facts: Facts) -> Sentence | None:
    if not facts.overlapping:
        return None
    return say("%(run)s已经批准，包含同一批单位。", run=facts.overlapping)


def _step(
    name: str, label: str, source: State, target: State | None, role: Role, *guards: Guard
) -> Step[State]:
    return Step(name, label, frozenset({source}), target, role, RATING, guards)


STEPS = by_name(
    (
        _step("check_sample", term("核对抽查样本"), State.RATED, None, Role.INSPECTOR),
        _step(
            "propose", term("报批评价结果"), State.RATED, State.PROPOSED, Role.UNIT_HEAD,
            sample_checked, sample_right,
        ),
        _step("discard", term("作废重评"), State.RATED, State.DISCARDED, Role.UNIT_HEAD),
        _step(
            "approve", term("批准评价结果"), State.PROPOSED, State.APPROVED, Role.BUREAU_HEAD,
            only_run,
        ),
        _step("send_back", term("退回评价结果"), State.PROPOSED, State.RATED, Role.BUREAU_HEAD),
    )
)  # fmt: skip


class Stage(StrEnum):
    """Where the grade of one employer stands."""

    STANDING = "standing"
    OBJECTED = "objected"


@dataclass(frozen=True, slots=True)
class RatingFacts:
    """What the guards read of a grade and of whoever acts."""

    roles: frozenset[Role]
    is_approved: bool = True
    is_lowest: bool = False
    recorded_it: bool = False  # this person wrote the objection down
    is_past_window: Sentence | None = None


def approved(facts: RatingFacts) -> Sentence | None:
    return None if facts.is_approved else say("评价结果尚未批准。")


def in_window(facts: RatingFacts) -> Sentence | None:
    return facts.is_past_window


def another_decides(facts: RatingFacts) -> Sentence | None:
    return say("登记异议的人不得作出复核决定。") if facts.recorded_it else None


def may_fall(facts: RatingFacts) -> Sentence | None:
    return say("已是最低等级。") if facts.is_lowest else None


RATING_STEPS = by_name(
    (
        Step(
            "object", term("登记异议"), frozenset({Stage.STANDING}), Stage.OBJECTED,
            Role.INSPECTOR, RECHECK, (approved, in_window),
        ),
        Step(
            "decide_objection", term("作出复核决定"), frozenset({Stage.OBJECTED}), Stage.STANDING,
            Role.BUREAU_HEAD, RECHECK, (another_decides,),
        ),
        Step(
            "lower", term("降低等级"), frozenset(Stage), None, Role.BUREAU_HEAD, RATING,
            (approved, may_fall),
        ),
    )
)  # fmt: skip


class Why(StrEnum):
    """Why a grade was changed after its approval."""

    RECHECK = "recheck"
    ANNULLED = "annulled"
    LISTED = "listed"
    OVERRIDE = "override"


WHY_LABELS: Mapping[Why, str] = {
    Why.RECHECK: term("复核更正"),
    Why.ANNULLED: term("依据被撤销，重新评定"),
    Why.LISTED: term("列入失信名单，当即调整"),
    Why.OVERRIDE: term("负责人降低等级"),
}
