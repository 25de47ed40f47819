"""Who may pay a worker's wages, and how: every payer but the employer stands on its own article."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from cases.policy.ledger import NOTHING
from statutes.citations import Citation, cite
from statutes.money import yuan
from statutes.wording import Sentence, say, term


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
    """A payer in the ledger: the article under which it pays, and what follows from it."""

    label: str
    citation: Citation
    consequence: str = ""  # params: payer, employer, amount
    follows: Citation | None = None  # where the consequence stands, if not in the same article


PAYERS: dict[Payer, PayerRule] = {
    Payer.EMPLOYER: PayerRule(term("用人单位支付"), cite("条例", "第二十六条")),
    Payer.GENERAL_CONTRACTOR: PayerRule(
        term("总承包单位先行清偿"),
        cite("工资条例", "第三十条"),
        term("%(payer)s先行清偿%(amount)s元后，依法向分包单位%(employer)s追偿。"),
    ),
    Payer.DEVELOPER: PayerRule(
        term("建设单位先行垫付"),
        cite("工资条例", "第二十九条"),
        term("%(payer)s先行垫付%(amount)s元，以未结清的工程款为限。"),
    ),
    Payer.WAGE_DEPOSIT: PayerRule(
        term("工资保证金支付"),
        cite("工资条例", "第三十二条"),
        term("动用%(payer)s的工资保证金%(amount)s元，须在10个工作日内补足或者提供新的保函。"),
        cite("保证金规定", "补足的规定"),
    ),
    Payer.EMERGENCY_FUND: PayerRule(
        term("应急周转金垫付"),
        cite("工资条例", "第六十三条"),
        term("%(payer)s以应急周转金垫付%(amount)s元，依法向%(employer)s追偿。"),
    ),
}
METHOD_LABELS: dict[Method, str] = {
    Method.BANK: term("银行转账"),
    Method.CASH: term("现金"),
    Method.OTHER: term("其他方式"),
}


@dataclass(frozen=True, slots=True)
class Consequence:
    """What follows from a payment by another than the employer, with its article."""

    says: Sentence
    citation: Citation


def refuse_payer(payer: Payer, name: str) -> Sentence | None:
    """Who pays in the employer's stead is named, because recovery is claimed in that name."""
    if payer is not Payer.EMPLOYER and not name.strip():
        return say("由用人单位以外的一方付款的，须写明付款单位的名称。")
    return None


def consequence(payer: Payer, *, name: str, employer: str, amount: Decimal) -> Consequence | None:
    """What follows by law from who paid; nothing where the employer paid its own debt."""
    rule = PAYERS[payer]
    if not rule.consequence:
        return None
    says = Sentence(rule.consequence, {"payer": name, "employer": employer, "amount": yuan(amount)})
    return Consequence(says, rule.follows or rule.citation)


def by_payer(payments: Iterable[tuple[Payer, str, Decimal]]) -> Mapping[tuple[Payer, str], Decimal]:
    """What each payer has paid in all; whoever was reversed to nothing is left out."""
    sums: dict[tuple[Payer, str], Decimal] = {}
    for payer, name, amount in payments:
        sums[payer, name] = sums.get((payer, name), NOTHING) + amount
    return {who: amount for who, amount in sums.items() if amount > NOTHING}
