"""Who may pay a worker's wages, and how: every payer but the employer stands on its own article."""

from dataclasses import dataclass
from enum import StrEnum

from statutes.citations import Citation, cite
from statutes.wording import term


class Payer(StrEnum):
    EMPLOYER = "employer"
    GENERAL_CONTRACTOR = "general_contractor"
    DEVELOPER = "developer"
    WAGE_DEPOSIT = "wage_deposit"
    EMERGENCY_FUND = "emergency_fund"


class Method(StrEnum):
    BANK = "bank"
    CASH = "cash"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class PayerRule:
    """The name of a payer in the ledger and the article under which it pays."""

    label: str
    citation: Citation


PAYERS: dict[Payer, PayerRule] = {
    Payer.EMPLOYER: PayerRule(term("用人单位支付"), cite("条例", "第二十六条")),
    Payer.GENERAL_CONTRACTOR: PayerRule(term("总承包单位先行清偿"), cite("工资条例", "第三十条")),
    Payer.DEVELOPER: PayerRule(term("建设单位先行垫付"), cite("工资条例", "第二十九条")),
    Payer.WAGE_DEPOSIT: PayerRule(term("工资保证金支付"), cite("工资条例", "第三十二条")),
    Payer.EMERGENCY_FUND: PayerRule(term("应急周转金垫付"), cite("工资条例", "第六十三条")),
}
METHOD_LABELS: dict[Method, str] = {
    Method.BANK: term("银行转账"),
    Method.CASH: term("现金"),
    Method.OTHER: term("其他方式"),
}
