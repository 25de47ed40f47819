"""From the sign to the answer: the steps of a warning (保障农民工工资支付条例 第三十八条).

Yellow speaks to the employer first and goes there afterwards; orange and red go at once. Whoever
goes inspects (国办发〔2024〕54号): approval, notice, two officers as for any inspection; here only
what it says of the signs is written down. What they are worth is said by whoever closes the
warning, with a reason, and never by time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from accounts.policy.roles import Role
from statutes.citations import cite
from statutes.wording import Sentence, say, term
from workflow.procedure import Guard, Step, by_name

WARNING = cite("工资条例", "第三十八条")


class State(StrEnum):
    RAISED = "raised"
    TOLD = "told"
    VISIT = "visit"
    VISITED = "visited"
    LEAD = "lead"
    CLOSED = "closed"


STATE_LABELS: Mapping[State, str] = {
    State.RAISED: term("待处置"),
    State.TOLD: term("已发预警告知书"),
    State.VISIT: term("待现场检查"),
    State.VISITED: term("已检查核实"),
    State.LEAD: term("已转线索"),
    State.CLOSED: term("已了结"),
}
OPEN = frozenset(State) - {State.CLOSED}


class Outcome(StrEnum):
    """What the signs were worth."""

    CONFIRMED = "confirmed"
    UNFOUNDED = "unfounded"
    RESOLVED = "resolved"


OUTCOME_LABELS: Mapping[Outcome, str] = {
    Outcome.CONFIRMED: term("属实"),
    Outcome.UNFOUNDED: term("不属实"),
    Outcome.RESOLVED: term("已化解"),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards read of a warning and the person at the desk."""

    roles: frozenset[Role]
    uncertified: Sentence | None = None  # why this officer may not act today
    is_yellow: bool = False
    is_red: bool = False
    is_told: bool = False  # the letter has gone out
    is_inspected: bool = False  # an inspection of the employer is on record since the warning


def certified(facts: Facts) -> Sentence | None:
    return facts.uncertified


def is_yellow(facts: Facts) -> Sentence | None:
    return None if facts.is_yellow else say("只有黄色预警先行书面告知，橙色、红色的直接检查。")


def told_first(facts: Facts) -> Sentence | None:
    if not facts.is_yellow or facts.is_told:
        return None
    return say("黄色预警先发出预警告知书，再安排现场检查。")


def inspected(facts: Facts) -> Sentence | None:
    if facts.is_inspected:
        return None
    return say("还没有检查记录：请先报批检查，制发检查通知书，由两名监察员实施。")


def is_red(facts: Facts) -> Sentence | None:
    return None if facts.is_red else say("不是红色预警。")


def not_red(facts: Facts) -> Sentence | None:
    return say("红色预警由监察机构负责人了结。") if facts.is_red else None


def _step(
    name: str,
    label: str,
    sources: frozenset[State] | set[State],
    target: State | None,
    role: Role = Role.INSPECTOR,
    guards: tuple[Guard, ...] = (),
    moot: tuple[Guard, ...] = (),
) -> Step[State]:
    return Step(name, label, frozenset(sources), target, role, WARNING, guards, moot)


STEPS = by_name(
    (
        _step(
            "send_letter",
            term("发出预警告知书"),
            {State.RAISED},
            State.TOLD,
            moot=(is_yellow,),
        ),
        _step(
            "order_visit",
            term("安排现场检查"),
            {State.RAISED, State.TOLD, State.VISITED},
            State.VISIT,
            role=Role.UNIT_HEAD,
            guards=(told_first,),
        ),
        _step(
            "record_visit",
            term("登记核查情况"),
            {State.VISIT},
            State.VISITED,
            guards=(certified, inspected),
        ),
        _step(
            "make_lead",
            term("转为案件线索"),
            {State.RAISED, State.TOLD, State.VISITED},
            State.LEAD,
            guards=(certified,),
        ),
        _step("close", term("了结预警"), OPEN - {State.VISIT}, State.CLOSED, moot=(not_red,)),
        _step(
            "close_red",
            term("了结红色预警"),
            OPEN - {State.VISIT},
            State.CLOSED,
            role=Role.UNIT_HEAD,
            moot=(is_red,),
        ),
    )
)
