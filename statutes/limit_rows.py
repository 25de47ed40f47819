"""The table of time limits: one row a limit, an amended law is a new row, never an edit.

The unit follows the act: 行政处罚法 85 reads 二日、三日、五日、七日 as working days and leaves
15 and 90 calendar days; 行政强制法 69 does so up to ten days; the police chain (国务院令310号)
defines nothing and is counted like 刑事诉讼法 105, in calendar days. A limit rolls over a final
rest day where it measures a party's right or duty or belongs to the police chain, never where it
binds the authority.
"""

from datetime import date

from statutes.citations import LAWS, cite
from statutes.limit_types import Bearer, Limit, Stage
from statutes.terms import Term, Unit
from statutes.wording import term


def working(n: int) -> Term:
    return Term(n, Unit.WORKING_DAYS)


def calendar(n: int, *, rolls: bool = False) -> Term:
    return Term(n, Unit.CALENDAR_DAYS, rolls)


def hours(n: int) -> Term:
    return Term(n, Unit.HOURS)


def months(n: int, *, rolls: bool = False) -> Term:
    return Term(n, Unit.MONTHS, rolls)


def years(n: int) -> Term:
    return Term(n, Unit.YEARS)


def row(
    code: str,
    label: str,
    stage: Stage,
    bearer: Bearer,
    length: Term,
    source: tuple[str, str],
    base: str,
    *,
    since: date | None = None,
    until: date | None = None,
    extension: Term | None = None,
    alarm: Term | None = None,
    counts_back: bool = False,
    set_by_act: bool = False,
    mark: str = "V",
) -> Limit:
    """Write one row; a limit is in force with its act unless a later day is given."""
    return Limit(
        code=code,
        label=label,
        stage=stage,
        bearer=bearer,
        term=length,
        citation=cite(*source),
        in_force_from=since or LAWS[source[0]].in_force_from,
        in_force_to=until,
        base=base,
        extension=extension,
        alarm=alarm,
        counts_back=counts_back,
        set_by_act=set_by_act,
        mark=mark,
    )


A, P, W = Bearer.AUTHORITY, Bearer.PARTY, Bearer.WORKER

# One limit reads as one row of a table only while it stays this compact.
# fmt: off
INTAKE = (
    row(
        "complaint_acceptance", term("投诉受理（立案）"), Stage.INTAKE, A, working(5),
        ("若干规定", "第十八条"), term("收到投诉之日；要求补正的，自补正材料收到之日重新计算"),
    ),
    row(
        "complaint_supplement", term("投诉人补正材料"), Stage.INTAKE, W, calendar(0, rolls=True),
        ("若干规定", "第十八条"), term("补正告知之日"), set_by_act=True,
    ),
    row(
        "pursuit_limitation", term("违法行为追究时效"), Stage.INTAKE, A, years(2),
        ("条例", "第二十条"), term("违法行为发生之日；有连续或者继续状态的，自行为终了之日"),
    ),
    row(
        "pursuit_limitation_grave", term("危害生命健康、金融安全且有后果的追究时效"),
        Stage.INTAKE, A, years(5), ("处罚法", "第三十六条"), term("违法行为发生之日"),
    ),
)

INVESTIGATION = (
    row(
        "investigation", term("调查"), Stage.INVESTIGATION, A, working(60), ("条例", "第十七条"),
        term("立案之日"), extension=working(30),
    ),
    row(
        "recusal_decision", term("回避申请的决定"), Stage.INVESTIGATION, A, working(3),
        ("若干规定", "第二十四条"), term("收到回避申请之日"), mark="M",
    ),
    row(
        "evidence_registration", term("先行登记保存证据的处理"), Stage.INVESTIGATION, A,
        working(7), ("处罚法", "第五十六条"), term("登记保存之日"),
    ),
    row(
        "inquiry_reply", term("调查询问通知书的答复"), Stage.INVESTIGATION, P,
        calendar(0, rolls=True), ("条例", "第十五条"), term("通知书送达之日"), set_by_act=True,
    ),
)

ORDER = (
    row(
        "order_compliance", term("限期改正指令的履行"), Stage.ORDER, P, working(0),
        ("条例", "第十八条"), term("指令书送达之日"), set_by_act=True,
    ),
    row(
        "handling_compliance", term("行政处理决定的履行"), Stage.ORDER, P,
        calendar(0, rolls=True), ("条例", "第十八条"), term("行政处理决定书送达之日"),
        set_by_act=True,
    ),
    row(
        "spot_order_filing", term("当场指令、当场处罚存档联的交存"), Stage.ORDER, A, working(2),
        ("若干规定", "第三十二条"), term("当场作出之日"), alarm=calendar(2),
    ),
)

DECISION = (
    row(
        "decision_after_investigation", term("调查完成后作出处理"), Stage.DECISION, A,
        working(15), ("若干规定", "第三十七条"), term("调查完成之日"), mark="M",
    ),
    row(
        "penalty_90_days", term("行政处罚决定（九十日）"), Stage.DECISION, A, calendar(90),
        ("处罚法", "第六十条"), term("立案之日"),
    ),
    row(
        "defence", term("陈述、申辩"), Stage.DECISION, P, working(0), ("处罚法", "第四十五条"),
        term("事先告知书送达之日"), set_by_act=True,
    ),
    row(
        "penalty_filing_with_superior", term("处罚决定书报上一级备案"), Stage.DECISION, A,
        working(10), ("若干规定", "第四十六条"), term("作出处罚决定之日"), mark="M",
    ),
)

HEARING = (
    row(
        "hearing_request", term("听证申请"), Stage.HEARING, P, working(5),
        ("处罚法", "第六十四条"), term("听证告知书送达之日"),
    ),
    row(
        "hearing_notice", term("听证通知"), Stage.HEARING, A, working(7),
        ("处罚法", "第六十四条"), term("听证举行之日（此前通知）"), counts_back=True,
    ),
)

SERVICE = (
    row(
        "service", term("处罚决定书送达"), Stage.SERVICE, A, working(7), ("处罚法", "第六十一条"),
        term("作出决定之日"),
    ),
    row(
        "order_service", term("指令书、处理决定书送达"), Stage.SERVICE, A, working(7),
        ("若干规定", "第三十八条"), term("作出之日"), alarm=calendar(7), mark="M",
    ),
    row(
        "public_notice", term("公告送达"), Stage.SERVICE, A, calendar(30),
        ("民诉法", "第九十五条"), term("发出公告之日"),
    ),
)

PERFORMANCE = (
    row(
        "payment", term("罚款缴纳"), Stage.PERFORMANCE, P, calendar(15, rolls=True),
        ("处罚法", "第六十七条"), term("收到处罚决定书之日"),
    ),
    row(
        "spot_fine_handover", term("当场收缴罚款的上交"), Stage.PERFORMANCE, A, working(2),
        ("处罚法", "第七十一条"), term("收缴罚款之日"),
    ),
    row(
        "demand", term("催告后的履行"), Stage.ENFORCEMENT, P, working(10),
        ("强制法", "第五十四条"), term("催告书送达之日"),
    ),
    row(
        "court_application", term("申请法院强制执行"), Stage.ENFORCEMENT, A,
        months(3, rolls=True), ("强制法", "第五十三条"), term("复议、诉讼期限届满之日"),
    ),
    row(
        "court_acceptance", term("法院受理强制执行申请"), Stage.ENFORCEMENT, Bearer.COURT,
        working(5), ("强制法", "第五十六条"), term("法院收到申请之日"),
    ),
    row(
        "court_ruling", term("法院作出执行裁定"), Stage.ENFORCEMENT, Bearer.COURT, working(7),
        ("强制法", "第五十七条"), term("法院受理之日"),
    ),
    row(
        "court_review", term("对法院不予受理、不予执行的裁定申请复议"), Stage.ENFORCEMENT, A,
        calendar(15, rolls=True), ("强制法", "第五十八条"), term("收到裁定之日"),
    ),
)

REMEDY = (
    row(
        "reconsideration", term("申请行政复议"), Stage.REMEDY, P, calendar(60, rolls=True),
        ("复议法", "第二十条"), term("知道或者应当知道行政行为之日"),
    ),
    row(
        "litigation", term("提起行政诉讼"), Stage.REMEDY, P, months(6, rolls=True),
        ("行诉法", "第四十六条"), term("知道或者应当知道行政行为之日"),
    ),
    row(
        "litigation_after_reconsideration", term("不服复议决定提起行政诉讼"), Stage.REMEDY, P,
        calendar(15, rolls=True), ("行诉法", "第四十五条"), term("收到复议决定书之日"),
    ),
    row(
        "litigation_appeal", term("提起上诉"), Stage.REMEDY, P, calendar(15, rolls=True),
        ("行诉法", "第八十五条"), term("收到第一审判决书之日"), mark="M",
    ),
    row(
        "reconsideration_answer", term("行政复议答复"), Stage.REMEDY, A, working(10),
        ("复议法", "第四十八条"), term("收到复议申请书副本之日"), mark="M",
    ),
    row(
        "litigation_answer", term("行政诉讼答辩"), Stage.REMEDY, A, calendar(15, rolls=True),
        ("行诉法", "第六十七条"), term("收到起诉状副本之日"),
    ),
)

PUBLICATION = (
    row(
        "double_publicity", term("行政处罚决定公示"), Stage.PUBLICATION, A, working(7),
        ("三项制度意见", "执法结果公示的规定"), term("作出决定之日"), mark="M",
    ),
    row(
        "enforcement_publicity", term("执法决定公开"), Stage.PUBLICATION, A, working(20),
        ("三项制度意见", "执法结果公示的规定"), term("作出决定之日"), mark="M",
    ),
    row(
        "information_publicity", term("政府信息公开"), Stage.PUBLICATION, A, working(20),
        ("信息公开条例", "第二十六条"), term("信息形成或者变更之日"),
    ),
    row(
        "publication_withdraw", term("撤回处罚决定信息并说明理由"), Stage.PUBLICATION, A,
        working(3), ("处罚法", "第四十八条"), term("决定变更、撤销、确认违法或者无效之日"),
    ),
    row(
        "major_violation_correction", term("重大违法公布信息更正"), Stage.PUBLICATION, A,
        working(10), ("29号令", "公布信息更正的规定"), term("处理决定变更或者撤销之日"), mark="M",
    ),
)

# A maximum: the act leaves the length within it to whoever recorded the breach.
PUBLICATION_TERMS = (
    row(
        "publication_term_minor", term("轻微失信信息公示期（最长）"), Stage.PUBLICATION, A,
        months(3), ("信用修复办法", "公示期限的规定"), term("公示之日"), mark="P",
    ),
    row(
        "publication_term_ordinary", term("一般失信信息公示期（最长）"), Stage.PUBLICATION, A,
        years(1), ("信用修复办法", "公示期限的规定"), term("公示之日"), mark="P",
    ),
    row(
        "publication_term_serious", term("严重失信信息公示期（最长）"), Stage.PUBLICATION, A,
        years(3), ("信用修复办法", "公示期限的规定"), term("公示之日"), mark="P",
    ),
)

_END_OF_2017_RULES = date(2021, 12, 31)
BLACKLIST = (
    row(
        "listing_objection", term("列入失信名单的异议"), Stage.BLACKLIST, P, working(5),
        ("45号令", "第六条"), term("收到列入事先告知书之日"),
    ),
    row(
        "listing_objection_reply", term("异议核实并告知结果"), Stage.BLACKLIST, A, working(5),
        ("45号令", "第六条"), term("收到异议之日"),
    ),
    row(
        "listing_decision", term("列入决定"), Stage.BLACKLIST, A, working(20),
        ("2017名单办法", "列入程序的规定"), term("作出行政处理或者处罚决定之日"),
        until=_END_OF_2017_RULES, mark="P",
    ),
    row(
        "listing_decision", term("列入决定"), Stage.BLACKLIST, A, working(20),
        ("45号令", "第八条"), term("责令支付的期限届满之日"), extension=working(20),
    ),
    row(
        "listing_term", term("列入期限"), Stage.BLACKLIST, P, years(1),
        ("2017名单办法", "列入期限的规定"), term("作出列入决定之日"), until=_END_OF_2017_RULES,
        mark="P",
    ),
    row(
        "listing_term", term("列入期限"), Stage.BLACKLIST, P, years(3), ("45号令", "第十一条"),
        term("作出列入决定之日"),
    ),
    row(
        "listing_renewal", term("自动续期"), Stage.BLACKLIST, P, years(2),
        ("2017名单办法", "列入期限的规定"), term("首次列入期限届满之日"),
        until=_END_OF_2017_RULES, mark="P",
    ),
    row(
        "early_removal_wait", term("申请提前移出前的列入时间"), Stage.BLACKLIST, P, months(6),
        ("45号令", "第十二条"), term("改正之日与列入之日中较晚者"),
    ),
    row(
        "early_removal_decision", term("提前移出申请的决定"), Stage.BLACKLIST, A, working(15),
        ("45号令", "第十四条"), term("收到提前移出申请之日"),
    ),
    row(
        "delisting", term("移出名单"), Stage.BLACKLIST, A, working(10), ("45号令", "第十七条"),
        term("期限届满、准予提前移出或者撤销列入之日"),
    ),
)

POLICE = Bearer.POLICE
REFERRAL = (
    # 立即 has no figure: on the day itself, or the next working day after a rest day.
    row(
        "referral_team", term("指定专案组核实"), Stage.REFERRAL, A, calendar(0, rolls=True),
        ("移送规定", "第五条"), term("发现涉嫌犯罪之日"), set_by_act=True,
    ),
    row(
        "referral_head_decision", term("移送的批准"), Stage.REFERRAL, A, calendar(3, rolls=True),
        ("移送规定", "第五条"), term("收到专案组书面报告之日"),
    ),
    row(
        "referral_delivery", term("向公安机关移送"), Stage.REFERRAL, A, hours(24),
        ("移送规定", "第五条"), term("批准移送之时"),
    ),
    row(
        "police_forwarding", term("公安机关转送有管辖权的机关"), Stage.REFERRAL, POLICE,
        hours(24), ("移送规定", "第七条"), term("受理移送之时"),
    ),
    row(
        "police_supplement_notice", term("公安机关告知补正"), Stage.REFERRAL, POLICE, hours(24),
        ("公安程序规定", "第一百八十条"), term("接受移送案件之时"),
    ),
    row(
        "referral_supplement", term("补正移送材料"), Stage.REFERRAL, A, calendar(3, rolls=True),
        ("公安程序规定", "第一百八十条"), term("收到补正告知之日"),
    ),
    row(
        "police_decision", term("公安机关决定立案或者不予立案"), Stage.REFERRAL, POLICE,
        calendar(3, rolls=True), ("移送规定", "第八条"), term("公安机关接受移送之日"),
    ),
    row(
        "police_decision_verification", term("公安机关查证线索后决定"), Stage.REFERRAL, POLICE,
        calendar(10, rolls=True), ("线索查证规定", "立案审查期限的规定"),
        term("公安机关接受移送之日"), mark="M",
    ),
    row(
        "police_decision_complex", term("重大疑难复杂案件的立案审查"), Stage.REFERRAL, POLICE,
        calendar(30, rolls=True), ("线索查证规定", "立案审查期限的规定"),
        term("公安机关接受移送之日"), mark="M",
    ),
    row(
        "filing_reconsideration_request", term("提请公安机关复议"), Stage.REFERRAL, A,
        calendar(3, rolls=True), ("移送规定", "第九条"), term("收到不予立案通知书之日"),
    ),
    row(
        "police_reconsideration", term("公安机关复议决定"), Stage.REFERRAL, POLICE,
        calendar(3, rolls=True), ("移送规定", "第九条"), term("公安机关收到复议提请之日"),
    ),
    row(
        "supervision_suggestion", term("建议检察院立案监督"), Stage.REFERRAL, A,
        calendar(3, rolls=True), ("移送规定", "第九条"), term("收到复议决定书之日"),
    ),
    row(
        "police_explanation", term("公安机关说明不立案理由"), Stage.REFERRAL, POLICE,
        calendar(7, rolls=True), ("公安程序规定", "第一百八十二条"),
        term("收到说明理由通知书之日"),
    ),
    row(
        "police_filing_on_notice", term("公安机关依通知立案"), Stage.REFERRAL, POLICE,
        calendar(15, rolls=True), ("公安程序规定", "第一百八十二条"), term("收到通知立案书之日"),
    ),
    row(
        "referral_handover", term("移交涉案物品与材料"), Stage.REFERRAL, A,
        calendar(3, rolls=True), ("移送规定", "第十二条"), term("收到立案通知书之日"),
    ),
    row(
        "police_withdrawal_notice", term("公安机关告知撤案或者不追究"), Stage.REFERRAL, POLICE,
        calendar(3, rolls=True), ("公安程序规定", "第一百八十九条"), term("作出决定之日"),
    ),
    # The meeting sets the day; `JointMeeting` keeps who answers for it.
    row(
        "meeting_task", term("落实联席会议议定事项"), Stage.REFERRAL, A, calendar(0),
        ("欠薪名单市规", "二（四）"), term("联席会议之日"), set_by_act=True,
    ),
)

PATROL = (
    row(
        "patrol_due", term("按批准的日期实施检查"), Stage.INVESTIGATION, A, calendar(0),
        ("涉企检查意见", "实施检查的规定"), term("批准的检查日期"), set_by_act=True, mark="P",
    ),
)

DEPOSIT = (
    row(
        "deposit_opening", term("存储工资保证金或者提交保函"), Stage.DEPOSIT, P, working(20),
        ("保证金规定", "存储期限的规定"), term("工程取得施工许可（开工报告批复）之日"), mark="P",
    ),
    row(
        "deposit_payment", term("银行支付保证金"), Stage.DEPOSIT, Bearer.BANK, working(5),
        ("保证金规定", "使用程序的规定"), term("收到支付通知书之日"), mark="P",
    ),
    row(
        "deposit_refill", term("补足保证金"), Stage.DEPOSIT, P, working(10),
        ("保证金规定", "补足的规定"), term("使用保证金之日"), mark="P",
    ),
    row(
        "deposit_return_notice", term("返还保证金的公示"), Stage.DEPOSIT, P, calendar(30),
        ("保证金规定", "返还的规定"), term("公示之日"), mark="P",
    ),
    row(
        "deposit_return_review", term("返还保证金的审核"), Stage.DEPOSIT, A, working(5),
        ("保证金规定", "返还的规定"), term("收到返还申请之日"), mark="M",
    ),
    row(
        "special_account_opening", term("开立农民工工资专用账户"), Stage.DEPOSIT, P,
        calendar(30, rolls=True), ("专户办法", "账户开立的规定"), term("工程施工合同签订之日"),
        mark="M",
    ),
    row(
        "labour_cost_transfer", term("人工费用拨付周期"), Stage.DEPOSIT, P, months(1, rolls=True),
        ("工资条例", "第二十四条"), term("上次拨付之日"),
    ),
    row(
        "special_account_notice", term("注销专用账户的公示"), Stage.DEPOSIT, P, calendar(30),
        ("工资条例", "第二十六条"), term("公示之日"),
    ),
)

RECORDS = (
    row(
        "wage_ledger_retention", term("工资支付台账保存"), Stage.RECORDS, P, years(3),
        ("工资条例", "第十五条"), term("台账编制之日"),
    ),
    row(
        "site_ledger_retention", term("用工管理台账保存"), Stage.RECORDS, P, years(3),
        ("工资条例", "第二十八条"), term("工程完工且工资全部结清之日"),
    ),
    row(
        "case_file_retention", term("监察案卷保存"), Stage.RECORDS, A, years(3),
        ("若干规定", "第四十条"), term("结案之日"), mark="M",
    ),
    row(
        "employer_fact_verification", term("用人单位基础数据核对"), Stage.RECORDS, A, months(6),
        ("两网化方案", "数据更新的规定"), term("上次核对之日"),
    ),
    row(
        "credit_objection", term("对诚信等级提出异议"), Stage.RECORDS, P, working(7),
        ("等级评价办法", "异议复核的规定"), term("收到等级评价结果通知之日"), mark="M",
    ),
    row(
        "credit_recheck", term("诚信等级异议复核"), Stage.RECORDS, A, working(15),
        ("等级评价办法", "异议复核的规定"), term("收到异议之日"), mark="M",
    ),
    # How long is the place's own scale (`early_warning.Scale`); no national table exists.
    row(
        "warning_handling", term("处置欠薪预警"), Stage.RECORDS, A, working(0),
        ("工资条例", "第三十八条"), term("发出预警之日"), set_by_act=True,
    ),
)

# fmt: on

ROWS: tuple[Limit, ...] = (
    *INTAKE,
    *INVESTIGATION,
    *ORDER,
    *DECISION,
    *HEARING,
    *SERVICE,
    *PERFORMANCE,
    *REMEDY,
    *PUBLICATION,
    *PUBLICATION_TERMS,
    *BLACKLIST,
    *REFERRAL,
    *PATROL,
    *DEPOSIT,
    *RECORDS,
)
