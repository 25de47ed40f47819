"""Judging every record once a shape, and whole records clause by clause where it matters."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from blacklist.policy import city_2014, national_2022
from blacklist.policy.city_2014 import Settings, as_second, is_far
from blacklist.policy.records import ArrearsRecord
from blacklist.policy.shapes import HEADCOUNT, stand_in
from blacklist.policy.verdicts import Rules, Verdict, judge
from blacklist.services.collecting import Collected, Outline, Silent, outlines
from rulebook import services as rulebook
from rulebook.models import Adoption
from statutes.rulesets import DEFAULTS, Family

Answer = tuple[tuple[str, ...], tuple[str, ...]]  # triggers, needs
READING = "headcount_trigger_reading"
NOTHING: Answer = ((), ())
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

    def add(self, ruleset: str, records: int) -> None:
        self.records += records
        self.rulesets[ruleset] = self.rulesets.get(ruleset, 0) + records


def found_on(
    on: date, ruleset: str | None, counted: Counted, subjects: Collection[int] | None = None
) -> Iterator[Found]:
    """Every subject that meets a ground or leaves one open, with facts up to a day."""
    court, light = _Court(on), sets_in_play(ruleset) == {city_2014.ID}
    known = outlines(on, ruleset, subjects, for_the_city=light, silent=court.silent)
    for subject_id, group in known:
        for name in dict.fromkeys(outline.ruleset for outline in group):
            mine = [outline for outline in group if outline.ruleset == name]
            counted.add(name, len(mine))
            if (found := court.of(subject_id, name, mine, group)) is not None:
                yield found
    for (name, _code), times in court.silent.items():
        counted.add(name, times)


def sets_in_play(ruleset: str | None) -> set[str]:
    """The set that is forced, or the default and all that some office ever adopted."""
    if ruleset is not None:
        return {ruleset}
    adopted = Adoption.objects.confirmed().filter(family=Family.BLACKLIST.value)
    return {DEFAULTS[Family.BLACKLIST], *adopted.values_list("ruleset", flat=True)}


def compared(
    rulesets: Sequence[str], *, since: date, until: date, prefixes: Collection[str]
) -> Iterator[tuple[int, list[Found | None]]]:
    """What each set says of the cases filed in a period, where one of them says something.

    Every record counts as another complaint; judged are those of the period and the jurisdiction.
    """
    court = _Court(until)
    for subject_id, group in outlines(until, None):
        mine = [
            outline
            for outline in group
            if outline.filed_on
            and outline.filed_on >= since
            and any(outline.division.startswith(prefix) for prefix in prefixes)
        ]
        if mine:
            told = [court.of(subject_id, ruleset, mine, group) for ruleset in rulesets]
            if any(told):
                yield subject_id, told


class _Court:
    """Remembers every verdict of the day by what it depends on."""

    def __init__(self, on: date) -> None:
        self._on, self._known = on, dict[object, Answer]()
        self._alone = dict[Silent, Answer]()
        self.silent = dict[Silent, int]()  # what needs no second look, and how often it came
        self._seconds = dict[str, tuple[str, ...] | None]()

    def of(
        self, subject_id: int, ruleset: str, mine: Sequence[Outline], every: Sequence[Outline]
    ) -> Found | None:
        if len(every) == 1 and self._answer(ruleset, mine[0]) == NOTHING:
            return None
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

    def _answer(self, ruleset: str, outline: Outline) -> Answer:
        """Of a record alone, by its shape; a reading that differs from place to place is none."""
        about = (ruleset, outline.code)
        if about in self._alone:
            return self._alone[about]
        if outline.shape.hangs_on_the_reading:
            return self._fresh(ruleset, outline, (), _rules(outline, self._on))
        answer = self._alone[about] = self._fresh(ruleset, outline, (), Rules())
        if answer == NOTHING:
            self.silent[about] = 0
        return answer

    def _judge(self, ruleset: str, outline: Outline, every: Sequence[Outline]) -> Answer:
        others = self._beside(outline, every) if ruleset == city_2014.ID and every[1:] else []
        if not others:
            return self._answer(ruleset, outline)
        rules = _rules(outline, self._on)
        signature = frozenset((self._second(o), o.lodged_on is None) for o in others)
        about = (ruleset, outline.code, outline.lodged_on is None, rules.city, signature)
        known = self._known.get(about)
        if known is None:
            known = self._known[about] = self._fresh(ruleset, outline, others, rules)
        return known

    def _fresh(
        self, ruleset: str, outline: Outline, others: Sequence[Outline], rules: Rules
    ) -> Answer:
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
            and self._second(other) is not None
            and not is_far(outline.lodged_on, other.lodged_on)
        ]

    def _second(self, outline: Outline) -> tuple[str, ...] | None:
        if outline.code not in self._seconds:
            self._seconds[outline.code] = as_second(stand_in(outline.shape, self._on))
        return self._seconds[outline.code]


def in_full(
    ruleset: str,
    collected: Sequence[Collected],
    on: date,
    *,
    forced: bool = False,
    only: Collection[str] | None = None,
    rules: Collection[str] | None = None,
) -> Verdict:
    """Judge a subject's whole records by a set: those it was adopted for, or all of them.

    `only` names the records, `rules` the grounds, where the others are not to be quoted.
    """
    mine = [c.record for c in collected if forced or c.ruleset == ruleset]
    every = [c.record for c in collected]
    # Each record by the settings of its own place and day.
    grounds = tuple(
        ground
        for record in mine
        if only is None or record.key in only
        for ground in judge(
            ruleset, [record], on, every=every, rules=_rules_of(record, on), only=rules
        ).grounds
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
