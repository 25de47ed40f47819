"""What a rule set judges: one verified case of arrears, with what is known of it.

`None` is unknown, except for what has not happened: payment, referral, police filing, closing.
A rule that needs an unknown fact answers *needs* with the name of its column (design §5.2).
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from cases.policy.history import Source, SubjectKind

# 投诉、举报: what the city's rule counts when it says 被投诉举报.
SAID_BY_PEOPLE = frozenset({Source.COMPLAINT, Source.REPORT})
REFUSAL_TO_PAY = "拒不支付劳动报酬"


@dataclass(frozen=True, slots=True)
class ArrearsRecord:
    """One case. Money in yuan as determined, never as claimed; `workers` are those of the case.

    `max_worker_amount` and `max_worker_months` are of the same worker: among those owed for three
    months or more the one owed most, else the one owed most. `division` is the code of the place
    of employment, or of its province alone. While workers' lines are still to be determined a
    figure is a lower bound (`rising`): it can meet a threshold, never fall short of it for good.
    """

    case_no: str
    division: str
    key: str = ""  # case:12, history:7
    has_uscc: bool = True
    subject_kind: SubjectKind | None = SubjectKind.UNIT
    source: Source | None = None
    lodged_on: date | None = None
    filed_on: date | None = None
    is_filed: bool | None = None  # False: known not to be filed yet
    is_about_wages: bool = True
    migrant: bool | None = None
    workers: int | None = None
    amount: Decimal | None = None
    max_worker_amount: Decimal | None = None
    max_worker_months: int | None = None
    order_on: date | None = None
    is_ordered: bool | None = None  # False: known not to be ordered yet
    order_due_on: date | None = None
    paid_on: date | None = None
    promise: bool | None = None
    refused: bool | None = None
    mass_petition: bool | None = None
    serious_impact: bool | None = None
    police_filed_on: date | None = None
    police_offence: str = ""
    rising: frozenset[str] = frozenset()  # figures that may yet come out higher

    @property
    def is_verified(self) -> bool | None:
        """查实: a case was filed; unknown where the record does not say."""
        return True if self.filed_on else self.is_filed

    def as_of(self, on: date) -> "ArrearsRecord | None":
        """The record as it stood at the end of a day; nothing before the matter was known.

        A due date may lie ahead: it says when, not that it has happened.
        """
        begun = [day for day in (self.lodged_on, self.filed_on) if day]
        if begun and min(begun) > on:
            return None
        is_later = {
            name: (day := getattr(self, name)) is not None and day > on
            for name in ("filed_on", "order_on", "paid_on", "police_filed_on")
        }
        changes: dict[str, object] = {name: None for name, later in is_later.items() if later}
        if is_later["filed_on"]:
            changes["is_filed"] = False
        if is_later["order_on"]:
            changes |= {"is_ordered": False, "order_due_on": None}
        return replace(self, **changes) if changes else self  # type: ignore[arg-type]
