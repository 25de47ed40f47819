"""Clauses that both rule sets are written with."""

from decimal import Decimal

from statutes.citations import Citation
from statutes.findings import Clause, Outcome
from statutes.money import yuan
from statutes.wording import Sentence, say

UNKNOWN = say("未记录")


def asks(
    code: str, asked: Sentence, compared: Sentence, answer: bool | None, citation: Citation,
    *needs: str,
) -> Clause:  # fmt: skip
    """A clause with its answer; `None` is open, and then `needs` names the facts."""
    if answer is None:
        return Clause(code, asked, compared, Outcome.NEEDS, citation, needs)
    return Clause(code, asked, compared, Outcome.YES if answer else Outcome.NO, citation)


def said(answer: bool | None) -> Sentence:
    if answer is None:
        return UNKNOWN
    return say("是") if answer else say("否")


def yes_no(
    code: str, asked: Sentence, answer: bool | None, citation: Citation, need: str
) -> Clause:
    """A clause that a recorded yes or no answers."""
    return asks(code, asked, said(answer), answer, citation, need)


def shown(code: str, asked: Sentence, answer: bool | None, citation: Citation) -> Clause:
    """A clause on what the source may have no column for: then it counts as not met."""
    if answer is None:
        unseen = say("来源记录没有这一项，按不成立计")
        return Clause(code, asked, unseen, Outcome.NO, citation)
    return asks(code, asked, said(answer), answer, citation)


def at_least_people(
    code: str, asked: Sentence, workers: int | None, least: int, citation: Citation
) -> Clause:
    compared = UNKNOWN if workers is None else say("%(count)s人", count=workers)
    answer = None if workers is None else workers >= least
    return asks(code, asked, compared, answer, citation, "workers")


def at_least_yuan(
    code: str, asked: Sentence, amount: Decimal | None, least: Decimal, citation: Citation,
    need: str,
) -> Clause:  # fmt: skip
    compared = UNKNOWN if amount is None else say("%(amount)s元", amount=yuan(amount))
    answer = None if amount is None else amount >= least
    return asks(code, asked, compared, answer, citation, need)
