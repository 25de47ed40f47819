"""How much the law allows for one violation: from, up to, how reckoned, by which article.

The day decides the law. What is over and above the facts given is not used; what is missing is
asked for by name. A fraction of a fen is cut inwards: never below the least, never above the most.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from statutes import penalty_words as words
from statutes.citations import Citation, cite, law_of
from statutes.dates import Spell, separate
from statutes.money import FEN, ZERO
from statutes.penalty_types import Also, Bounds, Effect, Measure, Penalty
from statutes.refusal import Refused
from statutes.violation_types import Violation
from statutes.violations import code_of, violation
from statutes.wording import Sentence, say

ONE_ACT = cite("处罚法", "第二十九条")
LAW_OF_THE_DAY = cite("处罚法", "第三十七条")


@dataclass(frozen=True, slots=True)
class Range:
    """What the law allows on the facts given, in yuan, with its reckoning and its articles."""

    code: str
    kind: Effect
    minimum: Decimal
    maximum: Decimal
    formula: Sentence
    citation: Citation
    bases: tuple[Citation, ...]  # every article in force that day, `citation` first
    on: date
    steps: tuple[Sentence, ...] = ()  # how each spell was counted
    may: bool = False  # the fine may be left out altogether
    after_order: bool = False  # only once an order is not obeyed
    only_when: str = ""  # a further condition of the fine, a term
    for_unit: bool = True
    also: tuple[Also, ...] = ()
    grave: tuple[Also, ...] = ()

    @property
    def is_point(self) -> bool:
        """Whether the law leaves no room between the least and the most."""
        return self.minimum == self.maximum


@dataclass(frozen=True, slots=True)
class Facts:
    """What was established: how many people, how much money, for how long."""

    workers: int | None = None
    amount: Decimal | None = None
    spells: tuple[Spell, ...] = ()


def penalty_range(
    item: str,
    *,
    on: date,
    workers: int | None = None,
    amount: Decimal | None = None,
    spells: Sequence[Spell] = (),
    unit: bool = True,
    unlicensed: bool = False,
) -> Range:
    """Return the range for a public item or a 案由 by the law of the day.

    `unit=False` asks for the separate fine on one responsible person; `unlicensed=True` for the
    doubled fine on a unit without a licence. Raises Refused naming the fact that is missing.
    """
    row = violation(code_of(item), on)
    facts = Facts(_positive(workers), _owed(amount), separate(spells))
    if not unit:
        return _on_person(row, on)
    bounds, formula, steps = _MEASURES[row.penalty.measure](row, facts)
    if unlicensed:
        bounds, formula = _doubled(row, bounds, formula)
    return _range(row, bounds, formula, on, steps=steps)


def heavier(first: Range, second: Range) -> "Heavier":
    """Name the heavier of two fines for one act: only that one may be given (处罚法 第二十九条)."""
    if not first.kind is second.kind is Effect.FINE:
        raise Refused(say("只有罚款适用一事不再罚、择一重处"), citation=ONE_ACT)
    chosen, spared = sorted((first, second), key=_weight, reverse=True)
    return Heavier(
        chosen,
        spared,
        say(
            "同一违法行为不得给予两次以上罚款：%(chosen)s最高%(most)s元，"
            "不低于%(spared)s的%(less)s元，按前者处罚",
            chosen=str(chosen.citation),
            most=f"{chosen.maximum:.2f}",
            spared=str(spared.citation),
            less=f"{spared.maximum:.2f}",
        ),
        ONE_ACT,
    )


@dataclass(frozen=True, slots=True)
class Heavier:
    """Which of two fines for one act is given, and why."""

    chosen: Range
    spared: Range
    because: Sentence
    citation: Citation


# 案由 that name the same act in other words: whoever has no licence employs children all the same.
SAME_ACT = (
    frozenset({"child_labour", "child_labour_unlicensed"}),
    frozenset({"child_labour", "child_labour_not_returned"}),
    frozenset({"child_labour_unlicensed", "child_labour_not_returned"}),
    frozenset({"agency_rules", "agency_no_permit"}),
)
DISOBEYED = "order_disobeyed"


def are_one_act(first: Range, second: Range) -> bool:
    """Whether both would fine one act, of the same days (处罚法 第二十九条).

    To disobey an order is one act, whether it is fined as such (条例 第三十条) or as that which
    the order was to correct.
    """
    codes = {first.code, second.code}
    if DISOBEYED in codes and len(codes) > 1:
        return first.after_order and second.after_order
    return codes in SAME_ACT


def governing(then: Range, now: Range) -> "Governing":
    """Choose between the law of the act and the law of the decision (处罚法 第三十七条).

    The law of the act governs, unless the law of the decision is milder.
    """
    milder = _weight(now) < _weight(then)
    because = (
        say("作出决定时的规定处罚较轻，适用%(law)s", law=str(now.citation))
        if milder
        else say("适用违法行为发生时的规定%(law)s", law=str(then.citation))
    )
    return Governing(now if milder else then, because, LAW_OF_THE_DAY)


@dataclass(frozen=True, slots=True)
class Governing:
    """Which law's range governs, and why."""

    chosen: Range
    because: Sentence
    citation: Citation


def outside(allowed: Range, proposed: Decimal) -> Sentence | None:
    """Say why an amount lies outside the range; None where it lies within.

    Whoever proposes it anyway must give a reason, which the approver sees first.
    """
    if allowed.kind is Effect.WARNING_ONLY:
        return say("该事项没有罚款或者赔偿金的规定") if proposed else None
    if proposed > allowed.maximum:
        return _beyond(allowed, proposed)
    if proposed >= allowed.minimum or (allowed.may and not proposed):
        return None
    if allowed.kind is Effect.COMPENSATION:
        return say(
            "加付赔偿金%(proposed)s元低于法定最低%(minimum)s元，应当说明理由",
            proposed=f"{proposed:.2f}",
            minimum=f"{allowed.minimum:.2f}",
        )
    return say(
        "拟处罚款%(proposed)s元低于法定最低%(minimum)s元，属于减轻或者不予处罚，"
        "应当写明行政处罚法第三十二条、第三十三条规定的情形和理由",
        proposed=f"{proposed:.2f}",
        minimum=f"{allowed.minimum:.2f}",
    )


# -- inner --

Reckoned = tuple[Bounds, Sentence, tuple[Sentence, ...]]


def _beyond(allowed: Range, proposed: Decimal) -> Sentence:
    return say(
        "拟定金额%(proposed)s元高于法定最高%(maximum)s元（%(law)s），应当说明依据和理由",
        proposed=f"{proposed:.2f}",
        maximum=f"{allowed.maximum:.2f}",
        law=str(allowed.citation),
    )


def _weight(given: Range) -> tuple[Decimal, Decimal]:
    return given.maximum, given.minimum


def _range(
    row: Violation,
    bounds: Bounds,
    formula: Sentence,
    on: date,
    *,
    steps: tuple[Sentence, ...] = (),
    unit: bool = True,
) -> Range:
    return Range(
        code=row.code,
        kind=row.penalty.effect,
        minimum=bounds.low.quantize(FEN, rounding=ROUND_CEILING),
        maximum=bounds.high.quantize(FEN, rounding=ROUND_FLOOR),
        formula=formula,
        citation=row.basis,
        bases=tuple(basis for basis in row.bases if law_of(basis).in_force(on)),
        on=on,
        steps=steps,
        may=row.penalty.may,
        after_order=row.after_order,
        only_when=row.penalty.only_when if unit else "",
        for_unit=unit,
        also=row.penalty.also if unit else (),
        grave=row.penalty.grave if unit else (),
    )


def _positive(workers: int | None) -> int | None:
    if workers is not None and workers < 1:
        raise Refused(say("人数应为正整数，不能是%(workers)d", workers=workers))
    return workers


def _owed(amount: Decimal | None) -> Decimal | None:
    if amount is not None and amount <= 0:
        raise Refused(say("金额应大于零，不能是%(amount)s", amount=f"{amount:.2f}"))
    return amount


def _on_person(row: Violation, on: date) -> Range:
    if row.penalty.persons is None:
        raise Refused(say("“%(label)s”没有对责任人员另行罚款的规定", label=row.label))
    return _range(row, row.penalty.persons, words.plain_range(row.penalty.persons), on, unit=False)


def _doubled(row: Violation, bounds: Bounds, formula: Sentence) -> tuple[Bounds, Sentence]:
    factor = row.penalty.unlicensed_times
    if factor == 1:
        raise Refused(say("“%(label)s”没有对无照单位加倍罚款的规定", label=row.label))
    return (
        Bounds(bounds.low * factor, bounds.high * factor),
        say("（%(formula)s）×%(factor)d（无照单位加一倍）", formula=formula, factor=factor),
    )


def _no_money(row: Violation, facts: Facts) -> Reckoned:
    return Bounds(ZERO, ZERO), say("不处罚款：%(label)s", label=row.consequence), ()


def _fixed(row: Violation, facts: Facts) -> Reckoned:
    bounds = _figures(row.penalty)
    return bounds, words.plain_range(bounds), ()


def _per_person(row: Violation, facts: Facts) -> Reckoned:
    workers, bounds = _workers(row, facts), _figures(row.penalty)
    return _multiplied(bounds, workers), words.of_persons(bounds, workers), ()


def _per_person_month(row: Violation, facts: Facts) -> Reckoned:
    workers, bounds = _workers(row, facts), _figures(row.penalty)
    if not facts.spells:
        raise Refused(
            say(
                "“%(label)s”按月计算，请填写起止日期（spell，如 2024-03-14:2024-06-19）",
                label=row.label,
            )
        )
    months = sum(spell.begun_months for spell in facts.spells)
    steps = tuple(
        say(
            "%(start)s至%(end)s，不满一个月按一个月，计%(months)d个月",
            start=spell.start.isoformat(),
            end=spell.end.isoformat(),
            months=spell.begun_months,
        )
        for spell in facts.spells
    )
    return _multiplied(bounds, workers * months), words.of_months(bounds, workers, months), steps


def _times(row: Violation, facts: Facts) -> Reckoned:
    bounds, amount = _figures(row.penalty), facts.amount
    if amount is not None:
        return _multiplied(bounds, amount), words.of_amount(row.penalty, bounds, amount), ()
    if row.penalty.without_amount is None:
        raise Refused(
            say(
                "“%(label)s”按金额计算，请填写%(multiplied)s（amount，元）",
                label=row.label,
                multiplied=say(row.penalty.multiplied),
            )
        )
    without = row.penalty.without_amount
    return without, words.plain_range(without), ()


def _workers(row: Violation, facts: Facts) -> int:
    if facts.workers is None:
        raise Refused(say("“%(label)s”按人数计算，请填写人数（workers）", label=row.label))
    return facts.workers


def _figures(penalty: Penalty) -> Bounds:
    assert penalty.bounds is not None, "only a consequence without money has no figures"
    return penalty.bounds


def _multiplied(bounds: Bounds, by: Decimal | int) -> Bounds:
    return Bounds(bounds.low * by, bounds.high * by)


_MEASURES: dict[Measure, Callable[[Violation, Facts], Reckoned]] = {
    Measure.NOTHING: _no_money,
    Measure.FIXED: _fixed,
    Measure.PERSON: _per_person,
    Measure.PERSON_MONTH: _per_person_month,
    Measure.TIMES: _times,
}
