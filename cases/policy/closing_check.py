"""四不放过: the four questions that a case must answer before it may be closed.

案中问题未查清不放过、指令整改不见效不放过、违法事实不处罚不放过、处罚目的未达到不放过.
Every answer is stored with its reason and printed in the closing approval form.
"""

from dataclasses import dataclass
from datetime import date

from cases.policy.ledger import Totals
from statutes.citations import Citation, cite
from statutes.money import yuan
from statutes.wording import Sentence, say, term

# Supplied with the proposal itself, by the inspector who makes it.
UNEXPLAINED = say("须写明不予处罚的理由。")


@dataclass(frozen=True, slots=True)
class ClosingFacts:
    """What the four questions are asked of."""

    totals: Totals
    order_served_on: date | None
    has_order: bool
    corrected_on: date | None
    no_penalty_reason: str


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
    open_lines = facts.totals.undetermined
    if facts.totals.workers == 0:
        reason = say("尚未登记涉及的劳动者。")
    elif open_lines:
        reason = say("还有%(count)s名劳动者的工资数额没有核定。", count=open_lines)
    else:
        reason = say(
            "已查清%(workers)s名劳动者的工资，核定%(determined)s元。",
            workers=facts.totals.workers,
            determined=yuan(facts.totals.determined),
        )
    is_met = facts.totals.workers > 0 and not open_lines
    citation = cite("条例", "第十七条")
    return Answer("facts", term("案中问题未查清不放过"), is_met, reason, citation)


def _corrected(facts: ClosingFacts) -> Answer:
    if facts.has_order and facts.order_served_on is None:
        is_met, reason = False, say("限期改正指令书尚未送达。")
    elif facts.corrected_on is None:
        is_met, reason = False, say("改正情况尚未核查确认。")
    elif facts.has_order:
        is_met, reason = True, say("%(on)s核查：已按指令改正。", on=facts.corrected_on.isoformat())
    else:
        is_met, reason = True, say("%(on)s核查：已自行改正。", on=facts.corrected_on.isoformat())
    citation = cite("条例", "第十八条")
    return Answer("correction", term("指令整改不见效不放过"), is_met, reason, citation)


def _punished(facts: ClosingFacts) -> Answer:
    told = facts.no_penalty_reason.strip()
    reason = say("不予处罚的理由：%(reason)s", reason=told) if told else UNEXPLAINED
    citation = cite("处罚法", "第三十三条")
    return Answer("penalty", term("违法事实不处罚不放过"), bool(told), reason, citation)


def _executed(facts: ClosingFacts) -> Answer:
    paid = say("核定的%(paid)s元已全部支付到劳动者手中。", paid=yuan(facts.totals.paid))
    owed = unpaid(facts.totals)
    citation = cite("条例", "第二十六条")
    return Answer("execution", term("处罚目的未达到不放过"), owed is None, owed or paid, citation)


def unpaid(totals: Totals) -> Sentence | None:
    """What has been determined and has not reached the workers, or None."""
    if not totals.outstanding:
        return None
    return say("尚欠%(owed)s元没有支付到劳动者手中。", owed=yuan(totals.outstanding))
