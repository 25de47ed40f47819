"""The credit rule sets: how each judges, where it tells records apart, what it publishes."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from credit_rating.policy import city_2013, national_2017
from credit_rating.policy.conduct import ConductRecord, Grade
from credit_rating.policy.judgement import Judgement, Settings


@dataclass(frozen=True, slots=True)
class Cuts:
    """The figures at which a rule set's answer may change; between two of them it never does."""

    workers: tuple[int, ...] = ()
    amount: tuple[Decimal, ...] = ()
    fine: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class CreditRules:
    """One rule set. `published` are the grades it makes public."""

    id: str
    judge: Callable[[ConductRecord, Settings], Judgement]
    cuts: Cuts = Cuts()
    published: frozenset[Grade] = frozenset()


RULES: dict[str, CreditRules] = {
    rules.id: rules
    for rules in (
        CreditRules(
            city_2013.ID,
            city_2013.judge,
            Cuts(
                workers=tuple(sorted(city_2013.PEOPLE)),
                amount=tuple(sorted(city_2013.SUMS)),
                fine=tuple(sorted(city_2013.FINES)),
            ),
            published=frozenset({Grade.C}),
        ),
        CreditRules(national_2017.ID, national_2017.judge),
    )
}


def judge(ruleset: str, record: ConductRecord, settings: Settings | None = None) -> Judgement:
    """Judge a year's conduct by one rule set."""
    return RULES[ruleset].judge(record, settings or Settings())
