"""What one row of the catalogue of violations says."""

from dataclasses import dataclass
from enum import StrEnum

from statutes.citations import Citation
from statutes.wording import term


class Kind(StrEnum):
    """The scopes of 条例 第十一条, as the desk groups them."""

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
    """One 案由: what is breached, what is ordered on what basis, what follows."""

    code: str
    label: str
    kind: Kind
    breached: tuple[Citation, ...]
    order: Order
    basis: Citation  # of the order to correct, and of what follows it
    consequence: str
    owed_to_workers: bool = False  # the order is for money, and the ledger follows it
    after_order: bool = False  # the consequence follows only when the order is not obeyed
    mark: str = "V"
