"""How a range of the law is put into words: 每人100元至500元, 14人×每人100元至500元."""

from decimal import Decimal

from statutes.money import yuan
from statutes.penalty_types import Bounds, Effect, Measure, Penalty
from statutes.wording import Sentence, say

HUNDRED = Decimal(100)


def figure(amount: Decimal) -> str:
    """Write a figure as the law does: 5000, 1.5; an amount with fen keeps its two places."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def standard(penalty: Penalty, bounds: Bounds) -> Sentence:
    """Say the range for one person, one month, one yuan: what a list of standards prints."""
    if penalty.measure is Measure.PERSON:
        return say("每人%(range)s", range=_yuan(bounds))
    if penalty.measure is Measure.PERSON_MONTH:
        return say("每人每月%(range)s（不满一个月按一个月计）", range=_yuan(bounds))
    if penalty.measure is Measure.TIMES:
        return say("%(label)s的%(share)s", label=penalty.multiplied, share=share(penalty, bounds))
    return _yuan(bounds)


def of_persons(bounds: Bounds, workers: int) -> Sentence:
    """Say a range for so many persons."""
    return say("%(workers)d人×每人%(range)s", workers=workers, range=_yuan(bounds))


def of_months(bounds: Bounds, workers: int, months: int) -> Sentence:
    """Say a rate for so many persons and begun months."""
    return say(
        "%(workers)d人×%(months)d个月×每人每月%(range)s",
        workers=workers,
        months=months,
        range=_yuan(bounds),
    )


def of_amount(penalty: Penalty, bounds: Bounds, amount: Decimal) -> Sentence:
    """Say a multiple of an amount."""
    return say(
        "%(label)s%(amount)s元×%(share)s",
        label=penalty.multiplied,
        amount=yuan(amount),
        share=share(penalty, bounds),
    )


def share(penalty: Penalty, bounds: Bounds) -> Sentence:
    """Say the multiples: 1倍至3倍 for fines, 50%至100% for what is paid to workers."""
    if penalty.effect is Effect.COMPENSATION:
        low, high = figure(bounds.low * HUNDRED), figure(bounds.high * HUNDRED)
        return say("%(low)s%%至%(high)s%%", low=low, high=high)
    return say("%(low)s倍至%(high)s倍", low=figure(bounds.low), high=figure(bounds.high))


def _yuan(bounds: Bounds) -> Sentence:
    low, high = figure(bounds.low), figure(bounds.high)
    if bounds.is_point:
        return say("%(amount)s元", amount=high)
    if not bounds.low:
        return say("%(amount)s元以下", amount=high)
    return say("%(low)s元至%(high)s元", low=low, high=high)


def plain_range(bounds: Bounds) -> Sentence:
    """Say a range of yuan that is multiplied by nothing."""
    return _yuan(bounds)
