"""What the papers of a case say: every fact in its place, no blank, no worker's full number."""

import re

import pytest

from cases.papers.order import CORRECTION_ORDER
from cases.services import orders
from cases.tests import factories as make
from documents import services as documents
from documents.models import Paper
from documents.rendering import sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau():
    return make.make_bureau()


def text(kind):
    """The issued paper of this kind as a reader sees it."""
    paper = Paper.objects.get(kind=kind)
    html = sheet(paper.template_name, paper.context)
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", html))


def says(kind, *phrases):
    printed = text(kind)
    missing = [phrase for phrase in phrases if phrase not in printed]
    assert not missing, printed


def test_the_filing_form_carries_both_opinions_and_certificates(bureau):
    case = make.filed(bureau, workers=3)
    says(
        "filing_approval",
        "立案审批表",
        case.case_no,
        "克扣或者无故拖欠劳动者工资报酬",
        "江城宏达建筑劳务有限公司",
        "法定代表人周海",
        "3人15,000.00元",
        "《关于实施〈劳动保障监察条例〉若干规定》第十八条",
        "主办：陈志强（证号",
        "协办：李敏（证号",
        "符合受理条件，建议立案。签名：陈志强2026年11月23日",
        "同意立案。签名：王建华2026年11月23日",
    )


def test_the_order_states_facts_law_period_consequence_and_remedies(bureau):
    case = make.ordered(bureau, workers=3)
    says(
        "correction_order",
        "江人社监令字〔2026〕1号",
        "劳动保障监察限期改正指令书",
        "江城宏达建筑劳务有限公司：",
        "涉及劳动者3人，应支付工资共计人民币壹万伍仟元整（¥15,000.00）。",
        "违反了《中华人民共和国劳动法》第五十条",
        "依据《劳动保障监察条例》第二十六条的规定，现责令你单位自本指令书送达之日起5个工作日内改正",
        "改正期限至2026年11月30日24时届满",
        "按照应付金额百分之五十以上一倍以下的标准向劳动者加付赔偿金",
        "六十日内，向本机关的同级人民政府申请行政复议",
        "六个月内，直接向人民法院提起行政诉讼",
        "应支付工资劳动者名单",
    )
    assert "上一级" not in text("correction_order")
    for claimant in case.claims.values_list("claimant__identity", flat=True):
        assert claimant not in text("correction_order")


def test_the_receipt_says_what_was_served_and_how(bureau):
    make.served(bureau)
    says(
        "service_receipt",
        "送达回证",
        "劳动保障监察限期改正指令书",
        "江人社监令字〔2026〕1号",
        "直接送达",
        "《中华人民共和国民事诉讼法》第八十八条",
        "送达日期2026年11月23日",
        "周海",
        "陈志强",
    )


def test_the_closing_form_answers_the_four_questions(bureau):
    case = make.propose_closing(bureau, make.verified(bureau))
    make.closing.decide_closing(
        case.pk, approved=True, actor=bureau.head, opinion="同意结案。", at=make.LODGED
    )
    says(
        "closing_approval",
        "结案审批表",
        "2026年11月23日立案；江人社监令字〔2026〕1号，2026年11月23日送达；",
        "2人，诉求10,000.00元，核定10,000.00元，到手10,000.00元",
        "案中问题未查清不放过：已查清2名劳动者的工资",
        "处罚目的未达到不放过：核定的10,000.00元已全部支付到劳动者手中。",
        "同意结案。签名：王建华",
    )


def test_a_preview_marks_what_is_missing_as_links_to_its_field(bureau):
    case = make.determined(bureau)
    blank = orders.draft(" ", "", 5, on=make.TODAY)
    context = orders.draft_context(case, blank, on=make.TODAY)
    assert documents.missing_facts(CORRECTION_ORDER, context) == ("认定事实", "改正内容")
    shown = documents.preview(CORRECTION_ORDER, context, office=case.office)
    assert 'href="#id_findings"' in shown
    assert "文号签发时生成" in shown
