"""From what the rules found to a person's decision: where a candidate may stand.

A direct ground goes straight to the bureau head's desk; the others first to the inspector who
verified the case. The machine proposes and takes its proposal back; it never lists anybody.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from accounts.policy.roles import Role
from statutes.citations import cite
from statutes.wording import Sentence, term
from workflow.procedure import Guard, Step, by_name

VERIFIED = cite("欠薪名单市规", "二（三）")
DECIDED = cite("45号令", "第五条")


class State(StrEnum):
    WITH_INSPECTOR = "with_inspector"
    WITH_HEAD = "with_head"
    UNDER_WAY = "under_way"
    CLOSED = "closed"


STATE_LABELS: Mapping[State, str] = {
    State.WITH_INSPECTOR: term("待监察员核实"),
    State.WITH_HEAD: term("待负责人处理"),
    State.UNDER_WAY: term("列入程序中"),
    State.CLOSED: term("已了结"),
}
OPEN = frozenset(State) - {State.CLOSED}
# Where no person has begun the procedure of listing: there the sweep may take its proposal back.
PROPOSED = frozenset({State.WITH_INSPECTOR, State.WITH_HEAD})


class Outcome(StrEnum):
    """How a candidate ended."""

    LAPSED = "lapsed"
    NOT_LISTED = "not_listed"
    LISTED = "listed"


OUTCOME_LABELS: Mapping[Outcome, str] = {
    Outcome.LAPSED: term("情形不再成立"),
    Outcome.NOT_LISTED: term("决定不列入"),
    Outcome.LISTED: term("已列入"),
}
# Who ended so by a person's decision is proposed again only for what that decision did not know.
SETTLED = frozenset({Outcome.NOT_LISTED, Outcome.LISTED})


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards read of a candidate and the person at the desk."""

    roles: frozenset[Role]
    uncertified: Sentence | None = None  # why this officer may not act today


def certified(facts: Facts) -> Sentence | None:
    return facts.uncertified


def _step(
    name: str,
    label: str,
    source: State,
    target: State,
    role: Role,
    guards: tuple[Guard, ...] = (),
) -> Step[State]:
    citation = VERIFIED if role is Role.INSPECTOR else DECIDED
    return Step(name, label, frozenset({source}), target, role, citation, guards)


STEPS = by_name(
    (
        _step(
            "forward",
            term("核实后提请列入"),
            State.WITH_INSPECTOR,
            State.WITH_HEAD,
            Role.INSPECTOR,
            (certified,),
        ),
        _step("take_up", term("启动列入程序"), State.WITH_HEAD, State.UNDER_WAY, Role.BUREAU_HEAD),
        _step("set_aside", term("决定不列入"), State.WITH_HEAD, State.CLOSED, Role.BUREAU_HEAD),
    )
)
