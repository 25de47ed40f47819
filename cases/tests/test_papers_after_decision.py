"""What the papers after a decision say: every field of their forms, and no blank."""

from datetime import date
from decimal import Decimal

import pytest

from cases.models import Recusal
from cases.papers.enforcement import COURT_APPLICATION, DEMAND, Application
from cases.papers.instalments import INSTALMENT_APPROVAL
from cases.policy.recusal import Ground
from cases.policy.surcharge import Part
from cases.services import enforcement, performance, recusals, suspension
from cases.services.recusals import Request
from cases.tests import after_decision as after
from cases.tests import factories as make
from cases.tests.after_decision import moment
from cases.tests.factories import LODGED, TODAY
from cases.tests.test_papers import says
from cases.tests.test_services_oversight import allow_suspension
from documents import services as documents

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau():
    return make.make_bureau()


def test_the_demand_names_period_way_sums_and_the_right_to_be_heard(bureau):
    case = after.served(bureau)
    enforcement.issue_demand(
        case.pk, method="缴至代收银行", actor=bureau.lead, at=moment(date(2026, 12, 10))
    )
    says(
        "demand",
        "履行行政决定催告书",
        "江人社监催字〔2026〕1号",
        "江城宏达建筑劳务有限公司：",
        "2026年11月23日对你单位作出行政处罚决定书（江人社监罚字〔2026〕1号）",
        "履行期限于2026年12月8日届满",
        "罚款20,000.00",
        "加处罚款1,200.00",
        "合计人民币贰万壹仟贰佰元整（¥21,200.00）",
        "加处罚款自2026年12月9日起计算至2026年12月10日，共2日，每日按尚欠罚款的百分之三加处；",
        "《中华人民共和国行政强制法》第五十四条",
        "10个工作日内履行。履行方式：缴至代收银行",
        "第三十六条的规定有权进行陈述和申辩",
        "申请人民法院强制执行",
        "陈志强（",
    )


def test_the_application_carries_signature_target_demand_and_enclosures(bureau):
    case, at = after.demanded(bureau)
    written = Application("江城市中原区人民法院", "没有提出意见。", "开户行：江城银行")
    enforcement.propose_application(
        case.pk, written, opinion="建议申请。", actor=bureau.lead, at=at
    )
    enforcement.decide_application(
        case.pk, approved=True, actor=bureau.bureau_head, opinion="同意。", at=at
    )
    says(
        "court_application",
        "强制执行申请书",
        "江人社监强执申字〔2027〕1号",
        "江城市中原区人民法院：",
        "申请人：江城市人力资源和社会保障局",
        "被申请人：江城宏达建筑劳务有限公司",
        "法定代表人（负责人）：周海",
        "罚款20,000.00",
        "加处罚款20,000.00",
        "合计人民币肆万元整（¥40,000.00）",
        "申请行政复议、提起行政诉讼的期限于2027年5月24日届满",
        "催告书，催告期限于2027年6月8日届满",
        "当事人对催告的意见：没有提出意见。",
        "财产线索：开户行：江城银行",
        "《中华人民共和国行政强制法》第五十三条",
        "1.行政决定书：行政处罚决定书（江人社监罚字〔2026〕1号）及送达回证",
        "3.当事人的意见及催告情况：履行行政决定催告书（江人社监催字〔2027〕1号）",
        "4.执行标的情况",
        "申请人负责人：赵立新签名：",
    )


def test_the_instalment_form_and_its_notice_name_every_part(bureau):
    case = after.served(bureau)
    parts = [
        Part(date(2027, 1, 29), Decimal("15000.00")),
        Part(date(2027, 2, 26), Decimal("5000.00")),
    ]
    performance.propose_instalments(
        case.pk, parts=parts, reason="停产，账户无余额。", actor=bureau.lead, at=LODGED
    )
    performance.decide_instalments(
        case.pk, approved=True, actor=bureau.bureau_head, opinion="同意分期。", at=LODGED
    )
    says(
        "instalment_approval",
        "延期（分期）缴纳罚款审批表",
        case.case_no,
        "江人社监罚字〔2026〕1号",
        "贰万元整（¥20,000.00）",
        "停产，账户无余额。",
        "拟分期缴纳",
        "第1期：2027年1月29日前缴纳15,000.00元",
        "第2期：2027年2月26日前缴纳5,000.00元",
        "《中华人民共和国行政处罚法》第六十六条",
        "同意分期。签名：赵立新2026年11月23日",
    )
    says(
        "instalment_notice",
        "延期（分期）缴纳罚款通知书",
        "江人社监缓缴字〔2026〕1号",
        "同意你单位分期缴纳",
        "第2期：2027年2月26日前缴纳人民币伍仟元整（¥5,000.00）",
        "每日按到期未缴数额的百分之三加处罚款",
    )


def test_a_refusal_to_wait_gives_its_reason_and_the_first_period(bureau):
    case = after.served(bureau)
    parts = [Part(date(2027, 1, 29), Decimal("20000.00"))]
    performance.propose_instalments(
        case.pk, parts=parts, reason="停产。", actor=bureau.lead, at=LODGED
    )
    performance.decide_instalments(
        case.pk, approved=False, actor=bureau.bureau_head, opinion="账户有余额。", at=LODGED
    )
    says(
        "instalment_notice",
        "申请延期缴纳",
        "不予批准，理由：账户有余额。",
        "请按决定书载明的期限（2026年12月8日）缴纳",
    )


@pytest.mark.parametrize(
    ("approved", "said"),
    [
        (True, "决定李敏回避，不再承办本案"),
        (False, "决定驳回回避申请，李敏继续承办本案"),
    ],
)
def test_the_recusal_decision_tells_the_applicant_what_and_why(bureau, approved, said):
    case = make.filed(bureau)
    asked = Request(
        bureau.assistant, "江城宏达建筑劳务有限公司", Ground.INTEREST, "持有该单位股份。", TODAY
    )
    recusals.request_recusal(case.pk, asked, actor=bureau.lead, at=LODGED)
    recusals.decide_recusal(
        case.pk,
        recusal=Recusal.objects.get(),
        approved=approved,
        opinion="已核实股权登记。",
        actor=bureau.bureau_head,
        at=LODGED,
    )
    says(
        "recusal_decision",
        "回避决定书",
        "江城宏达建筑劳务有限公司：",
        f"就{case.case_no}",
        "申请监察员李敏回避",
        "本人或者近亲属与案件有直接利害关系",
        "持有该单位股份。",
        "已核实股权登记。",
        "《中华人民共和国行政处罚法》第四十三条",
        said,
        "决定人：赵立新",
    )


def test_the_suspension_form_names_the_reason_and_the_local_rule(bureau):
    allow_suspension()
    case = make.filed(bureau)
    suspension.propose_suspension(case.pk, reason="当事人逃匿。", actor=bureau.lead, at=LODGED)
    suspension.decide_suspension(
        case.pk, approved=True, actor=bureau.bureau_head, opinion="同意中止。", at=LODGED
    )
    says(
        "suspension_approval",
        "中止调查审批表",
        case.case_no,
        "立案日期2026年11月23日",
        "当事人逃匿。",
        "江城市劳动保障监察办法第十条",
        "主办：陈志强",
        "同意中止。签名：赵立新2026年11月23日",
    )


def test_what_is_still_missing_is_named_as_a_blank(bureau):
    case, at = after.demanded(bureau)
    bare = enforcement.application_context(case, Application("", ""), on=at.date())
    assert set(documents.missing_facts(COURT_APPLICATION, bare)) >= {"人民法院", "当事人的意见"}
    empty = enforcement.demand_context(case, method=" ", on=at.date())
    assert documents.missing_facts(DEMAND, empty) == ("履行方式",)
    plan = performance.plan_context(case, [], reason="", actor=bureau.lead, on=at.date())
    missing = documents.missing_facts(INSTALMENT_APPROVAL, plan)
    assert set(missing) == {"申请事由", "各期期限和金额"}
