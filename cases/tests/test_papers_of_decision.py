"""What the papers from the conclusion to the decision say: every field of the forms, no blank."""

import re
from decimal import Decimal

import pytest

from cases.papers import hearing as hearing_papers
from cases.papers import notice as notice_papers
from cases.papers import proposal as proposal_papers
from cases.papers.decision import PAPERS
from cases.policy.decision import Kind
from cases.policy.discretion import Ground
from cases.services import conclusion, notice
from cases.tests import deciding as go
from cases.tests import factories as make
from cases.tests.factories import LODGED, Bureau
from documents import services as documents
from documents.models import Paper
from documents.rendering import sheet

pytestmark = pytest.mark.django_db
GRAND = Ground("obstruction", proposed=Decimal("12000"))
REMEDIES = (
    "六十日内，向本机关的同级人民政府申请行政复议",
    "六个月内，直接向人民法院提起行政诉讼",
)
PARTY = (
    "江城宏达建筑劳务有限公司",
    "法定代表人（负责人）：周海",
    "地址：江城市中原区建设路18号",
    "案由：克扣或者无故拖欠劳动者工资报酬",
)


@pytest.fixture
def bureau() -> Bureau:
    return make.make_bureau()


def says(kind: str, *phrases: str) -> str:
    """The latest issued paper of this kind as a reader sees it."""
    paper = Paper.objects.filter(kind=kind).latest("pk")
    printed = re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", sheet(paper.template_name, paper.context)))
    missing = [phrase for phrase in phrases if phrase not in printed]
    assert not missing, (missing, printed)
    return printed


def test_the_report_and_the_form_carry_facts_evidence_law_range_and_opinions(bureau):
    written = go.draft(
        Kind.PENALTY,
        Ground("overtime", workers=14, proposed=Decimal("3500")),
        Ground("obstruction", proposed=Decimal("1000"), reason="有立功表现。"),
        is_complex=True,
        discretion="主动配合调查。",
    )
    go.concluded(bureau, written)
    says(
        "investigation_report",
        "案件调查终结报告",
        "查阅考勤、询问劳动者。",
        "E-01考勤机（物证）：劳动者出勤和拖欠工资的事实",
        "主办：陈志强（证号",
        "涉及劳动者2人，核定10,000.00元，已支付0.00元",
        "即1,400.00元至7,000.00元；裁量档次：一般；拟处罚款3,500.00元。并处：警告",
        "行政处罚：建议依法处理。",
        "2026年11月23日",
    )
    form = says(
        "handling_approval",
        "案件处理报批表",
        "超出幅度或者档次的说明",
        "拟处罚款1000.00元低于法定最低2000.00元",
        "理由：有立功表现。",
        "被处理单位的陈述单位称资金周转困难。",
        "处理依据《劳动保障监察条例》第二十五条",
        "情节复杂、涉及多个法律关系",
        "建议处理意见行政处罚：建议依法处理。",
        "同意处理建议。签名：王建华2026年11月23日",
    )
    assert form.index("超出幅度") < form.index("案号"), "the approver sees it first"


def test_the_notice_tells_facts_law_penalty_and_both_rights(bureau):
    go.notified(bureau, go.draft(Kind.PENALTY, GRAND))
    says(
        "penalty_notice",
        "江人社监罚先告字〔2026〕1号",
        "行政处罚事先告知书",
        "江城宏达建筑劳务有限公司：",
        "E-01考勤机",
        "违反了《劳动保障监察条例》第十五条的规定",
        "依据《劳动保障监察条例》第三十条的规定，本机关拟对你单位作出如下行政处罚：罚款人民币壹万贰仟元整（¥12,000.00）",
        "自收到本告知书之日起5个工作日内，以书面或者口头方式",
        "不因陈述、申辩给予更重的处理",
        "要求听证的，应当自收到本告知书之日起5个工作日内",
        "联系人：陈志强（",
        "联系电话：0371-12333",
    )
    says(
        "hearing_rights",
        "江人社监听告字〔2026〕1号",
        "行政处罚听证告知书",
        "第六十三条的规定，你单位有要求听证的权利",
        "委托一至二人代理",
        "不承担组织听证的费用",
        "地址：江城市人民路1号",
    )


def test_a_notice_writes_the_spells_it_counts_as_the_law_writes_days(bureau):
    spells = (go.a_spell("2026-03-14", "2026-06-19"),)
    ground = Ground("child_labour", workers=2, spells=spells, proposed=Decimal("40000"))
    go.notified(bureau, go.draft(Kind.PENALTY, ground))
    printed = says(
        "penalty_notice",
        "涉及2人。期间：2026年3月14日至2026年6月19日。",
        "2026年3月14日至2026年6月19日，不满一个月按一个月，计4个月。",
        "法定幅度：2人×4个月×每人每月5000元，即40,000.00元；拟处罚款40,000.00元。",
    )
    assert "2026-03" not in printed


def test_a_small_penalty_is_told_without_a_hearing(bureau):
    go.notified(bureau)
    assert "听证" not in says("penalty_notice", "罚款人民币伍仟元整（¥5,000.00）")


def test_an_oral_defence_is_written_down_to_be_signed(bureau):
    case = go.notified(bureau)
    notice.record_defence(
        case.pk, form="oral", received_on=go.at(1).date(), speaker="周海",
        content="资金困难，请求从轻。", actor=bureau.lead, at=go.at(1),
    )  # fmt: skip
    says(
        "defence_record",
        "陈述申辩笔录",
        "江人社监罚先告字〔2026〕1号",
        "2026年11月24日",
        "资金困难，请求从轻。",
        "陈述申辩人签名",
    )


def test_the_hearing_is_summoned_recorded_and_reported(bureau):
    case = go.notified(bureau, go.draft(Kind.PENALTY, GRAND))
    case, chair = go.ask_for_hearing(bureau, case), go.reviewer(bureau)
    go.summon(bureau, go.set_hearing(case, chair, go.at(11)))
    go.hold(case, chair, 11)
    says(
        "hearing_summons",
        "江人社监听通字〔2026〕1号",
        "行政处罚听证通知书",
        "周海于2026年11月25日就江人社监罚先告字〔2026〕1号告知的行政处罚",
        "听证时间：2026年12月4日10时30分",
        "听证地点：一楼听证室",
        "公开举行",
        "主持人：孙立；听证员：郑重；书记员：钱进",
        "携带身份证明和有关证据原件",
        "通知证人到场",
        "授权委托书",
        "有权申请回避",
        "联系电话：0371-12333",
        "一式两联",
    )
    says("hearing_record", "听证笔录", "当事人代理人周海", "当事人质证、申辩。", "书记员签名")
    says("hearing_report", "听证报告", "听证意见事实清楚，建议维持拟处罚意见。", "第六十五条")


def test_review_and_deliberation_state_each_point_and_each_view(bureau):
    case = go.deciding(bureau, go.draft(is_complex=True))
    go.deliberate(bureau, go.examine(case, go.reviewer(bureau)))
    says(
        "legal_review",
        "法制审核意见书",
        "案件情况疑难复杂、涉及多个法律关系",
        "☑执法程序合法",
        "审核结论审核通过",
        "事实清楚，程序合法。签名：孙立",
    )
    says(
        "deliberation_record",
        "案件集体讨论记录",
        "三楼会议室",
        "赵立新（局长）：同意承办意见。",
        "周洁（总会计师）：不同意。建议从轻。",
        "应到3人，实到3人，同意2人，处理建议通过。",
        "法制审核意见事实清楚，程序合法。",
        "结论性意见同意承办机构的处理建议。",
    )


def test_the_penalty_decision_has_every_field_of_article_59(bureau):
    go.decided(bureau)
    printed = says(
        "penalty_decision",
        "江人社监罚字〔2026〕1号",
        "行政处罚决定书",
        "被处罚单位：",
        *PARTY,
        "E-01考勤机（物证）",
        "于2026年11月23日送达江人社监罚先告字〔2026〕1号行政处罚事先告知书",
        "你单位在规定期限内未提出陈述、申辩。",
        "罚款人民币伍仟元整（¥5,000.00）",
        "自收到本决定书之日起十五日内，缴纳罚款人民币伍仟元整",
        "到代收银行缴纳，或者通过电子支付系统缴纳",
        "每日按罚款数额的百分之三加处罚款，加处罚款的数额不超出罚款的数额",
        *REMEDIES,
        "2026年12月3日（印章）",
    )
    assert "上一级" not in printed


def test_the_handling_decision_names_the_order_the_sums_and_the_workers(bureau):
    go.handled(bureau)
    says(
        "handling_notice",
        "江人社监处先告字〔2026〕1号",
        "行政处理事先告知书",
        "责令支付劳动者工资人民币壹万元整（¥10,000.00）；向劳动者加付赔偿金人民币伍仟元整",
    )
    says(
        "handling_decision",
        "江人社监处字〔2026〕1号",
        "行政处理决定书",
        "被处理单位：",
        *PARTY,
        "作出江人社监令字〔2026〕1号限期改正指令书，你单位逾期未改正",
        "责令支付劳动者工资人民币壹万元整（¥10,000.00）；向劳动者加付赔偿金人民币伍仟元整（¥5,000.00）",
        "自收到本决定书之日起15日内履行完毕",
        "应支付工资和加付赔偿金劳动者名单（工资计算表）",
        "5,000.000.005,000.002,500.00",
        "以责令支付期限届满时未支付的数额为基数",
        "合计16,000.006,000.0010,000.000.000.000.0010,000.000.0010,000.005,000.00",
        *REMEDIES,
    )


def without_notice(bureau: Bureau, kind: Kind, **changes) -> None:
    words = {"facts": "查明的事实。", "discretion": "初次违法且危害后果轻微并及时改正。"}
    case = go.concluded(bureau, go.draft(kind, **words))
    notice.go_to_decision(case.pk, actor=bureau.lead, at=LODGED)
    go.make_decision(bureau, go.propose_decision(bureau, case, **changes))


def test_the_other_endings_say_why_and_what_may_be_done_against_them(bureau):
    without_notice(bureau, Kind.NO_PENALTY)
    says(
        "no_penalty_decision",
        "江人社监不罚字〔2026〕1号",
        "初次违法且危害后果轻微并及时改正。",
        "决定对你单位不予行政处罚",
        *REMEDIES,
    )
    without_notice(bureau, Kind.REVOCATION)
    says(
        "revocation_decision",
        "江人社监撤字〔2026〕1号",
        "第十八条的规定，决定撤销立案",
        *REMEDIES,
    )
    without_notice(bureau, Kind.TRANSFER, receiver="江城市社会保险事业管理局")
    says(
        "case_transfer",
        "江人社监移字〔2026〕1号",
        "江城市社会保险事业管理局：",
        "现将本案移送你单位处理",
        "随案移送的证据材料：E-01考勤机",
        "回执",
    )


def test_a_preview_marks_what_is_missing(bureau):
    case = make.determined(bureau)
    empty = go.draft(Kind.REVOCATION, facts="", opinion="")
    context = conclusion.form_context(case, empty, actor=bureau.lead, at=LODGED)
    lacking = documents.missing_facts(proposal_papers.HANDLING_APPROVAL, context)
    assert lacking == ("违法事实", "证据", "处理意见")


def test_every_paper_of_these_acts_has_a_title_and_a_series_of_its_own():
    kinds = [
        *PAPERS.values(),
        *notice_papers.NOTICES.values(),
        notice_papers.HEARING_RIGHTS,
        hearing_papers.SUMMONS,
    ]
    assert len({kind.word for kind in kinds}) == len(kinds)
    assert len({kind.code for kind in kinds}) == len(kinds)
