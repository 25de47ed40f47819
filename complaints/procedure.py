"""From receipt to acceptance, refusal, merger or withdrawal: the steps of a complaint.

Acceptance and filing are one decision (若干规定 第十八条): `accept` is taken by the case that is
filed on it, in the same transaction. A request for supplements stops the five working days; what is
supplied starts them anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from accounts.policy.roles import Role
from statutes.citations import Citation, cite
from statutes.wording import Sentence, say, term
from workflow.procedure import Guard, Step, by_name

ACCEPTANCE = cite("若干规定", "第十八条")
JOINT = cite("若干规定", "第十二条")
RIGHT = cite("条例", "第九条")
SECRECY = cite("条例", "第九条")


class State(StrEnum):
    RECEIVED = "received"
    SUPPLEMENT_REQUESTED = "supplement_requested"
    FILING_PROPOSED = "filing_proposed"
    REFUSAL_PROPOSED = "refusal_proposed"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


STATE_LABELS: Mapping[State, str] = {
    State.RECEIVED: term("已登记"),
    State.SUPPLEMENT_REQUESTED: term("待补正"),
    State.FILING_PROPOSED: term("立案报批中"),
    State.REFUSAL_PROPOSED: term("不予受理报批中"),
    State.ACCEPTED: term("已受理立案"),
    State.REFUSED: term("不予受理"),
    State.MERGED: term("已并案"),
    State.WITHDRAWN: term("已撤回"),
}
FINAL = frozenset({State.ACCEPTED, State.REFUSED, State.MERGED, State.WITHDRAWN})
OPEN = frozenset(State) - FINAL


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards read of a complaint and of the person at the desk."""

    roles: frozenset[Role]
    uncertified: Sentence | None = None  # why this officer may not act today
    employer_known: bool = False
    supplement_overdue: bool = False
    is_complaint: bool = True
    withholds_names: bool = False


def certified(facts: Facts) -> Sentence | None:
    return facts.uncertified


def employer_known(facts: Facts) -> Sentence | None:
    if facts.employer_known:
        return None
    return say("尚未确认被投诉单位。请先从单位库中选定，或者登记新单位。")


def supplement_overdue(facts: Facts) -> Sentence | None:
    """An answer may still come until the day that the request itself named."""
    if facts.supplement_overdue:
        return None
    return say("补正期限尚未届满，现在不能以未补正为由不予受理。")


def only_complaints(facts: Facts) -> Sentence | None:
    if facts.is_complaint:
        return None
    return say("举报和匿名线索不适用受理程序，核查后直接决定是否立案。")


def names_are_withheld(facts: Facts) -> Sentence | None:
    if facts.withholds_names:
        return None
    return say("投诉人没有要求对单位保密，或者已经登记其同意。")


def _step(
    name: str,
    label: str,
    sources: set[State] | frozenset[State],
    target: State | None,
    role: Role = Role.INSPECTOR,
    citation: Citation = ACCEPTANCE,
    guards: tuple[Guard, ...] = (),
    moot: tuple[Guard, ...] = (),
) -> Step[State]:
    return Step(name, label, frozenset(sources), target, role, citation, guards, moot)


STEPS = by_name(
    (
        _step(
            "propose_filing",
            term("报请立案"),
            {State.RECEIVED},
            State.FILING_PROPOSED,
            guards=(certified, employer_known),
        ),
        _step(
            "request_supplement",
            term("告知补正"),
            {State.RECEIVED},
            State.SUPPLEMENT_REQUESTED,
            guards=(certified, only_complaints),
        ),
        _step(
            "receive_supplement",
            term("收到补正材料"),
            {State.SUPPLEMENT_REQUESTED},
            State.RECEIVED,
        ),
        _step(
            "propose_refusal",
            term("报请不予受理"),
            {State.RECEIVED},
            State.REFUSAL_PROPOSED,
            guards=(certified, only_complaints),
        ),
        _step(
            "propose_refusal_unsupplied",
            term("逾期未补正，报请不予受理"),
            {State.SUPPLEMENT_REQUESTED},
            State.REFUSAL_PROPOSED,
            guards=(certified, supplement_overdue),
        ),
        _step(
            "merge",
            term("并案"),
            {State.RECEIVED, State.SUPPLEMENT_REQUESTED},
            State.MERGED,
            citation=JOINT,
            guards=(certified,),
        ),
        # While a case is proposed on it the complaint is the case's to give back first.
        _step(
            "withdraw",
            term("撤回投诉"),
            OPEN - {State.FILING_PROPOSED},
            State.WITHDRAWN,
            citation=RIGHT,
        ),
        # A case may stand on the complaint, or on the one that it was merged into.
        _step(
            "agree_to_disclosure",
            term("登记投诉人同意公开姓名"),
            OPEN | {State.ACCEPTED, State.MERGED},
            None,
            citation=SECRECY,
            guards=(certified,),
            moot=(names_are_withheld,),
        ),
        _step(
            "accept",
            term("受理立案"),
            {State.RECEIVED, State.FILING_PROPOSED},
            State.ACCEPTED,
            role=Role.UNIT_HEAD,
            guards=(employer_known,),
        ),
        _step(
            "return_filing",
            term("收回立案报批"),
            {State.FILING_PROPOSED},
            State.RECEIVED,
        ),
        _step(
            "refuse",
            term("决定不予受理"),
            {State.REFUSAL_PROPOSED},
            State.REFUSED,
            role=Role.UNIT_HEAD,
        ),
        _step(
            "return_refusal",
            term("退回不予受理报批"),
            {State.REFUSAL_PROPOSED},
            State.RECEIVED,
            role=Role.UNIT_HEAD,
        ),
    )
)
