"""The city's own rating of 2013 (founding document, 二（二）): a hundred points, less the found.

Each record of the year costs what the heaviest row that applies to it says, not the sum of its
rows. 90 points and more are A, 70 and more B, less C. Whom a *decision* finds in breach of a main
indicator (wages, contracts, social insurance) is C at once; an order that was obeyed is none. The
grade C is published.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from credit_rating.policy.clauses import asks, at_least_people, at_least_yuan, yes_no
from credit_rating.policy.conduct import (
    MAIN,
    MATTER_LABELS,
    Award,
    ConductRecord,
    Decision,
    Grade,
    Item,
    Kind,
    Review,
)
from credit_rating.policy.judgement import KNOWN, Judgement, Reason, Settings, best_allowed
from credit_rating.policy.local import local_reasons
from statutes.citations import cite
from statutes.findings import Clause, Finding, Outcome, all_of, any_of
from statutes.wording import say

ID = "city-2013"
TABLE = cite("诚信评价市规", "扣分标准")
INDICATORS = cite("诚信评价市规", "主要指标")
START = 100
LINES = ((90, Grade.A), (70, Grade.B))
PEOPLE = (10, 5)
SUMS = (Decimal(50000), Decimal(20000))
FINES = (Decimal(50000), Decimal(20000))


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the deduction table, asked of one record."""

    points: int
    clause: Clause


def judge(record: ConductRecord, settings: Settings | None = None) -> Judgement:
    """The grade of a year: points first, then what makes C at once."""
    given = settings or Settings()
    reasons = [
        replace(reason, item=place)
        for place, item in enumerate(record.items)
        for reason in _of(item, given)
    ]
    left = max(START + sum(reason.points for reason in reasons), 0)
    return Judgement(ID, best_allowed(reasons, grade_of(left)), left, tuple(reasons))


def grade_of(points: int) -> Grade:
    return next((grade for least, grade in LINES if points >= least), Grade.C)


@lru_cache(maxsize=KNOWN)
def _of(item: Item, settings: Settings) -> tuple[Reason, ...]:
    """What is said of one record; many years hold one like it."""
    return (*_reasons(item), *local_reasons(item, settings))


def _reasons(item: Item) -> tuple[Reason, ...]:
    rows = sorted(_rows(item), key=lambda row: row.points)
    deducted = (_heaviest(rows),) if rows else ()
    if not item.is_handled:
        return deducted
    return (*deducted, Reason(_main_indicator(item), grade=Grade.C))


def _heaviest(rows: Sequence[Row]) -> Reason:
    """The heaviest row met; what is unknown is open only where it would weigh more."""
    finding = any_of("deduction", (row.clause for row in rows), TABLE)
    points = min((row.points for row in rows if row.clause.outcome is Outcome.YES), default=0)
    heavier = (row.clause.needs for row in rows if row.points < points)
    unknown = dict.fromkeys(name for names in heavier for name in names)
    return Reason(finding, points=points, open=tuple(unknown))


def _rows(item: Item) -> tuple[Row, ...]:
    """The rows of the table that are asked of a record of this kind."""
    if item.is_handled:
        return (*_violation(item), *_measures(item), *_fines(item))
    if item.review is not None:
        return _review(item.review)
    if item.award is not None:
        return _award(item.award)
    if item.kind is Kind.PATROL:
        asked = say("有违法行为")
        return (Row(-5, asks("violation", asked, say("当场改正，未予查处"), False, TABLE)),)
    return ()


def _violation(item: Item) -> tuple[Row, ...]:
    """By how many it concerned and how much: the least row is that of any violation."""
    ten, five = PEOPLE
    more, some = SUMS
    people = say("违法行为涉及%(count)s人以上", count=ten)
    fewer = say("违法行为涉及%(count)s人以上", count=five)
    sums = say("违法行为涉及%(least)s元以上", least=f"{more:,}")
    less = say("违法行为涉及%(least)s元以上", least=f"{some:,}")
    return (
        Row(-10, at_least_people("people_10", people, item.workers, ten, TABLE)),
        Row(-10, at_least_yuan("sum_50000", sums, item.amount, more, TABLE, "amount")),
        Row(-8, at_least_people("people_5", fewer, item.workers, five, TABLE)),
        Row(-8, at_least_yuan("sum_20000", less, item.amount, some, TABLE, "amount")),
        Row(-5, asks("violation", say("有其他违法行为"), say("查实"), True, TABLE)),
    )


def _measures(item: Item) -> tuple[Row, ...]:
    handled = None if item.decision is None else item.decision is Decision.HANDLING
    return (
        Row(-3, yes_no("handled", say("被作出行政处理决定"), handled, TABLE, "decision")),
        Row(-2, yes_no("ordered", say("被责令改正"), item.is_ordered, TABLE, "order_on")),
    )


def _fines(item: Item) -> tuple[Row, ...]:
    more, some = FINES
    fine = item.fine
    if item.decision is not None and item.decision is not Decision.PENALTY:
        fine = Decimal(0)
    high = say("被处罚款%(least)s元以上", least=f"{more:,}")
    middle = say("被处罚款%(least)s元以上", least=f"{some:,}")
    penalised = None if item.decision is None else item.decision is Decision.PENALTY
    return (
        Row(-10, at_least_yuan("fine_50000", high, fine, more, TABLE, "penalty")),
        Row(-8, at_least_yuan("fine_20000", middle, fine, some, TABLE, "penalty")),
        Row(-5, yes_no("penalised", say("被行政处罚"), penalised, TABLE, "penalty")),
    )


def _review(review: Review) -> tuple[Row, ...]:
    asked = say("不参加书面审查"), say("书面审查不合格")
    skipped = review is Review.NOT_TAKEN
    return (
        Row(-10, asks("not_taken", asked[0], say("逾期未申报"), True, TABLE))
        if skipped
        else Row(-5, asks("not_passed", asked[1], say("不合格"), True, TABLE)),
    )


def _award(award: Award) -> tuple[Row, ...]:
    if award is Award.WHOLE:
        asked = say("仲裁、诉讼中劳动者的请求全部得到支持")
        return (Row(-5, asks("award_whole", asked, say("全部支持"), True, TABLE)),)
    asked = say("仲裁、诉讼中劳动者的请求部分得到支持")
    return (Row(-3, asks("award_part", asked, say("部分支持"), True, TABLE)),)


def _main_indicator(item: Item) -> Finding:
    """违反主要指标的列为严重失信: both that it is one, and that a decision says so."""
    found = sorted(item.matters & MAIN)
    matter = say(MATTER_LABELS[found[0]]) if found else say("不是主要指标")
    decided = None if item.decision is None else item.decision is not Decision.NONE
    return all_of(
        "main_indicator",
        (
            asks("indicator", say("违反主要评价指标"), matter, bool(found), INDICATORS),
            yes_no("decided", say("由处理或者处罚决定认定"), decided, INDICATORS, "penalty"),
        ),
        INDICATORS,
    )
