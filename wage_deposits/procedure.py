"""From what is due to what is given back: the steps of a project's wage deposit (保证金规定).

The bank pays only on the office's notice, and that only after an order to pay has run out; what was
used is made good; what is left goes back when the works are done and nobody is owed anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from accounts.policy.roles import Role
from statutes.citations import Citation, cite
from statutes.wording import Sentence, say, term
from workflow.procedure import Guard, Step, by_name

DUTY = cite("工资条例", "第三十二条")
OPENING = cite("保证金规定", "存储期限的规定")
RATE = cite("保证金规定", "存储比例的规定")
GUARANTEE = cite("保证金规定", "保函的规定")
USE = cite("保证金规定", "使用程序的规定")
REFILL = cite("保证金规定", "补足的规定")
RETURN = cite("保证金规定", "返还的规定")


class State(StrEnum):
    DUE = "due"
    EXEMPT = "exempt"
    OPENED = "opened"
    USE_PROPOSED = "use_proposed"
    IN_USE = "in_use"
    TO_REFILL = "to_refill"
    RETURN_NOTICED = "return_noticed"
    RETURN_REVIEW = "return_review"
    RETURN_PROPOSED = "return_proposed"
    RETURNED = "returned"
    CANCELLED = "cancelled"


STATE_LABELS: Mapping[State, str] = {
    State.DUE: term("待存储"),
    State.EXEMPT: term("免予存储"),
    State.OPENED: term("已存储"),
    State.USE_PROPOSED: term("动用报批中"),
    State.IN_USE: term("待银行支付"),
    State.TO_REFILL: term("待补足"),
    State.RETURN_NOTICED: term("返还公示中"),
    State.RETURN_REVIEW: term("返还审核中"),
    State.RETURN_PROPOSED: term("返还报批中"),
    State.RETURNED: term("已返还"),
    State.CANCELLED: term("已撤销核定"),
}
ENDED = frozenset({State.RETURNED, State.CANCELLED})
LIVE = frozenset(State) - ENDED
# Money or a guarantee stands for the wages of the project.
SECURED = LIVE - {State.DUE, State.EXEMPT}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards read of a deposit, its project and the person at the desk."""

    roles: frozenset[Role]
    uncertified: Sentence | None = None  # why this officer may not act today
    has_guarantee: bool = False
    has_funds: bool = True
    is_short: bool = False  # holds less than its figure
    stays_full: bool = False  # would hold its figure even after the open use
    notice_is_served: bool = True  # the payment notice has reached the bank
    is_finished: bool = True
    unsettled: tuple[str, ...] = ()  # numbers of the cases that are owed wages on this project
    notice_has_run: bool = True  # thirty days of public notice are over


def certified(facts: Facts) -> Sentence | None:
    return facts.uncertified


def has_guarantee(facts: Facts) -> Sentence | None:
    return None if facts.has_guarantee else say("没有在用的保函。")


def has_funds(facts: Facts) -> Sentence | None:
    return None if facts.has_funds else say("保证金已没有余额，请先督促补足。")


def notice_not_served(facts: Facts) -> Sentence | None:
    return say("支付通知书已经送达银行。") if facts.notice_is_served else None


def notice_is_served(facts: Facts) -> Sentence | None:
    return None if facts.notice_is_served else say("请先登记银行签收支付通知书的日期。")


def is_full(facts: Facts) -> Sentence | None:
    return say("保证金尚未补足。") if facts.is_short else None


def is_short(facts: Facts) -> Sentence | None:
    return None if facts.is_short else say("保证金没有短缺。")


def stays_full(facts: Facts) -> Sentence | None:
    return None if facts.stays_full else say("支付后保证金将低于应存金额。")


def becomes_short(facts: Facts) -> Sentence | None:
    return say("支付后保证金仍不低于应存金额。") if facts.stays_full else None


def is_finished(facts: Facts) -> Sentence | None:
    if facts.is_finished:
        return None
    return say("工程尚未完工，不能返还保证金。请先登记完工日期。")


def nothing_unsettled(facts: Facts) -> Sentence | None:
    if not facts.unsettled:
        return None
    return say(
        "该工程仍有未解决的拖欠：%(cases)s。属于其他工程的，请先在单位档案中登记那个工程。",
        cases="、".join(facts.unsettled),
    )


def something_owed(facts: Facts) -> Sentence | None:
    return None if facts.unsettled else say("该工程没有尚欠工资的案件。")


def notice_has_run(facts: Facts) -> Sentence | None:
    return None if facts.notice_has_run else say("公示未满30日，不能受理返还申请。")


def _step(
    name: str,
    label: str,
    sources: set[State],
    target: State | None,
    citation: Citation,
    role: Role = Role.INSPECTOR,
    guards: tuple[Guard, ...] = (),
    moot: tuple[Guard, ...] = (),
) -> Step[State]:
    return Step(name, label, frozenset(sources), target, role, citation, guards, moot)


STEPS = by_name(
    (
        _step("open_account", term("登记专户存储"), {State.DUE}, State.OPENED, OPENING),
        _step("accept_guarantee", term("收存保函"), {State.DUE}, State.OPENED, GUARANTEE),
        # A figure is never rewritten: what was reckoned wrongly is withdrawn and reckoned anew.
        _step("cancel", term("撤销核定"), {State.DUE, State.EXEMPT}, State.CANCELLED, RATE),
        _step(
            "renew_guarantee",
            term("更换或者延长保函"),
            {State.OPENED, State.RETURN_NOTICED, State.RETURN_REVIEW},
            None,
            GUARANTEE,
            moot=(has_guarantee,),
        ),
        _step(
            "propose_use",
            term("报请动用保证金"),
            {State.OPENED, State.TO_REFILL},
            State.USE_PROPOSED,
            USE,
            guards=(certified, has_funds),
            moot=(something_owed,),
        ),
        _step(
            "approve_use",
            term("同意动用保证金"),
            {State.USE_PROPOSED},
            State.IN_USE,
            USE,
            role=Role.UNIT_HEAD,
        ),
        _step(
            "send_back_use",
            term("退回动用报批"),
            {State.USE_PROPOSED},
            State.OPENED,
            USE,
            role=Role.UNIT_HEAD,
            moot=(is_full,),
        ),
        _step(
            "send_back_further_use",
            term("退回再次动用报批"),
            {State.USE_PROPOSED},
            State.TO_REFILL,
            USE,
            role=Role.UNIT_HEAD,
            moot=(is_short,),
        ),
        _step(
            "serve_notice",
            term("登记银行签收支付通知书"),
            {State.IN_USE},
            None,
            USE,
            moot=(notice_not_served,),
        ),
        _step(
            "record_payment",
            term("登记银行支付"),
            {State.IN_USE},
            State.TO_REFILL,
            USE,
            guards=(notice_is_served,),
            moot=(becomes_short,),
        ),
        # More than the figure was held, and enough of it is left.
        _step(
            "record_covered_payment",
            term("登记银行支付"),
            {State.IN_USE},
            State.OPENED,
            USE,
            guards=(notice_is_served,),
            moot=(stays_full,),
        ),
        _step("refill_cash", term("登记补足存款"), {State.TO_REFILL}, State.OPENED, REFILL),
        _step("refill_guarantee", term("收存补足的保函"), {State.TO_REFILL}, State.OPENED, REFILL),
        _step(
            "notice_return",
            term("公示返还保证金"),
            {State.OPENED},
            State.RETURN_NOTICED,
            RETURN,
            guards=(is_finished, nothing_unsettled),
        ),
        _step(
            "receive_application",
            term("收到返还申请"),
            {State.RETURN_NOTICED},
            State.RETURN_REVIEW,
            RETURN,
            guards=(notice_has_run,),
        ),
        _step(
            "refuse_return",
            term("告知不予返还"),
            {State.RETURN_NOTICED, State.RETURN_REVIEW},
            State.OPENED,
            RETURN,
            guards=(certified,),
        ),
        _step(
            "propose_return",
            term("报请返还保证金"),
            {State.RETURN_REVIEW},
            State.RETURN_PROPOSED,
            RETURN,
            guards=(certified, nothing_unsettled),
        ),
        _step(
            "approve_return",
            term("同意返还保证金"),
            {State.RETURN_PROPOSED},
            State.RETURNED,
            RETURN,
            role=Role.UNIT_HEAD,
            guards=(nothing_unsettled,),
        ),
        _step(
            "send_back_return",
            term("退回返还报批"),
            {State.RETURN_PROPOSED},
            State.RETURN_REVIEW,
            RETURN,
            role=Role.UNIT_HEAD,
        ),
    )
)
