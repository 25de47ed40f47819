"""From a plan to what an inspection found: the steps of a patrol (国办发〔2024〕54号).

Every inspection is approved and announced before anyone goes, is made by two certified officers,
begins with an arrival lock, and ends with advice, an order or a case.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from accounts.policy.roles import Role
from statutes.citations import Citation, cite
from statutes.wording import Sentence, say, term
from workflow.procedure import Guard, Step, by_name

APPROVAL = cite("涉企检查意见", "实施检查的规定")
OFFICERS = cite("条例", "第十六条")
RESULT = cite("条例", "第十八条")


class State(StrEnum):
    PROPOSED = "proposed"
    RETURNED = "returned"
    APPROVED = "approved"
    ARRIVED = "arrived"
    RECORDED = "recorded"
    CONCLUDED = "concluded"
    CANCELLED = "cancelled"


STATE_LABELS: Mapping[State, str] = {
    State.PROPOSED: term("报批中"),
    State.RETURNED: term("已退回"),
    State.APPROVED: term("已批准，待检查"),
    State.ARRIVED: term("检查中"),
    State.RECORDED: term("已记录，待处理"),
    State.CONCLUDED: term("已办结"),
    State.CANCELLED: term("已取消"),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards read of a patrol and of the officer at the desk."""

    roles: frozenset[Role]
    uncertified: Sentence | None = None
    partner_uncertified: Sentence | None = None  # of those sent, other than who is at the desk
    is_on_patrol: bool = False
    proposed_it: bool = False
    open_items: int = 0
    breaches: int = 0
    has_notice: bool = False  # the employer holds it, or was shown it on arrival


def on_patrol(facts: Facts) -> Sentence | None:
    return None if facts.is_on_patrol else say("只有本次检查的两名监察员可以办理。")


def on_patrol_or_proposer(facts: Facts) -> Sentence | None:
    """Who proposed it may withdraw or amend the proposal, too."""
    return None if facts.proposed_it else on_patrol(facts)


def both_certified(facts: Facts) -> Sentence | None:
    """Two certified officers go, or nobody does."""
    return facts.uncertified or facts.partner_uncertified


def those_sent_are_certified(facts: Facts) -> Sentence | None:
    return facts.partner_uncertified


def four_eyes(facts: Facts) -> Sentence | None:
    return say("报批人不能审批自己提出的检查。") if facts.proposed_it else None


def notice_is_known(facts: Facts) -> Sentence | None:
    """The employer has the notice before anything is looked at (国办发〔2024〕54号)."""
    return None if facts.has_notice else say("检查通知书还没有送达或者出示，不能实施检查。")


def notice_is_owed(facts: Facts) -> Sentence | None:
    return say("检查通知书已经送达。") if facts.has_notice else None


def checklist_is_answered(facts: Facts) -> Sentence | None:
    if not facts.open_items:
        return None
    return say("检查清单还有%(count)s项没有填写。", count=facts.open_items)


def _step(
    name: str,
    label: str,
    sources: set[State],
    target: State | None,
    role: Role,
    citation: Citation,
    *guards: Guard,
    moot: tuple[Guard, ...] = (),
) -> Step[State]:
    return Step(name, label, frozenset(sources), target, role, citation, guards, moot)


STEPS = by_name(
    (
        _step(
            "approve_patrol",
            term("批准检查"),
            {State.PROPOSED},
            State.APPROVED,
            Role.UNIT_HEAD,
            APPROVAL,
            four_eyes,
            those_sent_are_certified,
        ),
        _step(
            "return_patrol",
            term("退回检查审批"),
            {State.PROPOSED},
            State.RETURNED,
            Role.UNIT_HEAD,
            APPROVAL,
            four_eyes,
        ),
        _step(
            "propose_again",
            term("重新报批检查"),
            {State.RETURNED},
            State.PROPOSED,
            Role.INSPECTOR,
            APPROVAL,
            on_patrol_or_proposer,
        ),
        _step(
            "replace_officer",
            term("更换检查人员"),
            {State.APPROVED},
            None,
            Role.UNIT_HEAD,
            OFFICERS,
        ),
        _step(
            "cancel_patrol",
            term("取消检查"),
            {State.PROPOSED, State.RETURNED, State.APPROVED},
            State.CANCELLED,
            Role.INSPECTOR,
            APPROVAL,
            on_patrol_or_proposer,
        ),
        # Before the inspection; who meets somebody only later shows it then.
        _step(
            "deliver_notice",
            term("登记通知书送达"),
            {State.APPROVED, State.ARRIVED},
            None,
            Role.INSPECTOR,
            APPROVAL,
            on_patrol,
            moot=(notice_is_owed,),
        ),
        _step(
            "arrive",
            term("到场"),
            {State.APPROVED},
            State.ARRIVED,
            Role.INSPECTOR,
            OFFICERS,
            on_patrol,
            both_certified,
        ),
        _step(
            "record_items",
            term("填写检查清单"),
            {State.ARRIVED},
            None,
            Role.INSPECTOR,
            OFFICERS,
            on_patrol,
            notice_is_known,
        ),
        _step(
            "finish",
            term("结束检查"),
            {State.ARRIVED},
            State.RECORDED,
            Role.INSPECTOR,
            OFFICERS,
            on_patrol,
            both_certified,
            notice_is_known,
            checklist_is_answered,
        ),
        # Turned away, or nobody there: what could not be looked at is not asked.
        _step(
            "finish_obstructed",
            term("记录未能检查"),
            {State.ARRIVED},
            State.RECORDED,
            Role.INSPECTOR,
            OFFICERS,
            on_patrol,
            both_certified,
        ),
        _step(
            "conclude",
            term("处理检查结果"),
            {State.RECORDED},
            State.CONCLUDED,
            Role.INSPECTOR,
            RESULT,
            on_patrol,
        ),
    )
)
