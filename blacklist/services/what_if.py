"""试算: whom each of two rule sets would list of the cases filed in a period, and why.

Nothing is written.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from blacklist.policy.verdicts import Verdict
from blacklist.services.collecting import Collected, in_slices, records_of
from blacklist.services.judging import Found, compared, in_full
from blacklist.services.sweeping import NAMED, SETS
from employers.models import Employer
from statutes.refusal import Refused
from statutes.wording import say


class Side(StrEnum):
    """Where the two sets stand to each other on one subject."""

    BOTH = "both"
    FIRST = "first"
    SECOND = "second"
    OPEN = "open"  # neither lists; at least one lacks a fact


@dataclass(frozen=True, slots=True)
class Asked:
    """Which sets, on the cases filed in which period, seen by whom."""

    first: str
    second: str
    since: date
    until: date
    prefixes: tuple[str, ...]

    def __post_init__(self) -> None:
        if {self.first, self.second} - set(SETS):
            raise Refused(say("没有这个规则集，请重新选择。"))
        if self.until < self.since:
            raise Refused(say("期间的终止日早于起始日，请核对。"))


@dataclass(frozen=True, slots=True)
class Pair:
    """What both sets found of a subject; nothing where one found nothing."""

    subject_id: int
    first: Found | None
    second: Found | None

    @property
    def side(self) -> Side:
        one = bool(self.first and self.first.triggers)
        other = bool(self.second and self.second.triggers)
        if one and other:
            return Side.BOTH
        if one or other:
            return Side.FIRST if one else Side.SECOND
        return Side.OPEN


@dataclass(frozen=True, slots=True)
class Line:
    """A pair with the subject and the grounds in full."""

    subject: Employer
    pair: Pair
    first: Verdict
    second: Verdict


def pairs(asked: Asked) -> Iterator[Pair]:
    """Every subject of whom one of the sets says something."""
    sets = (asked.first, asked.second)
    for subject_id, (first, second) in compared(
        sets, since=asked.since, until=asked.until, prefixes=asked.prefixes
    ):
        yield Pair(subject_id, first, second)


def counts(asked: Asked, show: Side | None, most: int) -> tuple[Counter[Side], list[Pair]]:
    """How many stand where, and the first of those that are to be shown."""
    tally: Counter[Side] = Counter()
    shown: list[Pair] = []
    for pair in pairs(asked):
        tally[pair.side] += 1
        if len(shown) < most and show in (None, pair.side):
            shown.append(pair)
    return tally, shown


def lines(found: Collection[Pair], asked: Asked) -> Iterator[Line]:
    """The pairs with every ground, clause by clause; a few hundred are read at a time."""
    by_subject = {pair.subject_id: pair for pair in found}
    for some in in_slices(by_subject):
        subjects = Employer.objects.only(*NAMED).in_bulk(some)
        records = records_of(some, asked.until, None)
        for subject_id in some:
            pair, collected = by_subject[subject_id], records[subject_id]
            yield Line(
                subjects[subject_id],
                pair,
                _whole(asked.first, pair.first, collected, asked.until),
                _whole(asked.second, pair.second, collected, asked.until),
            )


def _whole(ruleset: str, found: Found | None, collected: list[Collected], on: date) -> Verdict:
    keys = found.keys if found else ()
    return in_full(ruleset, collected, on, forced=True, only=keys)
