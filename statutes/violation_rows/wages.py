"""Wages and minimum wages (条例 第十一条 六).

An unpaid order is followed by compensation to the workers of 50 to 100 per cent, not by a fine.
"""

from statutes.penalty_types import SURCHARGE
from statutes.violation_rows.build import PAY_BY, row
from statutes.violation_types import Kind
from statutes.wording import term

CONSEQUENCE = term(
    "责令限期支付；逾期不支付的，责令按应付金额50%以上1倍以下向劳动者加付赔偿金（不是罚款）"
)
REGULATION, CONTRACT_LAW = ("条例", "第二十六条"), ("劳动合同法", "第八十五条")

# fmt: off
ROWS = (
    row(
        "wage_arrears", term("克扣或者无故拖欠劳动者工资报酬"), Kind.WAGES,
        (("劳动法", "第五十条"), ("劳动合同法", "第三十条")), PAY_BY, REGULATION,
        CONSEQUENCE, SURCHARGE, further=(CONTRACT_LAW,), owed=True, after=True,
    ),
    row(
        "migrant_wage_arrears", term("拖欠农民工工资"), Kind.WAGES,
        (("工资条例", "第三条"), ("劳动法", "第五十条")), PAY_BY, REGULATION,
        CONSEQUENCE, SURCHARGE, further=(("工资条例", "第五十三条"), CONTRACT_LAW), owed=True,
        after=True,
    ),
    row(
        "below_minimum_wage", term("支付劳动者的工资低于当地最低工资标准"), Kind.WAGES,
        (("劳动法", "第四十八条"),), PAY_BY, REGULATION, CONSEQUENCE, SURCHARGE,
        further=(CONTRACT_LAW,), owed=True, after=True,
    ),
    row(
        "severance_unpaid", term("解除劳动合同未依法给予劳动者经济补偿"), Kind.WAGES,
        (("劳动合同法", "第四十六条"),), PAY_BY, REGULATION, CONSEQUENCE, SURCHARGE,
        further=(CONTRACT_LAW,), owed=True, after=True,
    ),
    row(
        "overtime_unpaid", term("安排加班不支付加班费"), Kind.WAGES,
        (("劳动法", "第四十四条"), ("劳动合同法", "第三十一条")), PAY_BY, CONTRACT_LAW,
        CONSEQUENCE, SURCHARGE, owed=True, after=True,
    ),
)
# fmt: on
