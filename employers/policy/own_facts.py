"""Which facts an employer may ask to change itself, and why not the others.

What the yearly grade judges (企业劳动保障守法诚信等级评价办法 第五条) and what the registration
authority says is never taken from the employer's own word: an officer sees the papers first.
"""

from collections.abc import Iterable

from statutes.wording import Sentence, say, term

OFFERED = (
    "address",
    "industry",
    "legal_representative_phone",
    "manager",
    "manager_position",
    "manager_phone",
    "wage_officer",
    "wage_officer_phone",
    "phone",
    "contact",
    "contact_phone",
    "headcount",
    "full_time",
    "migrant_workers",
    "female_workers",
)
GRADED = {
    "contracts_signed": term("订立劳动合同"),
    "open_ended_contracts": term("订立劳动合同"),
    "fixed_term_contracts": term("订立劳动合同"),
    "collective_contract": term("订立集体合同"),
    "insured": term("参加社会保险"),
    "minimum_monthly_wage": term("支付工资和执行最低工资标准"),
    "pay_day": term("支付工资和执行最低工资标准"),
    "special_hours": term("工作时间和休息休假"),
    "minor_workers": term("女职工和未成年工特殊保护"),
    "dispatched_workers": term("使用劳务派遣"),
    "credit_grade": term("守法诚信等级"),
}
REGISTERED = ("name", "uscc", "form", "status", "division", "legal_representative")


def why_not(fields: Iterable[str]) -> list[Sentence]:
    """Return why the employer may not change these itself; empty where it may."""
    found: list[Sentence] = []
    for field in fields:
        if field in GRADED:
            found.append(
                say(
                    "“%(label)s”是守法诚信等级评价的内容，不能由单位自行变更；"
                    "请在书面审查时申报并提交材料，由监察员核实",
                    label=GRADED[field],
                )
            )
        elif field in REGISTERED:
            found.append(say("登记事项以登记机关的记载为准，请先办理变更登记，由监察员核对后更新"))
        elif field not in OFFERED:
            found.append(say("“%(field)s”不是可以申报变更的信息", field=field))
    return list(dict.fromkeys(found))
