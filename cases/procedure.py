"""The procedure of a case: filing, investigation, order, correction, closing. Pure Python.

One row a legal act. The same table draws the next-step box, guards every post and is compared
with a golden table in the tests, so the screen and the law cannot disagree.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from accounts.policy.roles import Role
from cases.policy import closing_check, investigation_limit, officers
from cases.policy.closing_check import ClosingFacts
from cases.policy.ledger import Totals
from cases.policy.officers import Officer
from statutes.citations import Citation, cite
from statutes.wording import Sentence, say, term
from workflow import procedure
from workflow.procedure import Guard, Offer, Step


class State(StrEnum):
    """Where a case stands. LEAD is a matter before there is a case: it is never stored."""

    LEAD = "lead"
    FILING_REVIEW = "filing_review"
    FILING_RETURNED = "filing_returned"
    INVESTIGATING = "investigating"
    ORDERED = "ordered"
    CORRECTED = "corrected"
    CLOSING_REVIEW = "closing_review"
    CLOSED = "closed"
    NOT_FILED = "not_filed"


STATE_LABELS: dict[State, str] = {
    State.LEAD: term("线索"),
    State.FILING_REVIEW: term("立案审批"),
    State.FILING_RETURNED: term("立案退回"),
    State.INVESTIGATING: term("调查"),
    State.ORDERED: term("责令改正"),
    State.CORRECTED: term("已改正"),
    State.CLOSING_REVIEW: term("结案审批"),
    State.CLOSED: term("已结案"),
    State.NOT_FILED: term("未立案"),
}
STORED = tuple(state for state in State if state is not State.LEAD)
# The kinds of approval a case asks for.
FILING, CLOSING, EXTENSION = "case_filing", "case_closing", "investigation_extension"
TERMINAL = frozenset({State.CLOSED, State.NOT_FILED})
# A case exists in law from filing on.
FILED = frozenset(
    {State.INVESTIGATING, State.ORDERED, State.CORRECTED, State.CLOSING_REVIEW, State.CLOSED}
)


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """The order in force: when it was served, None until then."""

    served_on: date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards may know of a case and of the person before it, on one day."""

    roles: frozenset[Role]
    on: date
    is_proposer: bool = False
    is_on_case: bool = False
    officers: tuple[Officer, ...] = ()
    recorded: Totals = field(default_factory=Totals)
    counted: Totals = field(default_factory=Totals)
    order: OrderFacts | None = None
    corrected_on: date | None = None
    no_penalty_reason: str = ""
    is_extended: bool = False
    has_pending_extension: bool = False
    investigation_due_on: date | None = None
    withheld: int = 0  # people whom an order would name to the employer against their wish

    @property
    def closing(self) -> ClosingFacts:
        return ClosingFacts(
            totals=self.counted,
            has_order=self.order is not None,
            order_served_on=self.order.served_on if self.order else None,
            corrected_on=self.corrected_on,
            no_penalty_reason=self.no_penalty_reason,
        )


# ---------------------------------------------------------------- guards


def four_eyes(facts: Facts) -> Sentence | None:
    """Who proposed or investigates a case does not decide on it (查处分离)."""
    if facts.is_proposer:
        return say("承办人不得审批自己提出的事项。")
    return say("承办人不得审批自己承办的案件。") if facts.is_on_case else None


def on_the_case(facts: Facts) -> Sentence | None:
    return None if facts.is_on_case else say("您不是本案的主办或协办监察员。")


def two_certified_officers(facts: Facts) -> Sentence | None:
    return officers.two_certified(facts.officers)


def ledger_has_workers(facts: Facts) -> Sentence | None:
    return None if facts.counted.workers else say("尚未登记涉及的劳动者。")


def amounts_are_determined(facts: Facts) -> Sentence | None:
    if not facts.counted.undetermined:
        return None
    count = facts.counted.undetermined
    return say("还有%(count)s名劳动者的工资数额没有核定。", count=count)


def something_is_owed(facts: Facts) -> Sentence | None:
    if facts.counted.undetermined or facts.counted.outstanding > 0:
        return None
    return say("核定金额已经付清或没有欠付，无须责令支付。")


def names_may_be_given(facts: Facts) -> Sentence | None:
    """An order names whom it pays; who asked for secrecy is asked first (条例 第九条)."""
    if not facts.withheld:
        return None
    count = facts.withheld
    return say("还有%(count)s名投诉人要求对单位保密，须先取得并登记其同意。", count=count)


def ledger_cross_foots(facts: Facts) -> Sentence | None:
    if facts.recorded == facts.counted:
        return None
    return say("工资明细与案件合计不一致，请联系管理员核对台账。")


def everything_is_paid(facts: Facts) -> Sentence | None:
    return closing_check.unpaid(facts.counted)


def order_is_served_if_issued(facts: Facts) -> Sentence | None:
    if facts.order is None or facts.order.served_on is not None:
        return None
    return say("限期改正指令书尚未送达。")


def no_order_stands(facts: Facts) -> Sentence | None:
    return None if facts.order is None else say("已有生效的限期改正指令书，须先撤回。")


def an_order_stands(facts: Facts) -> Sentence | None:
    return say("没有生效的限期改正指令书。") if facts.order is None else None


def order_is_not_yet_served(facts: Facts) -> Sentence | None:
    if facts.order is not None and facts.order.served_on is None:
        return None
    return say("限期改正指令书已经送达。")


def four_questions_are_answered(facts: Facts) -> Sentence | None:
    return closing_check.missing(facts.closing)


def extension_is_still_possible(facts: Facts) -> Sentence | None:
    return investigation_limit.refuse_extension(
        is_extended=facts.is_extended, due_on=facts.investigation_due_on, on=facts.on
    )


def extension_is_asked_for(facts: Facts) -> Sentence | None:
    return None if facts.has_pending_extension else say("没有等待批准的延期申请。")


def extension_is_not_pending(facts: Facts) -> Sentence | None:
    return say("延期申请已经报批，正在等待批准。") if facts.has_pending_extension else None


# ---------------------------------------------------------------- the table

INVESTIGATIVE: tuple[Guard, ...] = (on_the_case, two_certified_officers)
UNDER_INVESTIGATION = frozenset({State.INVESTIGATING})
OPEN_LEDGER = frozenset({State.INVESTIGATING, State.ORDERED})


# What has been done already, or was never asked for, is not a thing still missing.
MOOT: frozenset[Guard] = frozenset(
    {
        no_order_stands,
        an_order_stands,
        order_is_not_yet_served,
        extension_is_asked_for,
        extension_is_not_pending,
    }
)


def _step(
    name: str,
    label: str,
    sources: Iterable[State],
    target: State | None,
    role: Role,
    citation: Citation,
    *guards: Guard,
) -> Step[State]:
    moot = tuple(guard for guard in guards if guard in MOOT)
    rest = tuple(guard for guard in guards if guard not in MOOT)
    return Step(name, label, frozenset(sources), target, role, citation, rest, moot)


# One legal act reads as one row only while it stays this compact.
# fmt: off
STEPS: Mapping[str, Step[State]] = procedure.by_name((
    _step("propose_filing", term("拟立案"), {State.LEAD}, State.FILING_REVIEW,
        Role.INSPECTOR, cite("若干规定", "第十九条"), *INVESTIGATIVE),
    _step("approve_filing", term("批准立案"), {State.FILING_REVIEW}, State.INVESTIGATING,
        Role.UNIT_HEAD, cite("若干规定", "第十九条"), four_eyes, two_certified_officers),
    _step("return_filing", term("退回立案"), {State.FILING_REVIEW}, State.FILING_RETURNED,
        Role.UNIT_HEAD, cite("若干规定", "第十九条"), four_eyes),
    _step("resubmit_filing", term("重新报批立案"), {State.FILING_RETURNED}, State.FILING_REVIEW,
        Role.INSPECTOR, cite("若干规定", "第十九条"), *INVESTIGATIVE),
    _step("withdraw_filing", term("撤回立案建议"),
        {State.FILING_REVIEW, State.FILING_RETURNED}, State.NOT_FILED,
        Role.INSPECTOR, cite("若干规定", "第十八条"), on_the_case),
    _step("assign_officers", term("指定监察员"),
        {State.INVESTIGATING, State.ORDERED, State.CORRECTED}, None,
        Role.UNIT_HEAD, cite("条例", "第十六条")),
    _step("add_workers", term("补充登记劳动者"), UNDER_INVESTIGATION, None,
        Role.INSPECTOR, cite("条例", "第十五条"), on_the_case),
    _step("determine_wages", term("核定工资"), UNDER_INVESTIGATION, None,
        Role.INSPECTOR, cite("条例", "第十七条"), on_the_case),
    _step("issue_order", term("发出限期改正指令书"), UNDER_INVESTIGATION, State.ORDERED,
        Role.INSPECTOR, cite("条例", "第十八条"), *INVESTIGATIVE, no_order_stands,
        ledger_has_workers, amounts_are_determined, something_is_owed, names_may_be_given,
        ledger_cross_foots),
    _step("serve_order", term("送达限期改正指令书"), {State.ORDERED}, None,
        Role.INSPECTOR, cite("若干规定", "第三十八条"), on_the_case, order_is_not_yet_served),
    _step("withdraw_order", term("撤回限期改正指令书"), OPEN_LEDGER, State.INVESTIGATING,
        Role.UNIT_HEAD, cite("条例", "第十八条"), an_order_stands),
    _step("record_payment", term("登记付款"), OPEN_LEDGER, None,
        Role.INSPECTOR, cite("条例", "第二十六条"), on_the_case),
    _step("reverse_payment", term("冲正付款"), OPEN_LEDGER, None,
        Role.INSPECTOR, cite("处罚法", "第四十七条"), on_the_case),
    _step("record_signature", term("登记签收"), OPEN_LEDGER | {State.CORRECTED}, None,
        Role.INSPECTOR, cite("条例", "第二十六条"), on_the_case),
    _step("verify_correction", term("核查改正情况"), OPEN_LEDGER, State.CORRECTED,
        Role.INSPECTOR, cite("条例", "第十八条"), *INVESTIGATIVE, ledger_has_workers,
        amounts_are_determined, order_is_served_if_issued, everything_is_paid, ledger_cross_foots),
    _step("resume_investigation", term("恢复调查"), {State.CORRECTED}, State.INVESTIGATING,
        Role.INSPECTOR, cite("条例", "第十七条"), on_the_case),
    _step("propose_closing", term("拟结案"), {State.CORRECTED}, State.CLOSING_REVIEW,
        Role.INSPECTOR, cite("若干规定", "第四十条"), on_the_case, four_questions_are_answered,
        ledger_cross_foots),
    _step("approve_closing", term("批准结案"), {State.CLOSING_REVIEW}, State.CLOSED,
        Role.UNIT_HEAD, cite("若干规定", "第四十条"), four_eyes, four_questions_are_answered,
        ledger_cross_foots),
    _step("return_closing", term("退回结案"), {State.CLOSING_REVIEW}, State.CORRECTED,
        Role.UNIT_HEAD, cite("若干规定", "第四十条"), four_eyes),
    _step("propose_extension", term("申请延长调查期限"), UNDER_INVESTIGATION, None,
        Role.INSPECTOR, cite("条例", "第十七条"), on_the_case, extension_is_not_pending,
        extension_is_still_possible),
    _step("approve_extension", term("批准延长调查期限"), UNDER_INVESTIGATION, None,
        Role.BUREAU_HEAD, cite("条例", "第十七条"), extension_is_asked_for, four_eyes,
        extension_is_still_possible),
    _step("refuse_extension", term("不同意延长调查期限"), UNDER_INVESTIGATION, None,
        Role.BUREAU_HEAD, cite("条例", "第十七条"), extension_is_asked_for, four_eyes),
))
# fmt: on


def check(name: str, state: State, facts: Facts) -> Step[State]:
    """Return the step, or raise Refused with every reason why it may not be taken."""
    return procedure.check(STEPS, name, state, facts)


def available(state: State, facts: Facts) -> tuple[Offer[State], ...]:
    """The steps that this state and this person's roles allow, with what is still missing."""
    return procedure.available(STEPS, state, facts)
