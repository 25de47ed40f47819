"""What a check of a worker's month says: a breach with its amount, or what is missing to tell."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from cases.policy.ledger import FEN
from statutes.citations import Citation, cite
from statutes.findings import Outcome
from statutes.wording import Sentence, term

# 人社部发〔2025〕2号, unchanged since 劳社部发〔2008〕3号: paid days of a month, hours of a day.
PAID_DAYS = Decimal("21.75")
DAY_HOURS = Decimal(8)
CONVERSION = cite("工资折算通知", "折算办法")


class PayKind(StrEnum):
    """How a worker's pay is counted; by the hour means 非全日制用工."""

    MONTHLY = "monthly"
    DAILY = "daily"
    PIECEWORK = "piecework"
    HOURLY = "hourly"


PAY_KIND_LABELS: dict[PayKind, str] = {
    PayKind.MONTHLY: term("月薪"),
    PayKind.DAILY: term("日薪"),
    PayKind.PIECEWORK: term("计件"),
    PayKind.HOURLY: term("非全日制（小时）"),
}


@dataclass(frozen=True, slots=True)
class Flag:
    """One remark on one month: a breach (YES) or a fact that is missing (NEEDS)."""

    code: str
    month: date
    outcome: Outcome
    says: Sentence
    citation: Citation
    amount: Decimal | None = None  # short of what the law asks

    @property
    def is_breach(self) -> bool:
        return self.outcome is Outcome.YES


def to_fen(amount: Decimal) -> Decimal:
    return amount.quantize(FEN, rounding=ROUND_HALF_UP)
