"""Whether an act may still be pursued (条例 第二十条; 处罚法 第三十六条): two years, or five."""

from datetime import date

from statutes.citations import cite
from statutes.clocks import add_months
from statutes.findings import Clause, Finding, Outcome, all_of
from statutes.limits import limit
from statutes.terms import Term, Unit
from statutes.wording import Sentence, say

MONTHS_OF = {Unit.MONTHS: 1, Unit.YEARS: 12}


def time_barred(
    *,
    ended_on: date | None,
    found_on: date | None,
    endangers: bool | None = None,
    harmed: bool | None = None,
) -> Finding:
    """Judge whether an act may no longer be pursued.

    `ended_on` is the day of the act, or the last day of one that continued; `found_on` the day it
    was found, reported or complained of. Five years where it touched life, health or financial
    safety (`endangers`) and did harm; the day itself is not counted, the last day still is.
    """
    return all_of(
        "time_barred",
        (_two_years(ended_on, found_on), _not_five(ended_on, found_on, endangers, harmed)),
        cite("条例", "第二十条"),
    )


def _two_years(ended_on: date | None, found_on: date | None) -> Clause:
    asked = say("自违法行为发生或者终了之日起二年内未被发现，也未被举报、投诉")
    article = cite("条例", "第二十条")
    if ended_on is None or found_on is None:
        return _open("two_years", asked, ended_on=ended_on, found_on=found_on)
    last = _last_day("pursuit_limitation", ended_on)
    return Clause("two_years", asked, _compared(last, found_on), _answer(found_on > last), article)


def _not_five(
    ended_on: date | None, found_on: date | None, endangers: bool | None, harmed: bool | None
) -> Clause:
    asked = say("不属于涉及公民生命健康安全、金融安全且有危害后果，或者五年期限也已届满")
    article = cite("处罚法", "第三十六条")
    if endangers is False or harmed is False:
        answer = say("不涉及生命健康安全、金融安全，或者没有危害后果")
        return Clause("not_five_years", asked, answer, Outcome.YES, article)
    if ended_on is None or found_on is None:
        return _open("not_five_years", asked, ended_on=ended_on, found_on=found_on)
    last = _last_day("pursuit_limitation_grave", ended_on)
    if found_on > last or (endangers and harmed):
        past = _answer(found_on > last)
        return Clause("not_five_years", asked, _compared(last, found_on), past, article)
    return _open("not_five_years", asked, endangers=endangers, harmed=harmed)


def _open(code: str, asked: Sentence, **facts: object) -> Clause:
    missing = tuple(name for name, value in facts.items() if value is None)
    return Clause(code, asked, say("尚未认定"), Outcome.NEEDS, needs=missing)


def _compared(last: date, found_on: date) -> Sentence:
    return say("期限至%(last)s，%(found)s发现", last=last.isoformat(), found=found_on.isoformat())


def _answer(holds: bool) -> Outcome:
    return Outcome.YES if holds else Outcome.NO


def _last_day(code: str, ended_on: date) -> date:
    term: Term = limit(code, on=ended_on).term
    return add_months(ended_on, term.length * MONTHS_OF[term.unit])
