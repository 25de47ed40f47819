"""What a rule set concludes on a year's conduct: the grade, with every reason for it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from credit_rating.policy.conduct import WORST, Grade
from statutes.findings import Clause, Finding, Outcome, as_json
from statutes.wording import Sentence

KNOWN = 4096  # records alike that a rule set remembers its reasons for


@dataclass(frozen=True, slots=True)
class Settings:
    """What a place may set by a dated row; frozen with each run."""

    listing_is_c: bool = True  # 列入失信名单的当即降为C级
    skipped_review_is_b: bool = False  # 不按规定参加书面审查的不得评为A级
    skipped_years_are_c: int = 0  # consecutive years not taken; 0: no such rule


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule applied to one record of the year (`item`: its place) or to the year as a whole.

    `points` are taken off; `grade` is the best grade that this still allows. `open` names facts
    that are unknown and might have weighed more.
    """

    finding: Finding
    item: int | None = None
    points: int = 0
    grade: Grade | None = None
    open: tuple[str, ...] = ()

    @property
    def is_met(self) -> bool:
        return self.finding.outcome is Outcome.YES

    @property
    def counts(self) -> bool:
        return self.is_met and (self.points != 0 or self.grade is not None)

    @property
    def is_kept(self) -> bool:
        """Stored with the grade: what counted, and what could not be answered."""
        return self.counts or bool(self.open) or self.finding.outcome is Outcome.NEEDS


@dataclass(frozen=True, slots=True)
class Judgement:
    """The grade of one employer for a year under one rule set."""

    ruleset: str
    grade: Grade
    points: int | None  # of a scored rule set
    reasons: tuple[Reason, ...] = field(default=())

    @property
    def kept(self) -> tuple[Reason, ...]:
        return tuple(reason for reason in self.reasons if reason.is_kept)


def best_allowed(reasons: Iterable[Reason], start: Grade = Grade.A) -> Grade:
    """The worst of the grades that met reasons allow."""
    met = (reason.grade for reason in reasons if reason.is_met and reason.grade)
    return max((start, *met), key=WORST.__getitem__)


def row_of(reason: Reason) -> Clause:
    """The clause that a reason is quoted by: the heaviest met, which its rule puts first."""
    clauses = reason.finding.met or reason.finding.clauses
    return clauses[0]


def kept_json(reason: Reason) -> dict[str, Any]:
    """A reason as stored with the grade; what was compared is the record that it names."""
    row = row_of(reason)
    citation = row.citation or reason.finding.citation
    return {
        "rule": reason.finding.rule,
        "row": row.code,
        "outcome": reason.finding.outcome.value,
        "points": reason.points,
        "grade": reason.grade.value if reason.grade else None,
        "open": list(reason.open or reason.finding.needs),
        "citation": [citation.law, citation.article] if citation else None,
        "asked": _data(row.asked),
        "compared": _data(row.compared) if reason.item is None else None,
        "item": reason.item,
    }


def whole_json(reason: Reason) -> dict[str, Any]:
    """A reason with all its clauses, met or not: what `--explain` prints."""
    return as_json(reason.finding) | {
        "points": reason.points,
        "grade": reason.grade.value if reason.grade else None,
        "open": list(reason.open or reason.finding.needs),
    }


def _data(sentence: Sentence) -> dict[str, Any]:
    return sentence.as_data()
