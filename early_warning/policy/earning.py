"""Whether a rule earns its keep: of the warnings in which it spoke, how many were true.

A warning that was resolved before anybody could say is neither; the bounds are the office's habit.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from statutes.wording import term

ENOUGH = 5  # judged warnings below which nothing is said
GOOD, POOR = Decimal(50), Decimal(20)  # per cent of the judged that were confirmed


class Worth(StrEnum):
    UNKNOWN = "unknown"
    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"


WORTH_LABELS: dict[Worth, str] = {
    Worth.UNKNOWN: term("样本不足"),
    Worth.GOOD: term("有效"),
    Worth.FAIR: term("一般"),
    Worth.POOR: term("误报多，宜调整"),
}


@dataclass(frozen=True, slots=True)
class Record:
    """How one rule fared: in how many warnings it spoke, and what came of them."""

    fired: int = 0
    confirmed: int = 0
    unfounded: int = 0
    resolved: int = 0

    @property
    def open(self) -> int:
        return self.fired - self.confirmed - self.unfounded - self.resolved

    @property
    def judged(self) -> int:
        return self.confirmed + self.unfounded

    @property
    def hit_rate(self) -> Decimal | None:
        """Per cent of the judged that were confirmed, to one place."""
        if not self.judged:
            return None
        return (Decimal(self.confirmed) * 100 / self.judged).quantize(Decimal("0.1"))

    @property
    def worth(self) -> Worth:
        rate = self.hit_rate
        if rate is None or self.judged < ENOUGH:
            return Worth.UNKNOWN
        if rate >= GOOD:
            return Worth.GOOD
        return Worth.POOR if rate < POOR else Worth.FAIR
