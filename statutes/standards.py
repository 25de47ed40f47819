"""What the public page of penalty standards prints: every violation, its articles, its tiers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from statutes import penalty_words as words
from statutes.articles import rule_of
from statutes.citations import Citation, law_of
from statutes.penalty_types import Also, Bounds, Effect, Penalty
from statutes.tiers import DEFAULT_TIERS, Tier
from statutes.violation_types import Violation
from statutes.violations import CATALOGUE
from statutes.wording import Sentence


@dataclass(frozen=True, slots=True)
class Article:
    """An article with its rule in one sentence."""

    citation: Citation
    rule: str


@dataclass(frozen=True, slots=True)
class TierLine:
    """One tier of one violation: for which cases, how much for one person, month or yuan."""

    tier: Tier
    range: Sentence


@dataclass(frozen=True, slots=True)
class Standard:
    """One line of the page."""

    violation: Violation
    breached: tuple[Article, ...]
    bases: tuple[Article, ...]
    kind: Effect
    range: Sentence | None  # none: no money follows
    persons: Sentence | None  # the separate fine on each responsible person
    without_amount: Sentence | None
    tiers: tuple[TierLine, ...]  # none where the law fixes one figure
    may: bool
    after_order: bool
    only_when: str
    also: tuple[Also, ...]
    grave: tuple[Also, ...]


def standards(on: date, tiers: Sequence[Tier] = DEFAULT_TIERS) -> tuple[Standard, ...]:
    """Return the standards in force on the day, in the order of the catalogue."""
    in_force = (
        next((row for row in reversed(rows) if row.applies(on)), None)
        for rows in CATALOGUE.values()
    )
    return tuple(_standard(row, on, tiers) for row in in_force if row is not None)


def _standard(row: Violation, on: date, tiers: Sequence[Tier]) -> Standard:
    penalty = row.penalty
    return Standard(
        violation=row,
        breached=_articles(row.breached),
        bases=_articles(basis for basis in row.bases if law_of(basis).in_force(on)),
        kind=penalty.effect,
        range=_said(penalty, penalty.bounds),
        persons=words.plain_range(penalty.persons) if penalty.persons else None,
        without_amount=words.plain_range(penalty.without_amount)
        if penalty.without_amount
        else None,
        tiers=_tier_lines(penalty, tiers),
        may=penalty.may,
        after_order=row.after_order,
        only_when=penalty.only_when,
        also=penalty.also,
        grave=penalty.grave,
    )


def _tier_lines(penalty: Penalty, tiers: Sequence[Tier]) -> tuple[TierLine, ...]:
    bounds = penalty.bounds
    if bounds is None or bounds.is_point:
        return ()
    return tuple(TierLine(tier, words.standard(penalty, tier.within(bounds))) for tier in tiers)


def _said(penalty: Penalty, bounds: Bounds | None) -> Sentence | None:
    return words.standard(penalty, bounds) if bounds else None


def _articles(citations: Iterable[Citation]) -> tuple[Article, ...]:
    return tuple(Article(citation, rule_of(citation)) for citation in citations)
