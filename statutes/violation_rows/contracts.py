"""Internal rules and labour contracts (条例 第十一条 一、二)."""

from statutes.penalty_types import Also, Effect, Penalty, fixed, per_person
from statutes.violation_rows.build import (
    CORRECT,
    CORRECT_BY,
    ONLY_ORDER,
    PAY_BY,
    RETURN_BY,
    row,
)
from statutes.violation_types import Kind
from statutes.wording import term

WARNING = Penalty(Effect.WARNING_ONLY, also=(Also.WARNING,))
NO_CONTRACT = term("责令改正；未订立书面合同满一个月不满一年的，每月支付二倍工资（由劳动者主张）")

# One violation reads as one row of a table only while it stays this compact.
# fmt: off
ROWS = (
    row(
        "unlawful_rules", term("劳动规章制度违反法律、法规规定"), Kind.RULES,
        (("劳动合同法", "第四条"),), CORRECT, ("劳动合同法", "第八十条"),
        term("责令改正，给予警告；造成损害的，承担赔偿责任"), WARNING,
    ),
    row(
        "no_written_contract", term("不依法订立劳动合同"), Kind.CONTRACT,
        (("劳动合同法", "第十条"),), CORRECT, ("条例", "第二十四条"), NO_CONTRACT,
    ),
    row(
        "contract_clauses", term("劳动合同缺少必备条款或者未将文本交付劳动者"), Kind.CONTRACT,
        (("劳动合同法", "第十七条"), ("劳动合同法", "第十六条")), CORRECT,
        ("劳动合同法", "第八十一条"), ONLY_ORDER,
    ),
    row(
        "double_wage_due", term("应当支付而未支付二倍工资"), Kind.CONTRACT,
        (("劳动合同法", "第八十二条"),), PAY_BY, ("劳动合同法实施条例", "第三十四条"),
        term("责令支付每月二倍的工资"), owed=True,
    ),
    row(
        "deposit_taken", term("以担保等名义向劳动者收取财物，或者扣押劳动者档案、物品"),
        Kind.CONTRACT, (("劳动合同法", "第九条"),), RETURN_BY, ("劳动合同法", "第八十四条"),
        term(
            "责令限期退还劳动者本人，按每人500元以上2000元以下处以罚款；造成损害的，承担赔偿责任"
        ),
        per_person(500, 2000), owed=True,
    ),
    row(
        "papers_withheld", term("扣押劳动者居民身份证等证件"), Kind.CONTRACT,
        (("劳动合同法", "第九条"),), RETURN_BY, ("劳动合同法", "第八十四条"),
        term("责令限期退还劳动者本人，并依照有关法律规定给予处罚"),
    ),
    row(
        "staff_register", term("违反建立职工名册的规定"), Kind.CONTRACT,
        (("劳动合同法", "第七条"),), CORRECT_BY, ("劳动合同法实施条例", "第三十三条"),
        term("责令限期改正；逾期不改正的，处2000元以上2万元以下的罚款"), fixed(2000, 20_000),
        after=True,
    ),
)
# fmt: on
