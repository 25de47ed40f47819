"""Early removal (45号令 第十二条、第十三条): corrected, six months, a promise, and no bar.

The six months run from the later of correction and listing; they are full once their last day,
the corresponding one, is over.
"""

from dataclasses import dataclass
from datetime import date

from statutes.citations import cite
from statutes.clocks import add_months
from statutes.limits import limit
from statutes.wording import Sentence, say

CONDITIONS, BARS = cite("45号令", "第十二条"), cite("45号令", "第十三条")


@dataclass(frozen=True, slots=True)
class Application:
    """What was applied for on which day, and what the office knows against it."""

    applied_on: date
    listed_on: date
    corrected_on: date | None
    promised_on: date | None
    has_offended_again: bool = False
    is_prosecuted: bool = False  # 刑事诉讼期间，或者已经被追究刑事责任
    other_bar: str = ""


def wait_ends_on(corrected_on: date, listed_on: date) -> date:
    """The last of the six months; an application is ripe from the next day on."""
    later = max(corrected_on, listed_on)
    return add_months(later, limit("early_removal_wait", on=later).term.length)


def refusals(given: Application) -> tuple[Sentence, ...]:
    """Every reason for which it must be refused; none when it is to be granted."""
    return tuple(reason for reason in (*_conditions(given), *_bars(given)) if reason is not None)


def _conditions(given: Application) -> tuple[Sentence | None, ...]:
    promise = None if given.promised_on else say("没有作出书面信用承诺。")
    if given.corrected_on is None:
        return (say("违法行为尚未改正。"), promise)
    last = wait_ends_on(given.corrected_on, given.listed_on)
    wait = None
    if given.applied_on <= last:
        wait = say("自改正之日起被列入未满6个月，%(day)s届满后方可申请。", day=last.isoformat())
    return wait, promise


def _bars(given: Application) -> tuple[Sentence | None, ...]:
    return (
        say("列入期间再次发生拖欠农民工工资的违法行为。") if given.has_offended_again else None,
        say("处于刑事诉讼期间或者已经被追究刑事责任。") if given.is_prosecuted else None,
        say("%(reason)s", reason=given.other_bar.strip()) if given.other_bar.strip() else None,
    )
