"""From a draft to its tombstone: the steps of a publication at the desk.

An app above that has made its own decision (a listing, a grade) publishes by service; these steps
are what a person does on the desk.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from accounts.policy.roles import Role
from statutes.citations import Citation, cite
from statutes.wording import Sentence, say, term
from workflow.procedure import Guard, Step, by_name

OPENNESS = cite("信息公开条例", "第二十六条")
ENFORCEMENT = cite("三项制度意见", "执法结果公示的规定")
CORRECTION = cite("处罚法", "第四十八条")
REMOVAL = cite("45号令", "第十七条")


class State(StrEnum):
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    DECLINED = "declined"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    ANNULLED = "annulled"
    EXPIRED = "expired"


STATE_LABELS: Mapping[State, str] = {
    State.DRAFT: term("待审定"),
    State.SCHEDULED: term("待公开"),
    State.PUBLISHED: term("公开中"),
    State.DECLINED: term("不予公开"),
    State.CORRECTED: term("已更正"),
    State.WITHDRAWN: term("已撤回"),
    State.ANNULLED: term("因撤销而撤下"),
    State.EXPIRED: term("期满撤下"),
}
# Was public once and is no longer: its tombstone stands, its name is not told again.
ENDED = frozenset({State.CORRECTED, State.WITHDRAWN, State.ANNULLED, State.EXPIRED})
# One of these per kind and subject.
LIVE = frozenset({State.DRAFT, State.SCHEDULED, State.PUBLISHED})
# The database triggers are built from this same table.
MOVES: frozenset[tuple[State, State]] = frozenset(
    {
        (State.DRAFT, State.SCHEDULED),
        (State.DRAFT, State.PUBLISHED),
        (State.DRAFT, State.DECLINED),
        (State.SCHEDULED, State.PUBLISHED),
        (State.SCHEDULED, State.DECLINED),
        *((State.PUBLISHED, ended) for ended in ENDED),
    }
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards read of a publication and the person at the desk."""

    roles: frozenset[Role]
    is_own_draft: bool = False
    awaits_receipt: bool = False  # sent somewhere that has not acknowledged it
    stands_somewhere: bool = False  # sent somewhere that has not confirmed its removal


def four_eyes(facts: Facts) -> Sentence | None:
    return say("不得审定自己拟稿的公开信息。") if facts.is_own_draft else None


def awaits_receipt(facts: Facts) -> Sentence | None:
    return None if facts.awaits_receipt else say("没有等待回执的发送。")


def stands_somewhere(facts: Facts) -> Sentence | None:
    return None if facts.stands_somewhere else say("已经在各处撤下。")


def _step(
    name: str,
    label: str,
    sources: frozenset[State],
    target: State | None,
    role: Role,
    citation: Citation,
    guards: tuple[Guard, ...] = (),
    moot: tuple[Guard, ...] = (),
) -> Step[State]:
    return Step(name, label, sources, target, role, citation, guards, moot)


HEAD, OFFICER = Role.BUREAU_HEAD, Role.INSPECTOR
DRAFTED, STANDING = frozenset({State.DRAFT}), frozenset({State.PUBLISHED})
STEPS = by_name(
    (
        _step("revise", term("修改草稿"), DRAFTED, None, OFFICER, ENFORCEMENT),
        _step(
            "release", term("审定公开"), DRAFTED, State.PUBLISHED, HEAD, ENFORCEMENT, (four_eyes,)
        ),
        _step(
            "decline",
            term("决定不予公开"),
            frozenset({State.DRAFT, State.SCHEDULED}),
            State.DECLINED,
            HEAD,
            ENFORCEMENT,
        ),
        _step("correct", term("更正公开信息"), STANDING, State.CORRECTED, HEAD, CORRECTION),
        _step("withdraw", term("撤回公开信息"), STANDING, State.WITHDRAWN, HEAD, CORRECTION),
        _step("send", term("登记发送"), STANDING, None, OFFICER, OPENNESS),
        _step(
            "record_receipt",
            term("登记回执"),
            STANDING | ENDED,
            None,
            OFFICER,
            OPENNESS,
            moot=(awaits_receipt,),
        ),
        _step(
            "record_takedown",
            term("登记撤下"),
            ENDED,
            None,
            OFFICER,
            REMOVAL,
            moot=(stands_somewhere,),
        ),
    )
)
