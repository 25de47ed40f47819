"""What one row of the catalogue of violations says."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from statutes.citations import Citation
from statutes.penalty_types import NO_MONEY, Penalty
from statutes.wording import term


class Scope(StrEnum):
    """The nine matters of 条例 第十一条, in its order."""

    RULES = "1"
    CONTRACTS = "2"
    CHILD_LABOUR = "3"
    PROTECTION = "4"
    HOURS = "5"
    WAGES = "6"
    INSURANCE = "7"
    AGENCIES = "8"
    OTHER = "9"


SCOPE_LABELS: dict[Scope, str] = {
    Scope.RULES: term("制定内部劳动保障规章制度"),
    Scope.CONTRACTS: term("订立劳动合同"),
    Scope.CHILD_LABOUR: term("遵守禁止使用童工规定"),
    Scope.PROTECTION: term("遵守女职工和未成年工特殊劳动保护规定"),
    Scope.HOURS: term("遵守工作时间和休息休假规定"),
    Scope.WAGES: term("支付工资和执行最低工资标准"),
    Scope.INSURANCE: term("参加各项社会保险和缴纳社会保险费"),
    Scope.AGENCIES: term("职业介绍、职业技能培训和考核鉴定机构遵守有关规定"),
    Scope.OTHER: term("法律、法规规定的其他劳动保障监察事项"),
}


class Kind(StrEnum):
    """The matters of 条例 第十一条 as the desk groups them; the ninth is told apart."""

    RULES = "rules"
    CONTRACT = "contract"
    CHILD_LABOUR = "child_labour"
    PROTECTION = "protection"
    HOURS = "hours"
    WAGES = "wages"
    SITE_WAGES = "site_wages"
    INSURANCE = "insurance"
    AGENCIES = "agencies"
    DISPATCH = "dispatch"
    UNION = "union"
    OBSTRUCTION = "obstruction"


KIND_LABELS: dict[Kind, str] = {
    Kind.RULES: term("内部规章制度"),
    Kind.CONTRACT: term("劳动合同"),
    Kind.CHILD_LABOUR: term("禁止使用童工"),
    Kind.PROTECTION: term("女职工和未成年工特殊劳动保护"),
    Kind.HOURS: term("工作时间和休息休假"),
    Kind.WAGES: term("工资支付和最低工资"),
    Kind.SITE_WAGES: term("工程建设领域工资保障"),
    Kind.INSURANCE: term("社会保险"),
    Kind.AGENCIES: term("职业介绍、培训和鉴定机构"),
    Kind.DISPATCH: term("劳务派遣"),
    Kind.UNION: term("工会权益"),
    Kind.OBSTRUCTION: term("抗拒执法"),
}


KIND_SCOPES: dict[Kind, Scope] = {
    Kind.RULES: Scope.RULES,
    Kind.CONTRACT: Scope.CONTRACTS,
    Kind.CHILD_LABOUR: Scope.CHILD_LABOUR,
    Kind.PROTECTION: Scope.PROTECTION,
    Kind.HOURS: Scope.HOURS,
    Kind.WAGES: Scope.WAGES,
    Kind.SITE_WAGES: Scope.WAGES,
    Kind.INSURANCE: Scope.INSURANCE,
    Kind.AGENCIES: Scope.AGENCIES,
    Kind.DISPATCH: Scope.OTHER,
    Kind.UNION: Scope.OTHER,
    Kind.OBSTRUCTION: Scope.OTHER,
}


class Order(StrEnum):
    """What the authority orders first."""

    CORRECT = "correct"
    CORRECT_BY = "correct_by"
    PAY_BY = "pay_by"
    RETURN_BY = "return_by"
    REPORT_BY = "report_by"
    STOP = "stop"
    NONE = "none"


ORDER_LABELS: dict[Order, str] = {
    Order.CORRECT: term("责令改正"),
    Order.CORRECT_BY: term("责令限期改正"),
    Order.PAY_BY: term("责令限期支付"),
    Order.RETURN_BY: term("责令限期退还"),
    Order.REPORT_BY: term("责令限期缴纳"),
    Order.STOP: term("查处取缔"),
    Order.NONE: term("依法处罚"),
}


@dataclass(frozen=True, slots=True)
class Violation:
    """One 案由 as one act set it from one day on: what is breached, what is ordered, what follows.

    An amended law is a new row with the same code; `applies` tells the rows apart.
    """

    code: str
    label: str
    kind: Kind
    breached: tuple[Citation, ...]
    order: Order
    basis: Citation  # of the order to correct, and of what follows it
    consequence: str
    in_force_from: date
    in_force_to: date | None = None
    penalty: Penalty = NO_MONEY
    further: tuple[Citation, ...] = ()  # articles of other acts to the same effect
    owed_to_workers: bool = False  # the order is for money, and the ledger follows it
    after_order: bool = False  # the consequence follows only when the order is not obeyed
    remark: str = ""  # whose power it is, where it is not the labour authority's alone
    mark: str = "V"

    @property
    def scope(self) -> Scope:
        """Which of the nine matters of 条例 第十一条 it belongs to."""
        return KIND_SCOPES[self.kind]

    @property
    def bases(self) -> tuple[Citation, ...]:
        """Every article the order and its consequence rest on, the first one first."""
        return (self.basis, *self.further)

    def applies(self, on: date) -> bool:
        """Whether this row was in force on the day."""
        return self.in_force_from <= on and (self.in_force_to is None or on <= self.in_force_to)
