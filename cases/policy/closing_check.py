"""四不放过: the four questions that a case must answer before it may be closed.

案中问题未查清不放过、指令整改不见效不放过、违法事实不处罚不放过、处罚目的未达到不放过.
Every answer is stored with its reason and printed in the closing approval form.
"""

from dataclasses import dataclass
from datetime import date

from cases.policy.decision import KINDS, Kind
from cases.policy.enforcement import DecisionFacts
from cases.policy.ledger import Totals
from statutes.citations import Citation, cite
from statutes.money import yuan
from statutes.wording import Sentence, say, term

# These endings leave the money to others or find that nothing was owed.
GIVEN_UP = frozenset({Kind.REVOCATION, Kind.TRANSFER})
# Supplied with the proposal itself, by the inspector who makes it.
UNEXPLAINED = say("须写明不予处罚的理由。")


@dataclass(frozen=True, slots=True)
class ClosingFacts:
    """What the four questions are asked of; `decided` is None where there was no decision."""

    totals: Totals
    order_served_on: date | None
    has_order: bool
    corrected_on: date | None
    no_penalty_reason: str
    is_wage_case: bool = True
    decided: Kind | None = None
    decision: DecisionFacts | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the four questions: answered or not, and the reason in a sentence."""

    code: str
    label: str
    is_met: bool
    reason: Sentence
    citation: Citation


def closing_check(facts: ClosingFacts) -> tuple[Answer, ...]:
    """Answer the four questions in their order."""
    return (_facts_cleared(facts), _corrected(facts), _punished(facts), _executed(facts))


def missing(facts: ClosingFacts) -> Sentence | None:
    """The first question that is still open, or None."""
    return next((a.reason for a in closing_check(facts) if not a.is_met), None)


def _facts_cleared(facts: ClosingFacts) -> Answer:
    is_met, reason = _clearing(facts)
    citation = cite("条例", "第十七条")
    return Answer("facts", term("案中问题未查清不放过"), is_met, reason, citation)


def _clearing(facts: ClosingFacts) -> tuple[bool, Sentence]:
    if not facts.is_wage_case:
        return True, say("违法事实已查清。")
    if facts.decided in GIVEN_UP:
        return True, say("已查清：本案不属于继续查处的情形。")
    if facts.totals.workers == 0:
        return False, say("尚未登记涉及的劳动者。")
    if open_lines := facts.totals.undetermined:
        return False, say("还有%(count)s名劳动者的工资数额没有核定。", count=open_lines)
    return True, say(
        "已查清%(workers)s名劳动者的工资，核定%(determined)s元。",
        workers=facts.totals.workers,
        determined=yuan(facts.totals.determined),
    )


def _corrected(facts: ClosingFacts) -> Answer:
    is_met, reason = _correction(facts)
    citation = cite("条例", "第十八条")
    return Answer("correction", term("指令整改不见效不放过"), is_met, reason, citation)


def _correction(facts: ClosingFacts) -> tuple[bool, Sentence]:
    if facts.has_order and facts.order_served_on is None:
        return False, say("限期改正指令书尚未送达。")
    if facts.corrected_on is not None:
        on = facts.corrected_on.isoformat()
        obeyed = say("%(on)s核查：已按指令改正。", on=on)
        return True, obeyed if facts.has_order else say("%(on)s核查：已自行改正。", on=on)
    if facts.decided is not None:
        what = KINDS[facts.decided].label
        if facts.has_order:
            return True, say("逾期未按指令改正，已依法作出%(what)s决定。", what=what)
        return True, say("已依法作出%(what)s决定。", what=what)
    return False, say("改正情况尚未核查确认。")


def _punished(facts: ClosingFacts) -> Answer:
    is_met, reason = _consequence(facts)
    citation = cite("处罚法", "第三十三条")
    return Answer("penalty", term("违法事实不处罚不放过"), is_met, reason, citation)


def _consequence(facts: ClosingFacts) -> tuple[bool, Sentence]:
    if facts.decided is not None:
        return True, say("已作出%(what)s决定。", what=KINDS[facts.decided].label)
    told = facts.no_penalty_reason.strip()
    return bool(told), say("不予处罚的理由：%(reason)s", reason=told) if told else UNEXPLAINED


def _executed(facts: ClosingFacts) -> Answer:
    is_met, reason = _execution(facts)
    citation = cite("条例", "第二十六条")
    return Answer("execution", term("处罚目的未达到不放过"), is_met, reason, citation)


def _execution(facts: ClosingFacts) -> tuple[bool, Sentence]:
    made = facts.decision
    if made is not None and made.is_annulled and not leaves_wages(facts):
        return True, say("决定已被撤销，没有需要执行的内容。")
    if made is not None and made.is_ended_by_court:
        return True, say("人民法院已裁定终结执行。")
    if facts.decided in GIVEN_UP:
        return True, say("没有需要执行的内容。")
    if made is not None and not made.is_settled:
        return False, say("决定的内容尚未履行完毕。")
    if owed := unpaid(facts.totals):
        return False, owed
    if not facts.is_wage_case:
        return True, say("处理结果已经执行完毕。")
    return True, say("核定的%(paid)s元已全部支付到劳动者手中。", paid=yuan(facts.totals.paid))


def leaves_wages(facts: ClosingFacts) -> bool:
    """Whether wages are owed that the decision did not order, and that no court gave up.

    An annulled handling decision takes its own reckoning of the wages with it.
    """
    if facts.decided is None or facts.decided in GIVEN_UP | {Kind.HANDLING}:
        return False
    ended = facts.decision is not None and facts.decision.is_ended_by_court
    return facts.totals.outstanding > 0 and not ended


def unpaid(totals: Totals) -> Sentence | None:
    """What has been determined and has not reached the workers, or None."""
    if not totals.outstanding:
        return None
    return say("尚欠%(owed)s元没有支付到劳动者手中。", owed=yuan(totals.outstanding))
