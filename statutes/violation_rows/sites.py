"""Wages on construction sites (保障农民工工资支付条例 第五十四至五十八条)."""

from dataclasses import replace
from decimal import Decimal

from statutes.penalty_types import Also, Bounds, fixed
from statutes.violation_rows.build import CORRECT, CORRECT_BY, row
from statutes.violation_types import Kind
from statutes.wording import term

RECORD_FINE = term(
    "责令限期改正；逾期不改正的，对单位处2万元以上5万元以下的罚款，"
    "对法定代表人或者主要负责人、直接负责的主管人员和其他直接责任人员处1万元以上3万元以下的罚款"
)
STOP_FINE = term(
    "责令限期改正；逾期不改正的，责令项目停工，并处5万元以上10万元以下的罚款；"
    "情节严重的，限制承接新工程、降低资质等级、吊销资质证书"
)
PLAIN_FINE = term("责令限期改正；逾期不改正的，处5万元以上10万元以下的罚款")
BUILDER_FINE = term("责令限期改正；逾期不改正的，责令项目停工，并处5万元以上10万元以下的罚款")

RECORDS = replace(fixed(20_000, 50_000), persons=Bounds(Decimal(10_000), Decimal(30_000)))
PLAIN = fixed(50_000, 100_000)
BUILDER = replace(PLAIN, also=(Also.SITE_STOPPED,))
SITE_STOPPED = replace(BUILDER, grave=(Also.QUALIFICATION_CUT,))

# fmt: off
ROWS = (
    row(
        "wages_in_kind", term("以实物、有价证券等形式代替货币支付农民工工资"), Kind.SITE_WAGES,
        (("工资条例", "第十一条"),), CORRECT_BY, ("工资条例", "第五十四条"), RECORD_FINE, RECORDS,
        after=True,
    ),
    row(
        "wage_ledger", term("未编制工资支付台账并依法保存，或者未向农民工提供工资清单"),
        Kind.SITE_WAGES, (("工资条例", "第十五条"),), CORRECT_BY, ("工资条例", "第五十四条"),
        RECORD_FINE, RECORDS, after=True,
    ),
    row(
        "wage_card_withheld",
        term("扣押或者变相扣押用于支付农民工工资的银行账户所绑定的社会保障卡或者银行卡"),
        Kind.SITE_WAGES, (("工资条例", "第三十一条"),), CORRECT_BY, ("工资条例", "第五十四条"),
        RECORD_FINE, RECORDS, after=True,
    ),
    row(
        "no_special_account", term("施工总承包单位未按规定开设或者使用农民工工资专用账户"),
        Kind.SITE_WAGES, (("工资条例", "第二十六条"),), CORRECT_BY, ("工资条例", "第五十五条"),
        STOP_FINE, SITE_STOPPED, after=True,
    ),
    row(
        "no_wage_deposit", term("施工总承包单位未按规定存储工资保证金或者未提供金融机构保函"),
        Kind.SITE_WAGES, (("工资条例", "第三十二条"),), CORRECT_BY, ("工资条例", "第五十五条"),
        STOP_FINE, SITE_STOPPED, after=True,
    ),
    row(
        "no_real_name_system", term("施工总承包单位、分包单位未实行劳动用工实名制管理"),
        Kind.SITE_WAGES, (("工资条例", "第二十八条"),), CORRECT_BY, ("工资条例", "第五十五条"),
        STOP_FINE, SITE_STOPPED, after=True,
    ),
    row(
        "subcontractor_wage_table",
        term("分包单位未按月考核农民工工作量、编制工资支付表并经农民工本人签字确认"),
        Kind.SITE_WAGES, (("工资条例", "第三十一条"),), CORRECT_BY, ("工资条例", "第五十六条"),
        PLAIN_FINE, PLAIN, after=True,
    ),
    row(
        "contractor_no_supervision", term("施工总承包单位未对分包单位劳动用工实施监督管理"),
        Kind.SITE_WAGES, (("工资条例", "第三十条"),), CORRECT_BY, ("工资条例", "第五十六条"),
        PLAIN_FINE, PLAIN, after=True,
    ),
    row(
        "subcontractor_uncooperative",
        term("分包单位未配合施工总承包单位对其劳动用工进行监督管理"), Kind.SITE_WAGES,
        (("工资条例", "第三十条"),), CORRECT_BY, ("工资条例", "第五十六条"), PLAIN_FINE, PLAIN,
        after=True,
    ),
    row(
        "no_rights_board", term("施工总承包单位未实行施工现场维权信息公示制度"), Kind.SITE_WAGES,
        (("工资条例", "第三十四条"),), CORRECT_BY, ("工资条例", "第五十六条"), PLAIN_FINE, PLAIN,
        after=True,
    ),
    row(
        "no_payment_guarantee", term("建设单位未依法提供工程款支付担保"), Kind.SITE_WAGES,
        (("工资条例", "第二十四条"),), CORRECT_BY, ("工资条例", "第五十七条"), BUILDER_FINE,
        BUILDER, after=True,
    ),
    row(
        "labour_cost_unpaid",
        term("建设单位未按约定及时足额向农民工工资专用账户拨付工程款中的人工费用"),
        Kind.SITE_WAGES, (("工资条例", "第二十九条"),), CORRECT_BY, ("工资条例", "第五十七条"),
        BUILDER_FINE, BUILDER, after=True,
    ),
    row(
        "site_papers_withheld",
        term("建设单位、施工总承包单位拒不提供或者无法提供工程施工合同、专用账户有关资料"),
        Kind.SITE_WAGES, (("工资条例", "第二十六条"),), CORRECT_BY, ("工资条例", "第五十七条"),
        BUILDER_FINE, BUILDER, after=True,
    ),
    row(
        "account_query_refused", term("不依法配合查询相关单位金融账户"), Kind.SITE_WAGES,
        (("工资条例", "第四十条"),), CORRECT, ("工资条例", "第五十八条"),
        term("责令改正；拒不改正的，处2万元以上5万元以下的罚款"), fixed(20_000, 50_000),
        after=True, remark=term("由金融监管部门责令改正和处罚，本机关移送"),
    ),
)
# fmt: on
