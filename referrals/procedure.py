"""From the duty to refer to the police decision and back: the steps of a referral (310号令).

What the police do is done by their liaison at the own desk; where it came on paper, an officer
enters it with the same effect (`enter_…`). A fine never replaces any of this (移送规定 11).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from accounts.policy.roles import Role
from statutes.citations import Citation, cite
from statutes.wording import Sentence, say, term
from workflow.procedure import Guard, Step, by_name

DECIDING = cite("移送规定", "第五条")
PACKAGE = cite("移送规定", "第六条")
RECEIVING = cite("移送规定", "第七条")
FILING = cite("移送规定", "第八条")
OBJECTING = cite("移送规定", "第九条")
HANDLING = cite("移送规定", "第十条")
NO_SUBSTITUTE = cite("移送规定", "第十一条")
HANDOVER = cite("移送规定", "第十二条")
WITHDRAWING = cite("移送规定", "第十三条")
COMPLETENESS = cite("公安程序规定", "第一百八十条")
RECONSIDERING = cite("公安程序规定", "第一百八十一条")
SUPERVISING = cite("公安程序规定", "第一百八十二条")
TOLD = cite("公安程序规定", "第一百八十九条")
LONGER = cite("线索查证规定", "立案审查期限的规定")
COPY = cite("移送意见", "一")
ENTERED = "enter_"


class State(StrEnum):
    DUE = "due"
    TEAM = "team"
    REVIEW = "review"
    REFUSED = "refused"
    DROPPED = "dropped"
    APPROVED = "approved"
    SENT = "sent"
    RECEIVED = "received"
    SUPPLEMENT = "supplement"
    NOT_FILED = "not_filed"
    RECONSIDERING = "reconsidering"
    UPHELD = "upheld"
    SUPERVISION = "supervision"
    EXPLAINING = "explaining"
    TO_FILE = "to_file"
    FILED = "filed"
    WITHDRAWN = "withdrawn"
    CONCLUDED = "concluded"
    RESUMED = "resumed"


STATE_LABELS: Mapping[State, str] = {
    State.DUE: term("应当移送"),
    State.TEAM: term("专案组核实"),
    State.REVIEW: term("移送审批中"),
    State.REFUSED: term("不批准移送"),
    State.DROPPED: term("不再符合移送条件"),
    State.APPROVED: term("已批准，待移送"),
    State.SENT: term("已移送，待公安签收"),
    State.RECEIVED: term("公安审查中"),
    State.SUPPLEMENT: term("补正材料"),
    State.NOT_FILED: term("公安不予立案"),
    State.RECONSIDERING: term("公安复议中"),
    State.UPHELD: term("复议维持不予立案"),
    State.SUPERVISION: term("检察院立案监督"),
    State.EXPLAINING: term("公安说明不立案理由"),
    State.TO_FILE: term("检察院通知立案"),
    State.FILED: term("公安已立案"),
    State.WITHDRAWN: term("公安撤案"),
    State.CONCLUDED: term("刑事程序已办结"),
    State.RESUMED: term("已恢复行政处理"),
}
ENDED = frozenset({State.REFUSED, State.DROPPED, State.CONCLUDED, State.RESUMED})
LIVE = frozenset(State) - ENDED
BEFORE_DELIVERY = frozenset({State.DUE, State.TEAM, State.REVIEW, State.REFUSED, State.DROPPED})
# Where the next word is the police's: shown first on their desk.
WITH_POLICE = frozenset(
    {State.SENT, State.RECEIVED, State.RECONSIDERING, State.EXPLAINING, State.TO_FILE}
)
UNDECIDED = frozenset({State.RECEIVED, State.SUPPLEMENT})
# The police may file whenever they have not: nothing binds them to an earlier refusal.
MAY_FILE = UNDECIDED | {
    State.NOT_FILED,
    State.RECONSIDERING,
    State.UPHELD,
    State.SUPERVISION,
    State.EXPLAINING,
    State.TO_FILE,
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards read of a referral and the person at the desk."""

    roles: frozenset[Role]
    uncertified: Sentence | None = None
    is_in_person: bool = True  # holds the head's office, not by delegation
    is_in_team: bool = True
    elements_met: bool = True
    has_letter: bool = True
    has_package: bool = True
    is_confirmed: bool = False  # the police said that the papers are complete and theirs
    is_lengthened: bool = False
    is_late_to_object: bool = False  # three days for reconsideration are over
    is_handed_over: bool = False


def certified(facts: Facts) -> Sentence | None:
    return facts.uncertified


def in_person(facts: Facts) -> Sentence | None:
    if facts.is_in_person:
        return None
    return say("移送须由部门正职负责人或者主持工作的负责人本人审批，不得由受委托人代行。")


def in_team(facts: Facts) -> Sentence | None:
    return None if facts.is_in_team else say("只有专案组成员可以提出书面报告。")


def outside_team(facts: Facts) -> Sentence | None:
    return say("专案组成员不得审批本组提出的移送。") if facts.is_in_team else None


def elements_met(facts: Facts) -> Sentence | None:
    return None if facts.elements_met else say("按现有事实，犯罪构成要件尚未全部具备。")


def no_longer_met(facts: Facts) -> Sentence | None:
    if not facts.elements_met:
        return None
    return say("犯罪构成要件仍然具备，应当移送，不得撤下。")


def has_letter(facts: Facts) -> Sentence | None:
    return None if facts.has_letter else say("请先选定公安机关，出具移送书。")


def has_package(facts: Facts) -> Sentence | None:
    return None if facts.has_package else say("请先生成移送材料，再登记移送。")


def not_confirmed(facts: Facts) -> Sentence | None:
    return say("公安机关已经确认材料齐全。") if facts.is_confirmed else None


def not_lengthened(facts: Facts) -> Sentence | None:
    return say("立案审查期限已经延长过。") if facts.is_lengthened else None


def in_time(facts: Facts) -> Sentence | None:
    if not facts.is_late_to_object:
        return None
    return say("提请复议的3日期限已过，可以直接建议人民检察院立案监督。")


def not_handed_over(facts: Facts) -> Sentence | None:
    return say("涉案物品和材料已经移交。") if facts.is_handed_over else None


Row = Step[State]


def _step(
    name: str, label: str, sources: frozenset[State], target: State | None, citation: Citation,
    *, role: Role = Role.INSPECTOR, guards: tuple[Guard, ...] = (), moot: tuple[Guard, ...] = (),
) -> Row:  # fmt: skip
    if role is Role.INSPECTOR:
        guards = (certified, *guards)
    return Step(name, label, sources, target, role, citation, guards, moot)


def _police(
    name: str, label: str, sources: frozenset[State], target: State | None, citation: Citation,
    *, moot: tuple[Guard, ...] = (),
) -> Iterator[Row]:  # fmt: skip
    """An act of the police: at their own desk, or entered from their paper by an officer."""
    yield _step(name, label, sources, target, citation, role=Role.POLICE_LIAISON, moot=moot)
    yield _step(f"{ENTERED}{name}", label, sources, target, citation, moot=moot)


def _of(*states: State) -> frozenset[State]:
    return frozenset(states)


BUREAU = (
    _step(
        "form_team", term("指定专案组"), _of(State.DUE), State.TEAM, DECIDING, role=Role.UNIT_HEAD
    ),
    _step(
        "drop", term("撤下移送"), _of(State.DUE, State.TEAM), State.DROPPED, DECIDING,
        role=Role.UNIT_HEAD, moot=(no_longer_met,),
    ),
    _step(
        "submit_report", term("报请批准移送"), _of(State.TEAM), State.REVIEW, DECIDING,
        guards=(in_team, elements_met),
    ),
    _step(
        "approve", term("批准移送"), _of(State.REVIEW), State.APPROVED, DECIDING,
        role=Role.BUREAU_HEAD, guards=(in_person, outside_team),
    ),
    _step(
        "refuse", term("不批准移送"), _of(State.REVIEW), State.REFUSED, DECIDING,
        role=Role.BUREAU_HEAD, guards=(in_person, outside_team),
    ),
    _step("write_letter", term("出具移送书"), _of(State.APPROVED), None, PACKAGE),
    _step(
        "bind_package", term("生成移送材料"), _of(State.APPROVED), None, PACKAGE,
        guards=(has_letter,),
    ),
    _step(
        "deliver", term("登记移送"), _of(State.APPROVED), State.SENT, DECIDING,
        guards=(has_package,),
    ),
    _step(
        "supply", term("补正移送材料"), _of(State.SUPPLEMENT), State.RECEIVED, COMPLETENESS
    ),
    _step(
        "ask_reconsideration", term("提请公安机关复议"), _of(State.NOT_FILED), State.RECONSIDERING,
        OBJECTING, guards=(in_time,),
    ),
    _step(
        "suggest_supervision", term("建议检察院立案监督"), _of(State.NOT_FILED, State.UPHELD),
        State.SUPERVISION, OBJECTING,
    ),
    _step(
        "record_demand", term("登记检察院要求说明理由"), _of(State.SUPERVISION), State.EXPLAINING,
        SUPERVISING,
    ),
    _step(
        "record_order_to_file", term("登记检察院通知立案"),
        _of(State.SUPERVISION, State.EXPLAINING), State.TO_FILE, SUPERVISING,
    ),
    _step(
        "hand_over", term("移交涉案物品和材料"), _of(State.FILED), None, HANDOVER,
        moot=(not_handed_over,),
    ),
    _step(
        "resume_handling", term("恢复行政处理"),
        _of(State.NOT_FILED, State.UPHELD, State.SUPERVISION, State.WITHDRAWN), State.RESUMED,
        HANDLING,
    ),
)  # fmt: skip
POLICE = (
    *_police("sign_receipt", term("签收移送案件"), _of(State.SENT), State.RECEIVED, RECEIVING),
    *_police(
        "forward", term("转送有管辖权的公安机关"), _of(State.SENT, *UNDECIDED), State.SENT,
        RECEIVING,
    ),
    *_police(
        "confirm", term("确认属于管辖、材料齐全"), UNDECIDED - {State.SUPPLEMENT}, None,
        COMPLETENESS, moot=(not_confirmed,),
    ),
    *_police(
        "ask_supplement", term("告知补正材料"), _of(State.RECEIVED), State.SUPPLEMENT,
        COMPLETENESS, moot=(not_confirmed,),
    ),
    *_police(
        "take_longer", term("延长立案审查"), UNDECIDED, None, LONGER, moot=(not_lengthened,)
    ),
    *_police("file", term("决定立案"), MAY_FILE, State.FILED, FILING),
    *_police("refuse_filing", term("决定不予立案"), UNDECIDED, State.NOT_FILED, FILING),
    *_police(
        "uphold_refusal", term("复议维持不予立案"), _of(State.RECONSIDERING), State.UPHELD,
        RECONSIDERING,
    ),
    *_police(
        "explain", term("说明不立案理由"), _of(State.EXPLAINING), State.SUPERVISION, SUPERVISING
    ),
    *_police("withdraw", term("撤销案件"), _of(State.FILED), State.WITHDRAWN, TOLD),
    *_police("conclude", term("登记刑事程序办结"), _of(State.FILED), State.CONCLUDED, FILING),
)  # fmt: skip
STEPS = by_name((*BUREAU, *POLICE))
# Recorded only with the reason, what was sent back, and the written notice itself.
WITH_REASONS = frozenset({"refuse_filing", "withdraw"})
WITH_NOTICE = WITH_REASONS | {"file", "uphold_refusal"}
