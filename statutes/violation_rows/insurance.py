"""Social insurance (条例 第十一条 七).

社会保险法 (2011-07-01) and 经办条例 (2023-12-01) set two to five times for fraud where 条例
第二十七条 had one to three: the later and higher act governs (条例 第三十二条).
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from statutes.penalty_types import Bounds, times
from statutes.violation_rows.build import CORRECT, CORRECT_BY, REPORT_BY, RETURN_BY, row
from statutes.violation_types import Kind
from statutes.wording import term

DUE = replace(times(1, 3, term("应缴社会保险费数额")), persons=Bounds(Decimal(500), Decimal(3000)))
ARREARS = times(1, 3, term("欠缴数额"))
CONCEALED = times(1, 3, term("瞒报工资数额"))
TAKEN = term("骗取金额")
FRAUD_OLD, FRAUD = times(1, 3, TAKEN), times(2, 5, TAKEN)
FRAUD_OLD_WORDS = term("责令退还，处骗取金额1倍以上3倍以下的罚款")
FRAUD_WORDS = term("责令退回，处骗取金额2倍以上5倍以下的罚款")
BENEFITS, FUND = term("骗取社会保险待遇"), term("骗取社会保险基金支出")
BEFORE_THE_LAW, BEFORE_THE_REGULATION = date(2011, 6, 30), date(2023, 11, 30)
OLD_BASIS = ("条例", "第二十七条")

# fmt: off
ROWS = (
    row(
        "insurance_registration", term("不办理社会保险登记"), Kind.INSURANCE,
        (("社会保险法", "第五十七条"),), CORRECT_BY, ("社会保险法", "第八十四条"),
        term(
            "责令限期改正；逾期不改正的，处应缴社会保险费数额1倍以上3倍以下的罚款，对直接负责的主"
            "管人员和其他直接责任人员处500元以上3000元以下的罚款"
        ),
        DUE, after=True,
    ),
    row(
        "insurance_unpaid", term("未按时足额缴纳社会保险费"), Kind.INSURANCE,
        (("社会保险法", "第六十条"),), REPORT_BY, ("社会保险法", "第八十六条"),
        term(
            "责令限期缴纳或者补足，自欠缴之日起按日加收万分之五的滞纳金；逾期仍不缴纳的，处欠缴数"
            "额1倍以上3倍以下的罚款"
        ),
        ARREARS, after=True,
        remark=term("责令限期缴纳和加收滞纳金由社会保险费征收机构实施"),
    ),
    row(
        "insurance_concealed", term("向社会保险经办机构申报时瞒报工资总额或者职工人数"),
        Kind.INSURANCE, (("社会保险法", "第六十条"),), CORRECT, OLD_BASIS,
        term("责令改正，并处瞒报工资数额1倍以上3倍以下的罚款"), CONCEALED,
    ),
    row(
        "insurance_fraud", BENEFITS, Kind.INSURANCE, (OLD_BASIS,), RETURN_BY, OLD_BASIS,
        FRAUD_OLD_WORDS, FRAUD_OLD, until=BEFORE_THE_LAW,
    ),
    row(
        "insurance_fraud", BENEFITS, Kind.INSURANCE, (("社会保险法", "第八十八条"),), RETURN_BY,
        ("社会保险法", "第八十八条"), FRAUD_WORDS, FRAUD,
    ),
    row(
        "insurance_fund_fraud", FUND, Kind.INSURANCE, (OLD_BASIS,), RETURN_BY, OLD_BASIS,
        FRAUD_OLD_WORDS, FRAUD_OLD, until=BEFORE_THE_LAW,
    ),
    row(
        "insurance_fund_fraud", FUND, Kind.INSURANCE, (("社会保险法", "第八十七条"),), RETURN_BY,
        ("社会保险法", "第八十七条"), FRAUD_WORDS, FRAUD, until=BEFORE_THE_REGULATION,
    ),
    row(
        "insurance_fund_fraud", FUND, Kind.INSURANCE, (("社会保险法", "第八十七条"),), RETURN_BY,
        ("经办条例", "第五十五条"), FRAUD_WORDS, FRAUD,
        further=(("社会保险法", "第八十七条"),),
    ),
)
# fmt: on
