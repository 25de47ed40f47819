"""What one row of the table of time limits says."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from statutes.citations import Citation
from statutes.terms import Term, Unit


class Bearer(StrEnum):
    """Whose duty or right the limit measures."""

    AUTHORITY = "authority"
    PARTY = "party"  # the employer or person inspected
    WORKER = "worker"
    POLICE = "police"
    COURT = "court"
    BANK = "bank"


class Stage(StrEnum):
    """Where in the life of a matter the limit belongs."""

    INTAKE = "intake"
    INVESTIGATION = "investigation"
    ORDER = "order"
    DECISION = "decision"
    HEARING = "hearing"
    SERVICE = "service"
    PERFORMANCE = "performance"
    REMEDY = "remedy"
    ENFORCEMENT = "enforcement"
    PUBLICATION = "publication"
    BLACKLIST = "blacklist"
    REFERRAL = "referral"
    DEPOSIT = "deposit"
    RECORDS = "records"


@dataclass(frozen=True, slots=True)
class Limit:
    """One time limit, as one act set it from one day on."""

    code: str
    label: str
    stage: Stage
    bearer: Bearer
    term: Term
    citation: Citation
    in_force_from: date
    base: str  # what starts it, in words
    in_force_to: date | None = None
    extension: Term | None = None  # with the approval the citation names
    alarm: Term | None = None  # a stricter reading that warns before the limit itself ends
    counts_back: bool = False  # the act must happen this long *before* the base
    set_by_act: bool = False  # the paper itself fixes the length; the term gives only the unit
    mark: str = "V"  # V text read · P secondary source · M from memory

    def applies(self, on: date) -> bool:
        """Whether this row was in force on the day."""
        return self.in_force_from <= on and (self.in_force_to is None or on <= self.in_force_to)

    def with_length(self, length: int, unit: Unit | None = None) -> "Limit":
        """Return the limit with the length (and, if it says so, the unit) the paper itself fixed.

        Fixed in calendar days it rolls over a final rest day: it is the party's time.
        """
        if not self.set_by_act:
            raise ValueError(f"the law fixes the length of {self.code}")
        if length < 1:
            raise ValueError("a paper leaves at least one day")
        fixed = unit or self.term.unit
        return replace(self, term=Term(length, fixed, fixed is not Unit.WORKING_DAYS))
