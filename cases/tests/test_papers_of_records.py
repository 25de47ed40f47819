"""What the papers of an investigation say: every field of the form, and no sealed number."""

import re
from datetime import timedelta

import pytest

from cases.papers.inquiry import INQUIRY_NOTICE, InquiryDraft
from cases.papers.preservation import PRESERVATION_APPROVAL, PreservationDraft
from cases.papers.records import INTERVIEW_RECORD, interview_record
from cases.policy.preservation import Outcome
from cases.services import evidence, inquiries, preservations
from cases.tests import factories as make
from cases.tests import records
from cases.tests.test_papers import says, text
from documents import services as documents

pytestmark = pytest.mark.django_db
PERSON = "410102199003070000"


@pytest.fixture
def bureau():
    return make.make_bureau()


@pytest.fixture
def case(bureau):
    return make.filed(bureau)


def missing(kind, context):
    return set(documents.missing_facts(kind, context))


def test_the_notice_of_inquiry_says_who_what_how_and_by_when(bureau, case):
    records.inquiry(bureau, case)
    says(
        "inquiry_notice",
        "劳动保障监察调查询问通知书",
        "江人社监询字〔2026〕1号",
        "江城宏达建筑劳务有限公司：",
        "涉嫌克扣或者无故拖欠劳动者工资报酬的有关情况",
        "《劳动保障监察条例》第十五条",
        "不迟于2026年11月30日，派员携带材料到本机关",
        "1.营业执照副本复印件；",
        "6.工资支付台账和银行支付凭证。",
        "《劳动保障监察条例》第三十条",
        "陈志强（",
        "联系电话：",
        "地址：",
        "2026年11月23日",
    )


def test_what_a_notice_of_inquiry_lacks_is_marked(bureau, case):
    blank = InquiryDraft("", "", "", (), None)
    context = inquiries.draft_context(case, blank, on=make.TODAY)
    facts = {"被询问人", "询问事项", "询问方式", "期限", "需提供的材料"}
    assert missing(INQUIRY_NOTICE, context) == facts


def test_the_record_of_an_interview_carries_every_field(bureau, case):
    records.interview(bureau, case, identity=PERSON)
    says(
        "interview_record",
        "询问笔录",
        case.case_no,
        "2026年11月23日9时30分至2026年11月23日10时30分",
        "江城市劳动保障监察支队询问室",
        "被询问人周海",
        "身份、职务法定代表人",
        "证件号码····0000",
        "138****0001",
        "询问人陈志强证号",
        "记录人李敏证号",
        "☑监察员已出示执法证件，告知被询问人享有陈述、申辩和申请回避的权利",
        "申请回避：否",
        "被询问人签名：＿",
        "问：与劳动者约定的工资标准是多少？答：每天三百元。",
        "本笔录共2页，经核对无误，被询问人逐页签名确认。",
    )
    assert PERSON not in text("interview_record")


def test_a_refusal_to_sign_is_printed_with_its_reason_and_witness(bureau, case):
    records.interview(
        bureau, case, signed_pages=0, refusal="称须先问律师", witness="社区工作人员王五"
    )
    says(
        "interview_record",
        "被询问人拒绝签名。事由：称须先问律师见证人：社区工作人员王五",
        "被询问人（拒绝签名）",
    )


def test_what_an_interview_lacks_is_marked(bureau, case):
    held = records.held(bureau, place="", person="", role="")
    context = interview_record(case, held, ())
    assert missing(INTERVIEW_RECORD, context) == {"地点", "姓名", "身份、职务", "问答"}


def test_the_record_of_an_inspection_says_what_was_found(bureau, case):
    records.inspection(bureau, case, recusal_asked=True)
    says(
        "inspection_record",
        "现场检查笔录",
        "被检查单位江城宏达建筑劳务有限公司法定代表人周海",
        "在场人周海",
        "检查人陈志强证号",
        "检查过程和发现的情况查看考勤机和工资台账，9月工资表无签收。",
        "申请回避：是",
        "在场人逐页签名确认",
    )


def test_keeping_evidence_takes_four_papers(bureau, case):
    kept = records.preservation(bureau, case)
    shared = ("江城宏达建筑劳务有限公司", "考勤机", "1台", "单位财务室铁柜", "刘芳")
    says(
        "preservation_approval",
        "证据先行登记保存审批表",
        *shared,
        "当事人可能对证据采取伪造、变造、毁灭行为（《中华人民共和国行政处罚法》第五十六条）",
        "台账有涂改，可能被销毁。签名：陈志强2026年11月23日",
        "同意。签名：赵立新2026年11月23日",
    )
    says(
        "preservation_notice",
        "江人社监证保字〔2026〕1号",
        "经部门负责人赵立新批准",
        "保存地点：单位财务室铁柜。保管人：刘芳。",
        "不得使用、销毁或者转移证据",
        "七个工作日内（至2026年12月2日止）",
        "附件：证据先行登记保存清单",
    )
    says(
        "preservation_list",
        *shared,
        "通知书文号江人社监证保字〔2026〕1号",
        "2工资台账2026年1月至10月10册封面破损",
        "处理期限2026年12月2日",
        "持有人签收",
    )
    preservations.settle_preservation(
        case.pk,
        preservation=kept,
        outcome=Outcome.COPIED,
        note="台账复印十册，加盖印章。",
        actor=bureau.lead,
        at=make.LODGED + timedelta(days=1),
    )
    says(
        "preservation_settlement",
        "江人社监证处字〔2026〕1号",
        "于2026年11月23日以江人社监证保字〔2026〕1号",
        "现决定：复制、拍照、录像后退还。",
        "台账复印十册，加盖印章。",
        "先行登记保存措施自本决定书签发之日起解除。",
    )


def test_what_a_proposal_to_keep_lacks_is_marked(bureau, case):
    blank = PreservationDraft(None, "", "", "", ())
    context = preservations.form_context(case, blank, opinion="", actor=bureau.lead, on=make.TODAY)
    facts = {"证据持有人", "事由", "保存地点", "保管人", "登记保存的物品"}
    assert missing(PRESERVATION_APPROVAL, context) == facts


def test_the_list_of_evidence_says_where_each_piece_is_from(bureau, case):
    item = records.evidence(bureau, case, witness="社区工作人员王五")
    records.interview(bureau, case)
    evidence.issue_evidence_list(case.pk, actor=bureau.lead, at=make.LODGED)
    assert item.original
    says(
        "evidence_list",
        "证据清单",
        "E-01书证与原件核对无异的复制件2026年9月工资台账",
        "来源：江城宏达建筑劳务有限公司财务部",
        f"SHA-256{item.original.sha256[:16]}…",
        "2026年11月23日单位财务室陈志强、李敏见证人：社区工作人员王五",
        "单位认可欠付的月份和数额3",
        "笔录1询问笔录周海（法定代表人）",
        "证据共1件，笔录共1份。",
    )
    assert not re.search("None|False", text("evidence_list"))
