"""企业劳动保障守法诚信等级评价办法 (人社部规〔2016〕1号, from 2017-01-01): A, B and C by grounds.

A: not found in breach. B: found in breach, and no ground of C. C: any one of the grounds. The
measure publishes no grade; it tells the employer, files and shares.
"""

from dataclasses import replace
from functools import lru_cache

from credit_rating.policy.clauses import UNKNOWN, asks, shown, yes_no
from credit_rating.policy.conduct import (
    GRAVE,
    MATTER_LABELS,
    ConductRecord,
    Grade,
    Item,
    Kind,
    Matter,
)
from credit_rating.policy.judgement import KNOWN, Judgement, Reason, Settings, best_allowed
from credit_rating.policy.local import local_reasons
from statutes.citations import cite
from statutes.findings import Clause, Finding, Outcome, all_of, any_of
from statutes.wording import Sentence, say

ID = "national-2017"
GRADES = cite("等级评价办法", "等级划分的规定")
GROUNDS = cite("等级评价办法", "C级情形的规定")
TIMES = 3  # 三次以上（含三次）


def judge(record: ConductRecord, settings: Settings | None = None) -> Judgement:
    """The grade of a year, with one reason a rule and record."""
    given = settings or Settings()
    reasons = [
        replace(reason, item=place)
        for place, item in enumerate(record.items)
        for reason in _of(item, given)
    ]
    if record.handled:
        reasons.append(_times(len(record.handled)))
    return Judgement(ID, best_allowed(reasons), None, tuple(reasons))


@lru_cache(maxsize=KNOWN)
def _of(item: Item, settings: Settings) -> tuple[Reason, ...]:
    """What is said of one record; many years hold one like it."""
    return (*_reasons(item), *local_reasons(item, settings))


def _reasons(item: Item) -> tuple[Reason, ...]:
    if item.kind is Kind.PATROL:
        return (Reason(_corrected_on_the_spot()),)
    if not (item.is_handled or item.kind is Kind.RECORD):
        return ()
    findings = [_incident(item), _crime(item)]
    if item.is_handled:
        findings += [_grave(item), _disobedience(item), _obstruction(item)]
    grounds = (Reason(finding, grade=Grade.C) for finding in findings)
    handled = (Reason(_handled(), grade=Grade.B),) if item.is_handled else ()
    return (*handled, *grounds)


def _ground(rule: str, *clauses: Clause) -> Finding:
    return any_of(rule, clauses, GROUNDS)


def _handled() -> Finding:
    asked = say("因劳动保障违法行为被查处")
    return all_of("handled", (asks("handled", asked, say("查实"), True, GRADES),), GRADES)


def _corrected_on_the_spot() -> Finding:
    asked = say("因劳动保障违法行为被查处")
    clause = asks("handled", asked, say("当场改正，提出改进建议，未予查处"), False, GRADES)
    return all_of("handled", (clause,), GRADES)


def _times(count: int) -> Reason:
    asked = say("一年内被查处%(times)s次以上（含%(times)s次）", times=TIMES)
    clause = asks("times", asked, say("%(count)s次", count=count), count >= TIMES, GROUNDS)
    return Reason(_ground("three_times", clause), grade=Grade.C)


def _incident(item: Item) -> Finding:
    """引发群体性、极端事件，或者造成严重不良社会影响.

    An old register's *yes* to a petition says nothing of its weight: it counts with the impact.
    """
    petition = item.petition
    if item.kind is Kind.HISTORY:
        petition = _both(item.petition, item.impact)
    return _ground(
        "incident",
        yes_no("impact", say("造成严重不良社会影响"), item.impact, GROUNDS, "serious_impact"),
        yes_no("petition", say("引发群体性、极端事件"), petition, GROUNDS, "serious_impact"),
    )


def _both(one: bool | None, other: bool | None) -> bool | None:
    if one is False or other is False:
        return False
    return None if None in (one, other) else True


def _crime(item: Item) -> Finding:
    asked = say("因劳动保障违法行为被追究刑事责任")
    return _ground("crime", shown("convicted", asked, item.convicted, GROUNDS))


def _grave(item: Item) -> Finding:
    asked = say("因使用童工、强迫劳动等严重违法行为被查处")
    found = sorted(item.matters & GRAVE)
    compared = _named(found) if found else say("不是严重违法行为")
    return _ground("grave", asks("grave", asked, compared, bool(found), GROUNDS))


def _named(matters: list[Matter]) -> Sentence:
    return say("%(matter)s", matter=say(MATTER_LABELS[matters[0]]))


def _disobedience(item: Item) -> Finding:
    asked = say("拒不履行限期改正指令、行政处理决定或者行政处罚决定")
    return _ground(
        "disobedience", yes_no("disobeyed", asked, item.disobeyed, GROUNDS, "order_due_on")
    )


def _obstruction(item: Item) -> Finding:
    asked = say("无理抗拒、阻挠劳动保障监察")
    if Matter.OBSTRUCTION in item.matters:
        compared = say(MATTER_LABELS[Matter.OBSTRUCTION])
        return _ground("obstruction", Clause("obstructed", asked, compared, Outcome.YES, GROUNDS))
    compared = UNKNOWN if item.obstructed is None else say("是") if item.obstructed else say("否")
    return _ground(
        "obstruction", asks("obstructed", asked, compared, item.obstructed, GROUNDS, "refused")
    )
