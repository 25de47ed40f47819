"""Judging every record once a shape, and whole records clause by clause where it matters."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from blacklist.policy import city_2014, national_2022
from blacklist.policy.city_2014 import Settings, as_second, is_far
from blacklist.policy.records import ArrearsRecord
from blacklist.policy.shapes import HEADCOUNT, Shape, stand_in
from blacklist.policy.verdicts import Rules, Verdict, judge
from blacklist.services.collecting import Collected, Outline, outlines
from rulebook import services as rulebook

READING = "headcount_trigger_reading"
OTHER = {city_2014.ID: national_2022.ID, national_2022.ID: city_2014.ID}


@dataclass(frozen=True, slots=True)
class Found:
    """What one rule set says of a subject: grounds met, or else the columns it lacks."""

    subject_id: int
    ruleset: str
    keys: tuple[str, ...]  # of the records that met a ground or, where none did, leave one open
    triggers: tuple[str, ...]
    needs: tuple[str, ...]


@dataclass(slots=True)
class Counted:
    """How many records were judged, and by which sets."""

    records: int = 0
    rulesets: dict[str, int] = field(default_factory=dict)


def found_on(
    on: date, ruleset: str | None, counted: Counted, subjects: Collection[int] | None = None
) -> Iterator[Found]:
    """Every subject that meets a ground or leaves one open, with facts up to a day."""
    court = _Court(on)
    tally = counted.rulesets
    for subject_id, group in outlines(on, ruleset, subjects):
        counted.records += len(group)
        for name in dict.fromkeys(outline.ruleset for outline in group):
            mine = [outline for outline in group if outline.ruleset == name]
            tally[name] = tally.get(name, 0) + len(mine)
            if (found := court.of(subject_id, name, mine, group)) is not None:
                yield found


class _Court:
    """Remembers every verdict of the day by what it depends on."""

    def __init__(self, on: date) -> None:
        self._on, self._known = on, dict[object, tuple[tuple[str, ...], tuple[str, ...]]]()
        self._seconds = dict[Shape, tuple[str, ...] | None]()

    def of(
        self, subject_id: int, ruleset: str, mine: Sequence[Outline], every: Sequence[Outline]
    ) -> Found | None:
        told = [(outline.key, *self._judge(ruleset, outline, every)) for outline in mine]
        met = [(key, triggers) for key, triggers, _needs in told if triggers]
        if met:
            names = dict.fromkeys(name for _key, triggers in met for name in triggers)
            return Found(subject_id, ruleset, tuple(key for key, _ in met), tuple(names), ())
        lacking = [(key, needs) for key, _triggers, needs in told if needs]
        if not lacking:
            return None
        needs = sorted({name for _key, names in lacking for name in names})
        return Found(subject_id, ruleset, tuple(key for key, _ in lacking), (), tuple(needs))

    def _judge(
        self, ruleset: str, outline: Outline, every: Sequence[Outline]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        others = self._beside(outline, every) if ruleset == city_2014.ID and every[1:] else []
        rules = _rules(outline, self._on)
        signature = frozenset((self._second(o.shape), o.lodged_on is None) for o in others)
        about = (ruleset, outline.shape, outline.lodged_on is None, rules.city, signature)
        known = self._known.get(about)
        if known is None:
            known = self._known[about] = self._fresh(ruleset, outline, others, rules)
        return known

    def _fresh(
        self, ruleset: str, outline: Outline, others: Sequence[Outline], rules: Rules
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        record, *rest = (
            stand_in(o.shape, self._on, o.lodged_on, o.key) for o in (outline, *others)
        )
        verdict = judge(ruleset, [record], self._on, every=[record, *rest], rules=rules)
        return verdict.triggers, verdict.needs

    def _beside(self, outline: Outline, every: Iterable[Outline]) -> list[Outline]:
        """The other records that make a second, or may: of the rest nothing depends."""
        return [
            other
            for other in every
            if other.key != outline.key
            and self._second(other.shape) is not None
            and not is_far(outline.lodged_on, other.lodged_on)
        ]

    def _second(self, shape: Shape) -> tuple[str, ...] | None:
        if shape not in self._seconds:
            self._seconds[shape] = as_second(stand_in(shape, self._on))
        return self._seconds[shape]


def in_full(
    ruleset: str, collected: Sequence[Collected], on: date, *, forced: bool = False
) -> Verdict:
    """Judge a subject's whole records by a set: those it was adopted for, or all of them."""
    mine = [c.record for c in collected if forced or c.ruleset == ruleset]
    every = [c.record for c in collected]
    # Each record by the settings of its own place and day.
    grounds = tuple(
        ground
        for record in mine
        for ground in judge(ruleset, [record], on, every=every, rules=_rules_of(record, on)).grounds
    )
    return Verdict(ruleset, grounds)


def _rules(outline: Outline, on: date) -> Rules:
    if not outline.shape.hangs_on_the_reading:
        return Rules()
    return _reading(outline.division, outline.filed_on, on)


def _rules_of(record: ArrearsRecord, on: date) -> Rules:
    if record.workers != HEADCOUNT:
        return Rules()
    return _reading(record.division, record.filed_on, on)


def _reading(division: str, filed_on: date | None, on: date) -> Rules:
    """How the place read “超过20人以上” on the day that the record was filed."""
    figure = rulebook.dated_value(READING, division, min(filed_on or on, on))
    return Rules(city=Settings(headcount_counts_itself=figure.value == "at_least"))
