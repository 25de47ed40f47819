"""Which matters of the rules a violation belongs to, by its code or as an old record worded it."""

from collections.abc import Iterable

from credit_rating.policy.conduct import Matter
from statutes.violations import ITEMS, VIOLATIONS

CODES: dict[Matter, tuple[str, ...]] = {
    Matter.WAGES: ("wage_arrears", "migrant_wage_arrears", "below_minimum_wage", "overtime_unpaid"),
    Matter.CONTRACTS: ("no_written_contract", "double_wage_due"),
    Matter.INSURANCE: ("insurance_registration", "insurance_unpaid", "insurance_concealed"),
    Matter.CHILD_LABOUR: (
        "child_labour", "child_labour_not_returned", "child_labour_unlicensed",
    ),
    Matter.OBSTRUCTION: ("obstruction",),
}  # fmt: skip
# What an old register may have written instead of the name of the catalogue.
WORDS: dict[Matter, tuple[str, ...]] = {
    Matter.WAGES: ("工资", "欠薪", "薪酬", "劳动报酬", "加班费"),
    Matter.CONTRACTS: ("劳动合同",),
    Matter.INSURANCE: ("社会保险", "社保", "养老保险", "医疗保险", "工伤保险", "失业保险"),
    Matter.CHILD_LABOUR: ("使用童工", "雇用童工", "招用童工"),
    Matter.FORCED_LABOUR: ("强迫劳动", "强迫职工劳动", "强令劳动"),
    Matter.OBSTRUCTION: ("阻挠", "抗拒"),
}
# 解除合同的经济补偿 is neither wages nor the signing of a contract.
NOT_MEANT = ("经济补偿", "解除劳动合同", "工资总额", "工资保证金", "工资专用账户", "工资支付台账")
BY_CODE: dict[str, frozenset[Matter]] = {
    code: frozenset(matter for matter, codes in CODES.items() if code in codes)
    for code in VIOLATIONS
}
BY_LABEL: dict[str, str] = {violation.label: code for code, violation in VIOLATIONS.items()}


def matters_of(text: str) -> frozenset[Matter]:
    """The matters of one violation: a code, a public item, a label, or words."""
    given = text.strip()
    code = BY_LABEL.get(given, ITEMS.get(given, given))
    if code in BY_CODE:
        return BY_CODE[code]
    for word in NOT_MEANT:
        given = given.replace(word, "")
    return frozenset(m for m, words in WORDS.items() if any(word in given for word in words))


def as_letters(matters: Iterable[Matter]) -> str:
    """How a shape writes them: one letter each, in order."""
    return "".join(sorted(matter.value for matter in matters))
