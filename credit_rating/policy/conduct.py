"""A year's conduct of one employer, as the rules see it: what was found, and what is known of it.

`None` is unknown. A rule that needs an unknown fact answers *needs* with the fact's name; what the
source cannot show at all counts as not met, and the finding says so (design §5.2).
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from statutes.wording import term


class Grade(StrEnum):
    A = "A"
    B = "B"
    C = "C"


GRADE_LABELS: dict[Grade, str] = {
    Grade.A: term("守法诚信"),
    Grade.B: term("基本守法诚信"),
    Grade.C: term("严重失信"),
}
WORST = {Grade.A: 0, Grade.B: 1, Grade.C: 2}


class Kind(StrEnum):
    """Which record the fact comes from."""

    CASE = "case"
    HISTORY = "history"
    REVIEW = "review"
    PATROL = "patrol"
    LISTING = "listing"
    RECORD = "record"


KIND_LABELS: dict[Kind, str] = {
    Kind.CASE: term("案件"),
    Kind.HISTORY: term("历史案件"),
    Kind.REVIEW: term("书面审查"),
    Kind.PATROL: term("巡视检查"),
    Kind.LISTING: term("失信名单"),
    Kind.RECORD: term("登记的事实"),
}
# 被查处: only these are findings of the authority itself.
HANDLED = frozenset({Kind.CASE, Kind.HISTORY})


class Matter(StrEnum):
    """What was breached, as far as the rules tell matters apart; one letter each."""

    WAGES = "w"
    CONTRACTS = "c"
    INSURANCE = "i"
    CHILD_LABOUR = "k"
    FORCED_LABOUR = "f"
    OBSTRUCTION = "o"


MATTER_LABELS: dict[Matter, str] = {
    Matter.WAGES: term("工资支付"),
    Matter.CONTRACTS: term("签订劳动合同"),
    Matter.INSURANCE: term("缴纳社会保险"),
    Matter.CHILD_LABOUR: term("使用童工"),
    Matter.FORCED_LABOUR: term("强迫劳动"),
    Matter.OBSTRUCTION: term("抗拒、阻挠监察"),
}
# 是否及时支付劳动者工资、是否与职工签订劳动合同、是否为职工交纳社会保险 (founding document).
MAIN = frozenset({Matter.WAGES, Matter.CONTRACTS, Matter.INSURANCE})
GRAVE = frozenset({Matter.CHILD_LABOUR, Matter.FORCED_LABOUR})


class Decision(StrEnum):
    """How a case was decided; no decision where what was ordered was done."""

    NONE = "none"
    HANDLING = "handling"
    PENALTY = "penalty"


class Review(StrEnum):
    NOT_TAKEN = "not_taken"
    NOT_PASSED = "not_passed"


class Award(StrEnum):
    """How far a tribunal or court found for the worker."""

    PART = "part"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Item:
    """One record of the year. What does not belong to its kind is left as it is here."""

    kind: Kind
    matters: frozenset[Matter] = frozenset()
    workers: int | None = None
    amount: Decimal | None = None
    fine: Decimal | None = None
    decision: Decision | None = Decision.NONE
    is_ordered: bool | None = False
    disobeyed: bool | None = False  # an order or a decision that was not performed
    obstructed: bool | None = False
    petition: bool | None = False  # 群体性、极端事件
    impact: bool | None = False  # 严重不良社会影响
    convicted: bool | None = False
    review: Review | None = None
    years_skipped: int = 0  # in a row, this year's included
    award: Award | None = None

    @property
    def is_handled(self) -> bool:
        return self.kind in HANDLED


@dataclass(frozen=True, slots=True)
class ConductRecord:
    """All that is held against one employer in a year."""

    year: int
    items: tuple[Item, ...] = ()

    @property
    def handled(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.is_handled)
