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


def reached(record: ArrearsRecord, column: str, least: Decimal | int) -> bool | None:
    """Whether a figure comes up to another (以上包括本数); below it and still rising is open."""
    figure = getattr(record, column)
    if figure is None:
        return None
    if figure >= least:
        return True
    return None if column in record.rising else False


def at_least(
    code: str, asked: Sentence, record: ArrearsRecord, column: str, least: Decimal,
    citation: Citation | None = None,
) -> Clause:  # fmt: skip
    """An amount of the record against a figure that counts itself."""
    answer = reached(record, column, least)
    said = known(record, column)
    return asks(code, asked, said, answer, column, citation=citation)


def known(record: ArrearsRecord, column: str) -> Sentence:
    """A figure as a clause quotes it, and whether it is the last word."""
    figure = getattr(record, column)
    if figure is None:
        return UNKNOWN
    is_money = isinstance(figure, Decimal)
    words = yuan(figure) if is_money else str(figure)
    if column in record.rising:
        if is_money:
            return say("已核定%(figure)s元，尚未核定完毕", figure=words)
        return say("已核定%(figure)s人，尚未核定完毕", figure=words)
    return say("%(amount)s元", amount=words) if is_money else say("%(count)s人", count=words)
