"""The catalogue of violations: one row an item of an article, in the order of 条例 第十一条.

Where a later and higher act sets a different figure, the row follows it (第三十二条: 另有规定的从
其规定): maternity leave is 98 days, fraud on insurance funds is fined two to five times.
"""

from statutes.citations import cite
from statutes.violation_types import Kind, Order, Violation
from statutes.wording import term

Source = tuple[str, str]


def row(
    code: str,
    label: str,
    kind: Kind,
    breached: tuple[Source, ...],
    order: Order,
    basis: Source,
    consequence: str,
    *,
    owed: bool = False,
    after: bool = False,
    mark: str = "V",
) -> Violation:
    """Write one row of the catalogue."""
    return Violation(
        code=code,
        label=label,
        kind=kind,
        breached=tuple(cite(*source) for source in breached),
        order=order,
        basis=cite(*basis),
        consequence=consequence,
        owed_to_workers=owed,
        after_order=after,
        mark=mark,
    )


CORRECT, CORRECT_BY, PAY_BY = Order.CORRECT, Order.CORRECT_BY, Order.PAY_BY
RETURN_BY, REPORT_BY, NONE = Order.RETURN_BY, Order.REPORT_BY, Order.NONE

ONLY_ORDER = term("责令改正，无罚款")
PROTECTION_FINE = term("责令改正，按受侵害劳动者每人1000元以上5000元以下处以罚款")
HOURS_FINE = term("给予警告，责令限期改正，可以按受侵害劳动者每人100元以上500元以下处以罚款")
SURCHARGE = term(
    "责令限期支付；逾期不支付的，责令按应付金额50%以上1倍以下向劳动者加付赔偿金（不是罚款）"
)
OBSTRUCTION_FINE = term("责令改正，处2000元以上2万元以下的罚款")
AGENCY_FINE = term("责令改正，没收违法所得，并处1万元以上5万元以下的罚款；情节严重的，吊销许可证")
SITE_RECORD_FINE = term(
    "责令限期改正；逾期不改正的，对单位处2万元以上5万元以下的罚款，"
    "对法定代表人或者主要负责人、直接负责的主管人员和其他直接责任人员处1万元以上3万元以下的罚款"
)
SITE_STOP_FINE = term(
    "责令限期改正；逾期不改正的，责令项目停工，并处5万元以上10万元以下的罚款；"
    "情节严重的，限制承接新工程、降低资质等级、吊销资质证书"
)
SITE_FINE = term("责令限期改正；逾期不改正的，处5万元以上10万元以下的罚款")
BUILDER_FINE = term("责令限期改正；逾期不改正的，责令项目停工，并处5万元以上10万元以下的罚款")
NO_CONTRACT = term("责令改正；未订立书面合同满一个月不满一年的，每月支付二倍工资（由劳动者主张）")

# One violation reads as one row of a table only while it stays this compact.
# fmt: off
RULES_AND_CONTRACTS = (
    row(
        "unlawful_rules", term("劳动规章制度违反法律、法规规定"), Kind.RULES,
        (("劳动合同法", "第四条"),), CORRECT, ("劳动合同法", "第八十条"),
        term("责令改正，给予警告；造成损害的，承担赔偿责任"),
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
        owed=True,
    ),
    row(
        "papers_withheld", term("扣押劳动者居民身份证等证件"), Kind.CONTRACT,
        (("劳动合同法", "第九条"),), RETURN_BY, ("劳动合同法", "第八十四条"),
        term("责令限期退还劳动者本人，并依照有关法律规定给予处罚"),
    ),
    row(
        "staff_register", term("违反建立职工名册的规定"), Kind.CONTRACT,
        (("劳动合同法", "第七条"),), CORRECT_BY, ("劳动合同法实施条例", "第三十三条"),
        term("责令限期改正；逾期不改正的，处2000元以上2万元以下的罚款"), after=True,
    ),
)

CHILDREN = (
    row(
        "child_labour", term("使用童工"), Kind.CHILD_LABOUR, (("童工规定", "第二条"),),
        CORRECT_BY, ("童工规定", "第六条"),
        term(
            "每使用一名童工每月处5000元罚款（不满一个月按一个月）；限期改正逾期仍不送交的，"
            "每名每月处1万元，并吊销营业执照"
        ),
    ),
    row(
        "child_labour_broker", term("为未满16周岁的人介绍就业"), Kind.CHILD_LABOUR,
        (("童工规定", "第二条"),), CORRECT, ("童工规定", "第七条"),
        term("每介绍一人处5000元罚款；中介机构并吊销许可证"),
    ),
    row(
        "child_labour_records", term("未保存或者伪造录用登记材料"), Kind.CHILD_LABOUR,
        (("童工规定", "第四条"),), CORRECT, ("童工规定", "第八条"), term("处1万元的罚款"),
    ),
    row(
        "child_labour_unlicensed", term("无营业执照等单位使用童工或者介绍童工就业"),
        Kind.CHILD_LABOUR, (("童工规定", "第二条"),), Order.STOP, ("童工规定", "第九条"),
        term("按第六条、第七条、第八条规定的标准加一倍罚款，并予以取缔"),
    ),
)

_UNDERAGE = (("劳动法", "第六十四条"),)
PROTECTION = (
    row(
        "women_forbidden_work",
        term("安排女职工从事矿山井下、第四级体力劳动强度或者其他禁忌从事的劳动"), Kind.PROTECTION,
        (("劳动法", "第五十九条"),), CORRECT, ("条例", "第二十三条"), PROTECTION_FINE,
    ),
    row(
        "women_menstruation",
        term("安排女职工在经期从事高处、低温、冷水作业或者第三级体力劳动强度的劳动"),
        Kind.PROTECTION, (("劳动法", "第六十条"),), CORRECT, ("条例", "第二十三条"),
        PROTECTION_FINE,
    ),
    row(
        "women_pregnancy",
        term("安排女职工在怀孕期间从事第三级体力劳动强度或者孕期禁忌从事的劳动"), Kind.PROTECTION,
        (("劳动法", "第六十一条"),), CORRECT, ("条例", "第二十三条"), PROTECTION_FINE,
    ),
    row(
        "women_pregnancy_nights", term("安排怀孕7个月以上的女职工夜班劳动或者延长工作时间"),
        Kind.PROTECTION, (("女职工规定", "第六条"),), CORRECT, ("女职工规定", "第十三条"),
        PROTECTION_FINE,
    ),
    row(
        "women_maternity_leave", term("女职工生育享受产假少于98天"), Kind.PROTECTION,
        (("女职工规定", "第七条"),), CORRECT, ("女职工规定", "第十三条"), PROTECTION_FINE,
    ),
    row(
        "women_nursing",
        term(
            "安排哺乳未满1周岁婴儿的女职工从事第三级体力劳动强度、哺乳期禁忌从事的劳动，或者延长工"
            "作时间、夜班劳动"
        ),
        Kind.PROTECTION, (("女职工规定", "第九条"),), CORRECT, ("女职工规定", "第十三条"),
        PROTECTION_FINE,
    ),
    row(
        "minors_forbidden_work",
        term("安排未成年工从事矿山井下、有毒有害、第四级体力劳动强度或者其他禁忌从事的劳动"),
        Kind.PROTECTION, _UNDERAGE, CORRECT, ("条例", "第二十三条"), PROTECTION_FINE,
    ),
    row(
        "minors_health_checks", term("未对未成年工定期进行健康检查"), Kind.PROTECTION,
        (("劳动法", "第六十五条"),), CORRECT, ("条例", "第二十三条"), PROTECTION_FINE,
    ),
)

HOURS = (
    row(
        "overtime", term("违法延长劳动者工作时间"), Kind.HOURS,
        (("劳动法", "第四十一条"), ("劳动法", "第四十三条")), CORRECT_BY, ("条例", "第二十五条"),
        HOURS_FINE,
    ),
    row(
        "weekly_rest", term("未保证劳动者每周至少休息一日"), Kind.HOURS,
        (("劳动法", "第三十八条"),), CORRECT_BY, ("条例", "第二十五条"), HOURS_FINE,
    ),
)

WAGES = (
    row(
        "wage_arrears", term("克扣或者无故拖欠劳动者工资报酬"), Kind.WAGES,
        (("劳动法", "第五十条"), ("劳动合同法", "第三十条")), PAY_BY, ("条例", "第二十六条"),
        SURCHARGE, owed=True, after=True,
    ),
    row(
        "migrant_wage_arrears", term("拖欠农民工工资"), Kind.WAGES,
        (("工资条例", "第三条"), ("劳动法", "第五十条")), PAY_BY, ("条例", "第二十六条"),
        SURCHARGE, owed=True, after=True,
    ),
    row(
        "below_minimum_wage", term("支付劳动者的工资低于当地最低工资标准"), Kind.WAGES,
        (("劳动法", "第四十八条"),), PAY_BY, ("条例", "第二十六条"), SURCHARGE, owed=True,
        after=True,
    ),
    row(
        "severance_unpaid", term("解除劳动合同未依法给予劳动者经济补偿"), Kind.WAGES,
        (("劳动合同法", "第四十六条"),), PAY_BY, ("条例", "第二十六条"), SURCHARGE, owed=True,
        after=True,
    ),
    row(
        "overtime_unpaid", term("安排加班不支付加班费"), Kind.WAGES,
        (("劳动法", "第四十四条"), ("劳动合同法", "第三十一条")), PAY_BY,
        ("劳动合同法", "第八十五条"), SURCHARGE, owed=True, after=True,
    ),
)

SITES = (
    row(
        "wages_in_kind", term("以实物、有价证券等形式代替货币支付农民工工资"), Kind.SITE_WAGES,
        (("工资条例", "第十一条"),), CORRECT_BY, ("工资条例", "第五十四条"), SITE_RECORD_FINE,
        after=True,
    ),
    row(
        "wage_ledger", term("未编制工资支付台账并依法保存，或者未向农民工提供工资清单"),
        Kind.SITE_WAGES, (("工资条例", "第十五条"),), CORRECT_BY, ("工资条例", "第五十四条"),
        SITE_RECORD_FINE, after=True,
    ),
    row(
        "wage_card_withheld",
        term("扣押或者变相扣押用于支付农民工工资的银行账户所绑定的社会保障卡或者银行卡"),
        Kind.SITE_WAGES, (("工资条例", "第三十一条"),), CORRECT_BY, ("工资条例", "第五十四条"),
        SITE_RECORD_FINE, after=True,
    ),
    row(
        "no_special_account", term("施工总承包单位未按规定开设或者使用农民工工资专用账户"),
        Kind.SITE_WAGES, (("工资条例", "第二十六条"),), CORRECT_BY, ("工资条例", "第五十五条"),
        SITE_STOP_FINE, after=True,
    ),
    row(
        "no_wage_deposit", term("施工总承包单位未按规定存储工资保证金或者未提供金融机构保函"),
        Kind.SITE_WAGES, (("工资条例", "第三十二条"),), CORRECT_BY, ("工资条例", "第五十五条"),
        SITE_STOP_FINE, after=True,
    ),
    row(
        "no_real_name_system", term("施工总承包单位、分包单位未实行劳动用工实名制管理"),
        Kind.SITE_WAGES, (("工资条例", "第二十八条"),), CORRECT_BY, ("工资条例", "第五十五条"),
        SITE_STOP_FINE, after=True,
    ),
    row(
        "subcontractor_wage_table",
        term("分包单位未按月考核农民工工作量、编制工资支付表并经农民工本人签字确认"),
        Kind.SITE_WAGES, (("工资条例", "第三十一条"),), CORRECT_BY, ("工资条例", "第五十六条"),
        SITE_FINE, after=True,
    ),
    row(
        "contractor_no_supervision", term("施工总承包单位未对分包单位劳动用工实施监督管理"),
        Kind.SITE_WAGES, (("工资条例", "第三十条"),), CORRECT_BY, ("工资条例", "第五十六条"),
        SITE_FINE, after=True,
    ),
    row(
        "subcontractor_uncooperative",
        term("分包单位未配合施工总承包单位对其劳动用工进行监督管理"), Kind.SITE_WAGES,
        (("工资条例", "第三十条"),), CORRECT_BY, ("工资条例", "第五十六条"), SITE_FINE,
        after=True,
    ),
    row(
        "no_rights_board", term("施工总承包单位未实行施工现场维权信息公示制度"), Kind.SITE_WAGES,
        (("工资条例", "第三十四条"),), CORRECT_BY, ("工资条例", "第五十六条"), SITE_FINE,
        after=True,
    ),
    row(
        "no_payment_guarantee", term("建设单位未依法提供工程款支付担保"), Kind.SITE_WAGES,
        (("工资条例", "第二十四条"),), CORRECT_BY, ("工资条例", "第五十七条"), BUILDER_FINE,
        after=True,
    ),
    row(
        "labour_cost_unpaid",
        term("建设单位未按约定及时足额向农民工工资专用账户拨付工程款中的人工费用"),
        Kind.SITE_WAGES, (("工资条例", "第二十九条"),), CORRECT_BY, ("工资条例", "第五十七条"),
        BUILDER_FINE, after=True,
    ),
    row(
        "site_papers_withheld",
        term("建设单位、施工总承包单位拒不提供或者无法提供工程施工合同、专用账户有关资料"),
        Kind.SITE_WAGES, (("工资条例", "第二十六条"),), CORRECT_BY, ("工资条例", "第五十七条"),
        BUILDER_FINE, after=True,
    ),
)

INSURANCE = (
    row(
        "insurance_registration", term("不办理社会保险登记"), Kind.INSURANCE,
        (("社会保险法", "第五十七条"),), CORRECT_BY, ("社会保险法", "第八十四条"),
        term(
            "责令限期改正；逾期不改正的，处应缴社会保险费数额1倍以上3倍以下的罚款，对直接负责的主"
            "管人员和其他直接责任人员处500元以上3000元以下的罚款"
        ),
        after=True,
    ),
    row(
        "insurance_unpaid", term("未按时足额缴纳社会保险费"), Kind.INSURANCE,
        (("社会保险法", "第六十条"),), REPORT_BY, ("社会保险法", "第八十六条"),
        term(
            "责令限期缴纳或者补足，自欠缴之日起按日加收万分之五的滞纳金；逾期仍不缴纳的，处欠缴数"
            "额1倍以上3倍以下的罚款"
        ),
        after=True,
    ),
    row(
        "insurance_concealed", term("向社会保险经办机构申报时瞒报工资总额或者职工人数"),
        Kind.INSURANCE, (("社会保险法", "第六十条"),), CORRECT, ("条例", "第二十七条"),
        term("责令改正，并处瞒报工资数额1倍以上3倍以下的罚款"),
    ),
    row(
        "insurance_fraud", term("骗取社会保险待遇或者骗取社会保险基金支出"), Kind.INSURANCE,
        (("社会保险法", "第八十八条"),), RETURN_BY, ("经办条例", "第五十五条"),
        term("责令退回，处骗取金额2倍以上5倍以下的罚款"),
    ),
)

AGENCIES = (
    row(
        "agency_rules", term("职业介绍、职业技能培训或者考核鉴定机构违反有关规定"), Kind.AGENCIES,
        (("条例", "第十一条"),), CORRECT, ("条例", "第二十八条"), AGENCY_FINE,
    ),
    row(
        "agency_unlicensed", term("未经许可从事职业介绍、职业技能培训或者考核鉴定"),
        Kind.AGENCIES, (("条例", "第十一条"),), Order.STOP, ("条例", "第二十八条"),
        term("依法查处取缔"),
    ),
    row(
        "dispatch_unlicensed", term("未经许可擅自经营劳务派遣业务"), Kind.DISPATCH,
        (("劳动合同法", "第五十七条"),), CORRECT, ("劳动合同法", "第九十二条"),
        term(
            "责令停止违法行为，没收违法所得，并处违法所得1倍以上5倍以下的罚款；没有违法所得的，"
            "可以处5万元以下的罚款"
        ),
    ),
    row(
        "dispatch_rules", term("劳务派遣单位、用工单位违反劳务派遣规定"), Kind.DISPATCH,
        (("劳动合同法", "第六十六条"),), CORRECT_BY, ("劳动合同法", "第九十二条"),
        term(
            "责令限期改正；逾期不改正的，以每人5000元以上1万元以下的标准处以罚款；对劳务派遣单位吊"
            "销许可证"
        ),
        after=True,
    ),
)

_UNION = ("条例", "第二十九条")
UNION = (
    row(
        "union_joining",
        term("阻挠劳动者依法参加和组织工会，或者阻挠上级工会帮助、指导劳动者筹建工会"),
        Kind.UNION, (_UNION,), CORRECT, _UNION, ONLY_ORDER,
    ),
    row(
        "union_officer_moved",
        term("无正当理由调动依法履行职责的工会工作人员的工作岗位，进行打击报复"), Kind.UNION,
        (_UNION,), CORRECT, _UNION, ONLY_ORDER,
    ),
    row(
        "union_member_dismissed", term("劳动者因参加工会活动而被解除劳动合同"), Kind.UNION,
        (_UNION,), CORRECT, _UNION, ONLY_ORDER,
    ),
    row(
        "union_officer_dismissed", term("工会工作人员因依法履行职责被解除劳动合同"), Kind.UNION,
        (_UNION,), CORRECT, _UNION, ONLY_ORDER,
    ),
)

_FALSE = ("条例", "第三十条")
OBSTRUCTION = (
    row(
        "obstruction", term("无理抗拒、阻挠劳动保障监察"), Kind.OBSTRUCTION,
        (("条例", "第十五条"),), CORRECT, _FALSE, OBSTRUCTION_FINE,
    ),
    row(
        "false_evidence", term("不按要求报送书面材料，隐瞒事实真相，出具伪证或者隐匿、毁灭证据"),
        Kind.OBSTRUCTION, (("条例", "第十五条"),), CORRECT, _FALSE, OBSTRUCTION_FINE,
    ),
    row(
        "order_disobeyed", term("经责令改正拒不改正，或者拒不履行行政处理决定"), Kind.OBSTRUCTION,
        (("条例", "第十八条"),), CORRECT, _FALSE, OBSTRUCTION_FINE,
    ),
    row(
        "retaliation", term("打击报复举报人、投诉人"), Kind.OBSTRUCTION, (("条例", "第九条"),),
        CORRECT, _FALSE,
        term("责令改正；构成违反治安管理行为的，由公安机关处罚；构成犯罪的，追究刑事责任"),
    ),
)
# fmt: on

ROWS: tuple[Violation, ...] = (
    *RULES_AND_CONTRACTS,
    *CHILDREN,
    *PROTECTION,
    *HOURS,
    *WAGES,
    *SITES,
    *INSURANCE,
    *AGENCIES,
    *UNION,
    *OBSTRUCTION,
)
