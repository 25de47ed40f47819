"""From the head's instruction to the tombstone: the steps of one listing (45号令 第六条至第十七条).

Nobody is listed, left off or taken off but by the bureau head's decision; the clock alone ends a
listing whose time is over, and whoever finds that its basis fell lays it before the head.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from accounts.policy.roles import Role
from statutes.citations import Citation, cite
from statutes.wording import Sentence, say, term
from workflow.procedure import Guard, Step, by_name

SECRECY, GROUNDS = cite("45号令", "第四条"), cite("45号令", "第五条")
NOTICE, CURE = cite("45号令", "第六条"), cite("45号令", "第七条")
DECISION, OPENNESS = cite("45号令", "第八条"), cite("45号令", "第九条")
SHARING, TERM = cite("45号令", "第十条"), cite("45号令", "第十一条")
EARLY, BARS = cite("45号令", "第十二条"), cite("45号令", "第十三条")
APPLICATION, FRAUD = cite("45号令", "第十四条"), cite("45号令", "第十五条")
ANNULMENT, REMOVAL = cite("45号令", "第十六条"), cite("45号令", "第十七条")
REMEDY = cite("45号令", "第十八条")


class State(StrEnum):
    TO_NOTIFY = "to_notify"
    NOTIFIED = "notified"
    OBJECTED = "objected"
    DECISION_REVIEW = "decision_review"
    DECIDED = "decided"
    LISTED = "listed"
    REMOVAL_REVIEW = "removal_review"
    REMOVAL_PROPOSED = "removal_proposed"
    ANNULMENT_DUE = "annulment_due"
    REMOVING = "removing"
    REMOVED = "removed"
    RESTORE_PROPOSED = "restore_proposed"
    NOT_LISTED = "not_listed"
    DISMISSED = "dismissed"


STATE_LABELS: Mapping[State, str] = {
    State.TO_NOTIFY: term("待事先告知"),
    State.NOTIFIED: term("已告知"),
    State.OBJECTED: term("异议核实中"),
    State.DECISION_REVIEW: term("列入决定审批中"),
    State.DECIDED: term("列入决定待送达"),
    State.LISTED: term("已列入"),
    State.REMOVAL_REVIEW: term("提前移出核实中"),
    State.REMOVAL_PROPOSED: term("提前移出审批中"),
    State.ANNULMENT_DUE: term("待撤销列入"),
    State.REMOVING: term("移出办理中"),
    State.REMOVED: term("已移出"),
    State.RESTORE_PROPOSED: term("撤销移出审批中"),
    State.NOT_LISTED: term("不予列入"),
    State.DISMISSED: term("已终止"),
}
BEFORE_DECISION = frozenset(
    {State.TO_NOTIFY, State.NOTIFIED, State.OBJECTED, State.DECISION_REVIEW}
)
# The name is on the list: what the flag of the employer's file says.
ON_THE_LIST = frozenset(
    {State.LISTED, State.REMOVAL_REVIEW, State.REMOVAL_PROPOSED, State.ANNULMENT_DUE}
)
# A decision to list was made and has not been undone.
LISTING_STANDS = frozenset({State.DECIDED, *ON_THE_LIST})
ENDED = frozenset({State.REMOVED, State.NOT_LISTED, State.DISMISSED})
LIVE = frozenset(State) - ENDED


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards read of a listing and of the person at the desk."""

    roles: frozenset[Role]
    uncertified: Sentence | None = None
    has_proposed: bool = False  # what waits for approval was proposed by this person
    has_parties: bool = True
    notice_is_served: bool = True
    objection_time_is_over: bool = True
    lists: bool = True  # what waits for approval is to list, to grant
    basis_is_recorded: bool = True
    has_fallen: bool = False
    may_be_extended: bool = False
    extension_waits: bool = False
    is_published: bool = False
    uncopied: bool = True  # a department has not been written to yet
    unreceipted: bool = True  # a copy whose receipt is not back
    unanswered: bool = True  # a copy that was not replied to
    unserved: bool = True  # a result that did not reach its party yet
    has_early_removal: bool = True
    is_ripe: bool = True  # nothing bars the early removal
    was_removed_early: bool = True
    unconfirmed: bool = True  # a department that has not confirmed the removal
    still_shown: tuple[str, ...] = ()  # where the name has not been taken down


BASIS_LACKS = say("两套规则结论不同，须先由部门负责人记明列入的法律依据。")


def certified(facts: Facts) -> Sentence | None:
    return facts.uncertified


def has_parties(facts: Facts) -> Sentence | None:
    return None if facts.has_parties else say("请先登记拟列入的单位和责任人员。")


def four_eyes(facts: Facts) -> Sentence | None:
    return say("承办人不得审批自己提出的事项。") if facts.has_proposed else None


def notice_is_served(facts: Facts) -> Sentence | None:
    return None if facts.notice_is_served else say("列入事先告知书尚未送达全部当事人。")


def notice_not_served(facts: Facts) -> Sentence | None:
    return say("列入事先告知书已经送达。") if facts.notice_is_served else None


def objection_time_is_over(facts: Facts) -> Sentence | None:
    if facts.objection_time_is_over:
        return None
    return say("5个工作日的异议期限尚未届满。")


def lists(facts: Facts) -> Sentence | None:
    return None if facts.lists else say("报批的是不予列入或者不予移出。")


def does_not_list(facts: Facts) -> Sentence | None:
    return say("报批的是列入或者准予移出。") if facts.lists else None


def basis_is_recorded(facts: Facts) -> Sentence | None:
    if facts.basis_is_recorded:
        return None
    return BASIS_LACKS


def has_fallen(facts: Facts) -> Sentence | None:
    return None if facts.has_fallen else say("列入的依据没有被撤销。")


def has_not_fallen(facts: Facts) -> Sentence | None:
    return say("列入所依据的文书已被撤销，不能列入。") if facts.has_fallen else None


def was_not_found_fallen(facts: Facts) -> Sentence | None:
    return say("列入所依据的文书已被撤销，应当撤销列入。") if facts.has_fallen else None


def may_be_extended(facts: Facts) -> Sentence | None:
    return None if facts.may_be_extended else say("期限不能再延长。")


def extension_waits(facts: Facts) -> Sentence | None:
    return None if facts.extension_waits else say("没有待审批的延长。")


def not_published(facts: Facts) -> Sentence | None:
    return say("已经公布。") if facts.is_published else None


def has_uncopied(facts: Facts) -> Sentence | None:
    return None if facts.uncopied else say("已经抄送全部部门。")


def has_unreceipted(facts: Facts) -> Sentence | None:
    return None if facts.unreceipted else say("没有待签收的抄送。")


def has_unanswered(facts: Facts) -> Sentence | None:
    return None if facts.unanswered else say("各部门均已回复。")


def has_unserved(facts: Facts) -> Sentence | None:
    return None if facts.unserved else say("没有待送达的文书。")


def has_early_removal(facts: Facts) -> Sentence | None:
    if facts.has_early_removal:
        return None
    return say("依本市规则列入的，没有提前移出的规定。")


def is_ripe(facts: Facts) -> Sentence | None:
    return None if facts.is_ripe else say("不符合提前移出的条件，应当不予移出并说明理由。")


def was_removed_early(facts: Facts) -> Sentence | None:
    return None if facts.was_removed_early else say("不是提前移出的。")


def is_down_everywhere(facts: Facts) -> Sentence | None:
    if not facts.still_shown:
        return None
    return say("下列各处尚未确认移出：%(places)s。", places="、".join(facts.still_shown))


def has_unconfirmed(facts: Facts) -> Sentence | None:
    return None if facts.unconfirmed else say("各部门均已确认移出。")


def _step(
    name: str,
    label: str,
    sources: set[State] | frozenset[State],
    target: State | None,
    citation: Citation,
    role: Role = Role.INSPECTOR,
    guards: tuple[Guard, ...] = (),
    moot: tuple[Guard, ...] = (),
) -> Step[State]:
    return Step(name, label, frozenset(sources), target, role, citation, guards, moot)


HEAD = Role.BUREAU_HEAD
S = State
# One act reads as one row of a table only while it stays this compact.
# fmt: off
_PREPARING = (
    _step("name_party", term("登记责任人员"), {S.TO_NOTIFY}, None, GROUNDS, guards=(certified,)),
    _step("discontinue", term("终止列入程序"), BEFORE_DECISION - {S.DECISION_REVIEW},
          S.DISMISSED, ANNULMENT, HEAD, moot=(has_fallen,)),
)
_HEARING = (
    _step("issue_notice", term("发出列入事先告知书"), {S.TO_NOTIFY}, S.NOTIFIED, NOTICE,
          guards=(certified, has_parties, has_not_fallen)),
    _step("serve_notice", term("送达列入事先告知书"), {S.NOTIFIED, S.OBJECTED}, None, NOTICE,
          guards=(certified,), moot=(notice_not_served,)),
    _step("record_objection", term("登记异议"), {S.NOTIFIED}, S.OBJECTED, NOTICE),
    _step("answer_objection", term("告知异议核实结果"), {S.OBJECTED}, S.NOTIFIED, NOTICE,
          guards=(certified,)),
    _step("propose_extension", term("报请延长列入决定期限"),
          {S.TO_NOTIFY, S.NOTIFIED, S.OBJECTED}, None, DECISION, moot=(may_be_extended,)),
    _step("approve_extension", term("同意延长列入决定期限"),
          {S.TO_NOTIFY, S.NOTIFIED, S.OBJECTED}, None, DECISION, HEAD, (four_eyes,),
          (extension_waits,)),
    _step("return_extension", term("退回延长申请"),
          {S.TO_NOTIFY, S.NOTIFIED, S.OBJECTED}, None, DECISION, HEAD, (four_eyes,),
          (extension_waits,)),
)
_DECIDING = (
    _step("propose_decision", term("报请列入决定"), {S.NOTIFIED}, S.DECISION_REVIEW, DECISION,
          guards=(certified, notice_is_served, objection_time_is_over)),
    _step("approve_listing", term("决定列入"), {S.DECISION_REVIEW}, S.DECIDED, DECISION, HEAD,
          (four_eyes, has_not_fallen, basis_is_recorded), (lists,)),
    _step("approve_not_listing", term("决定不予列入"), {S.DECISION_REVIEW}, S.NOT_LISTED, CURE,
          HEAD, (four_eyes,), (does_not_list,)),
    _step("return_decision", term("退回列入报批"), {S.DECISION_REVIEW}, S.NOTIFIED, DECISION,
          HEAD, (four_eyes,)),
    _step("serve_decision", term("送达列入决定书"), {S.DECIDED}, S.LISTED, DECISION,
          guards=(certified,)),
    _step("serve_result", term("送达决定结果"),
          {S.LISTED, S.REMOVING, S.REMOVED, S.NOT_LISTED}, None, APPLICATION,
          moot=(has_unserved,)),
)
_SPREADING = (
    _step("publish", term("公布列入信息"), {S.LISTED}, None, OPENNESS,
          guards=(basis_is_recorded,), moot=(not_published,)),
    _step("send_copies", term("抄送有关部门"), {S.LISTED}, None, SHARING, moot=(has_uncopied,)),
    _step("record_receipt", term("登记部门签收"), {*ON_THE_LIST, S.REMOVING}, None, SHARING,
          moot=(has_unreceipted,)),
    _step("record_reply", term("登记部门回复"), ON_THE_LIST, None, SHARING,
          moot=(has_unanswered,)),
)
_ENDING = (
    _step("receive_application", term("收到提前移出申请"), {S.LISTED}, S.REMOVAL_REVIEW,
          APPLICATION, moot=(has_early_removal,)),
    _step("propose_removal", term("报请提前移出决定"), {S.REMOVAL_REVIEW}, S.REMOVAL_PROPOSED,
          APPLICATION, guards=(certified,)),
    _step("approve_removal", term("决定提前移出"), {S.REMOVAL_PROPOSED}, S.REMOVING, EARLY, HEAD,
          (four_eyes, is_ripe), (lists,)),
    _step("refuse_removal", term("决定不予移出"), {S.REMOVAL_PROPOSED}, S.LISTED, APPLICATION,
          HEAD, (four_eyes,), (does_not_list,)),
    _step("return_removal", term("退回移出报批"), {S.REMOVAL_PROPOSED}, S.REMOVAL_REVIEW,
          APPLICATION, HEAD, (four_eyes,)),
    _step("report_fallen", term("报告列入依据已被撤销"),
          LISTING_STANDS - {S.ANNULMENT_DUE}, S.ANNULMENT_DUE, ANNULMENT),
    _step("annul", term("撤销列入决定"), {S.ANNULMENT_DUE}, S.REMOVING, ANNULMENT, HEAD),
    _step("keep", term("维持列入"), {S.ANNULMENT_DUE}, S.LISTED, ANNULMENT, HEAD,
          moot=(was_not_found_fallen,)),
    _step("confirm_down", term("确认移出"), {S.REMOVING}, None, REMOVAL, moot=(has_unconfirmed,)),
    _step("complete_removal", term("办结移出"), {S.REMOVING}, S.REMOVED, REMOVAL,
          guards=(is_down_everywhere,)),
    _step("propose_restoration", term("报请撤销移出决定"), {S.REMOVED}, S.RESTORE_PROPOSED, FRAUD,
          guards=(certified,), moot=(was_removed_early,)),
    _step("approve_restoration", term("撤销移出决定并恢复列入"), {S.RESTORE_PROPOSED}, S.LISTED,
          FRAUD, HEAD, (four_eyes,)),
    _step("return_restoration", term("退回撤销移出报批"), {S.RESTORE_PROPOSED}, S.REMOVED, FRAUD,
          HEAD, (four_eyes,)),
)
STEPS = by_name((*_PREPARING, *_HEARING, *_DECIDING, *_SPREADING, *_ENDING))
# What no person asks for: the role is that of whoever will be told.
BY_ITSELF = by_name((
    _step("expire", term("列入期限届满"), ON_THE_LIST - {S.ANNULMENT_DUE}, S.REMOVING, TERM),
    _step("find_fallen", term("发现列入依据已被撤销"), LISTING_STANDS - {S.ANNULMENT_DUE},
          S.ANNULMENT_DUE, ANNULMENT),
    _step("find_fallen_early", term("发现列入依据已被撤销"), BEFORE_DECISION, None, ANNULMENT),
))
# fmt: on
