"""What a subject's records come to under a rule set: a candidate, an open question, nothing."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from blacklist.policy import city_2014, national_2022
from blacklist.policy.records import ArrearsRecord
from statutes.crime_thresholds import band
from statutes.findings import Finding, Outcome


@dataclass(frozen=True, slots=True)
class Ground:
    """What one rule said of one record."""

    case_no: str
    finding: Finding
    key: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that a rule set says of a subject; `cases` and `triggers` are those that were met."""

    ruleset: str
    grounds: tuple[Ground, ...]

    @property
    def met(self) -> tuple[Ground, ...]:
        return tuple(g for g in self.grounds if g.finding.outcome is Outcome.YES)

    @property
    def is_candidate(self) -> bool:
        return bool(self.met)

    @property
    def triggers(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(ground.finding.rule for ground in self.met))

    @property
    def open(self) -> tuple[Ground, ...]:
        return tuple(g for g in self.grounds if g.finding.outcome is Outcome.NEEDS)

    @property
    def cases(self) -> tuple[str, ...]:
        """The cases that met a ground or, where none did, those that leave one open."""
        return tuple(sorted({ground.case_no for ground in self.met or self.open}))

    @property
    def needs(self) -> tuple[str, ...]:
        """The columns without which nothing can be said; none once a ground is met."""
        if self.is_candidate:
            return ()
        return tuple(sorted({name for ground in self.open for name in ground.finding.needs}))


@dataclass(frozen=True, slots=True)
class Rules:
    """How a sweep judges: the settings of the place, and where thresholds come from."""

    city: city_2014.Settings = city_2014.Settings()
    band_of: national_2022.BandOf = band


def judge(
    ruleset: str,
    records: Sequence[ArrearsRecord],
    on: date,
    *,
    every: Iterable[ArrearsRecord] = (),
    rules: Rules | None = None,
    only: Collection[str] | None = None,
) -> Verdict:
    """Judge these records of one subject as of a day by one rule set.

    `every` are all the subject's records, those under another set too: a second complaint counts
    whichever set judges it. Facts dated after the day do not exist yet. `only` names the grounds
    that are asked, where the others are not to be quoted.
    """
    given = rules or Rules()
    standing = [now for record in records if (now := record.as_of(on))]
    others = [now for record in every or records if (now := record.as_of(on))]
    grounds = (
        Ground(record.case_no, finding, record.key)
        for record in standing
        for finding in _findings(ruleset, record, others, on, given, only)
    )
    return Verdict(ruleset, tuple(grounds))


def _findings(
    ruleset: str,
    record: ArrearsRecord,
    others: Sequence[ArrearsRecord],
    on: date,
    given: Rules,
    only: Collection[str] | None,
) -> tuple[Finding, ...]:
    if ruleset == national_2022.ID:
        found = national_2022.judge(record, on, band_of=given.band_of)
        return tuple(f for f in found if only is None or f.rule in only)
    own = (record.key, record.case_no)
    rest = [other for other in others if (other.key, other.case_no) != own]
    return city_2014.judge(record, rest, given.city, city_2014.TRIGGERS if only is None else only)
