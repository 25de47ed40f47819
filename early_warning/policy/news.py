"""Whether a sign says something that an earlier warning had not already settled.

A warning that a person closed does not come back on the same facts: a sign of a month is news
when its month is a later one, a sign that rests on records (complaints, orders, visits, a change of
the register, building sites) when there is a record that no earlier sign rested on, a sign that
counts when it counts more; any other never again within the time that closed warnings are
remembered.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from statutes.wording import Sentence


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign as it was, or would be, kept with a warning."""

    code: str
    sentence: Sentence
    month: date | None = None
    sources: frozenset[str] = frozenset()  # the records that it rests on

    @property
    def count(self) -> int:
        counted = self.sentence.params.get("count")
        return counted if isinstance(counted, int) else 0


def is_news(sign: Sign, settled: Iterable[Sign]) -> bool:
    before = [old for old in settled if old.code == sign.code]
    if sign.sources:
        return bool(sign.sources.difference(*(old.sources for old in before)))
    return all(_goes_beyond(sign, old) for old in before)


def _goes_beyond(sign: Sign, old: Sign) -> bool:
    if sign.month is not None and old.month is not None:
        return sign.month > old.month or (sign.month == old.month and sign.count > old.count)
    return sign.count > old.count
