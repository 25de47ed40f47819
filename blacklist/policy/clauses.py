"""Clauses that both rule sets are written with: a comparison, or the fact that it lacks."""

from decimal import Decimal

from blacklist.policy.records import ArrearsRecord
from statutes.citations import Citation
from statutes.findings import Clause, Outcome
from statutes.money import yuan
from statutes.wording import Sentence, say

UNKNOWN = say("未记录")


def asks(
    code: str, asked: Sentence, compared: Sentence, answer: bool | None, *needs: str,
    citation: Citation | None = None,
) -> Clause:  # fmt: skip
    """A clause with its answer; `None` is open, and then `needs` names the columns."""
    if answer is None:
        return Clause(code, asked, compared, Outcome.NEEDS, citation, needs)
    return Clause(code, asked, compared, Outcome.YES if answer else Outcome.NO, citation)


def verified(record: ArrearsRecord, citation: Citation | None = None) -> Clause:
    """经调查核实."""
    said = UNKNOWN
    if record.filed_on:
        said = say("%(day)s立案", day=record.filed_on.isoformat())
    elif record.is_verified is False:
        said = say("尚未立案")
    asked = say("经调查核实")
    return asks("verified", asked, said, record.is_verified, "filed_on", citation=citation)


def about_migrants(record: ArrearsRecord, citation: Citation | None = None) -> Clause:
    """拖欠的是农民工工资."""
    asked = say("拖欠农民工工资")
    if not record.is_about_wages:
        return asks("migrant", asked, say("违法事项不是拖欠工资"), False, citation=citation)
    return asks(
        "migrant", asked, yes_or_no(record.migrant), record.migrant, "migrant", citation=citation
    )


def yes_or_no(answer: bool | None) -> Sentence:
    if answer is None:
        return UNKNOWN
    return say("是") if answer else say("否")


def at_least(
    code: str, asked: Sentence, amount: Decimal | None, least: Decimal, column: str,
    citation: Citation | None = None,
) -> Clause:  # fmt: skip
    """An amount against a figure that counts itself (以上包括本数)."""
    said = UNKNOWN if amount is None else say("%(amount)s元", amount=yuan(amount))
    answer = None if amount is None else amount >= least
    return asks(code, asked, said, answer, column, citation=citation)
