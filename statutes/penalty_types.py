"""What the law attaches to a violation, written as figures: who is counted, what is multiplied."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from statutes.wording import term

NOTHING = Decimal(0)


class Effect(StrEnum):
    """What kind of money the consequence is, if any."""

    FINE = "fine"  # 罚款, to the treasury
    COMPENSATION = "compensation"  # 加付赔偿金, to the workers
    WARNING_ONLY = "warning_only"  # an order or a warning: no money


EFFECT_LABELS: dict[Effect, str] = {
    Effect.FINE: term("罚款"),
    Effect.COMPENSATION: term("加付赔偿金"),
    Effect.WARNING_ONLY: term("不处罚款"),
}


class Measure(StrEnum):
    """What the figures are counted by."""

    NOTHING = "nothing"
    FIXED = "fixed"  # a range of yuan
    PERSON = "person"  # yuan for each person
    PERSON_MONTH = "person_month"  # yuan for each person and begun month
    TIMES = "times"  # a multiple of an amount


class Also(StrEnum):
    """What comes beside the money."""

    WARNING = "warning"
    CONFISCATION = "confiscation"
    SITE_STOPPED = "site_stopped"
    PERMIT_REVOKED = "permit_revoked"
    BUSINESS_REVOKED = "business_revoked"
    QUALIFICATION_CUT = "qualification_cut"
    CLOSED_DOWN = "closed_down"


ALSO_LABELS: dict[Also, str] = {
    Also.WARNING: term("警告"),
    Also.CONFISCATION: term("没收违法所得"),
    Also.SITE_STOPPED: term("责令项目停工"),
    Also.PERMIT_REVOKED: term("吊销许可证"),
    Also.BUSINESS_REVOKED: term("吊销营业执照"),
    Also.QUALIFICATION_CUT: term("限制承接新工程、降低资质等级、吊销资质证书"),
    Also.CLOSED_DOWN: term("取缔"),
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """From and up to, both included (刑法 九十九, 民法典: 以上、以下 include the number)."""

    low: Decimal
    high: Decimal

    @property
    def is_point(self) -> bool:
        """Whether the law fixes one figure and leaves no room."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Penalty:
    """The money consequence of one violation, and what comes with it."""

    effect: Effect = Effect.WARNING_ONLY
    measure: Measure = Measure.NOTHING
    bounds: Bounds | None = None  # yuan, or multiples where the measure is TIMES
    multiplied: str = ""  # the amount that is multiplied, in the law's words
    may: bool = False  # 可以: the authority may leave the fine out
    persons: Bounds | None = None  # a separate fine on each responsible person
    without_amount: Bounds | None = None  # where there is no amount to multiply
    unlicensed_times: int = 1  # 加一倍: 2
    only_when: str = ""  # a condition beside an unobeyed order
    also: tuple[Also, ...] = ()
    grave: tuple[Also, ...] = ()  # 情节严重的


def per_person(low: int, high: int, *, may: bool = False, only_when: str = "") -> Penalty:
    """A fine for each worker harmed."""
    return Penalty(Effect.FINE, Measure.PERSON, _bounds(low, high), may=may, only_when=only_when)


def fixed(low: int, high: int) -> Penalty:
    """A fine within a range of yuan."""
    return Penalty(Effect.FINE, Measure.FIXED, _bounds(low, high))


def times(low: int, high: int, multiplied: str) -> Penalty:
    """A fine of so many times an amount."""
    return Penalty(Effect.FINE, Measure.TIMES, _bounds(low, high), multiplied)


def per_child_month(rate: int) -> Penalty:
    """A fixed fine for each child and begun month, doubled where the unit has no licence."""
    return Penalty(Effect.FINE, Measure.PERSON_MONTH, _bounds(rate, rate), unlicensed_times=2)


def _bounds(low: int, high: int) -> Bounds:
    return Bounds(Decimal(low), Decimal(high))


NO_MONEY = Penalty()
SURCHARGE = Penalty(
    Effect.COMPENSATION,
    Measure.TIMES,
    Bounds(Decimal("0.5"), Decimal(1)),
    term("应付金额"),
)
