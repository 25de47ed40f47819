"""What the papers of a case say: every fact in its place, no blank, no worker's full number."""

import re
from datetime import date
from decimal import Decimal

import pytest

from cases.papers.order import CORRECTION_ORDER
from cases.papers.wage_sheet import wage_sheet
from cases.policy.basis import Basis
from cases.policy.counter_claim import CounterClaim
from cases.policy.months import Month
from cases.services import ledger, orders, wage_lines
from cases.services.ledger import Entry
from cases.services.wage_lines import Sheet
from cases.tests import factories as make
from cases.tests.factories import LODGED
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
        "附件：工资计算表",
    )
    assert "上一级" not in text("correction_order")
    for claimant in case.claims.values_list("claimant__identity", flat=True):
        assert claimant not in text("correction_order")


def test_the_calculation_sheet_shows_how_each_amount_came_about(bureau):
    case = make.filed(bureau, workers=3)
    a, b, c = case.claims.order_by("row")
    piece = make.evidence(bureau, case)
    version = make.fresh(case).ledger_version
    counter = CounterClaim(Decimal("800.00"), "预支生活费", Decimal("300.00"), "借条只有三百元")
    months = [Month(date(2026, 7, 1), Decimal("6000.00"), Decimal("1000.00"))]
    sheet = Sheet(months, basis_kind=Basis.ATTENDANCE, evidence=piece.serial, counter=counter)
    wage_lines.record_sheets(case.pk, {a.pk: sheet}, version=version, actor=bureau.lead, at=LODGED)
    entries = {b.pk: Entry(Decimal("4500.00"), note="少算一天"), c.pk: Entry(c.claimed)}
    ledger.determine(case.pk, entries, version=version + 1, actor=bureau.lead, at=LODGED)
    make.issue(bureau, case)
    says(
        "correction_order",
        "考勤记录E-016,000.001,000.005,000.00800.00300.000.004,700.000.004,700.00",
        "0.000.00-500.004,500.00",
        "序号1：单位主张扣减800.00元（预支生活费），采纳300.00元：借条只有三百元",
        "序号2：核增减-500.00元，少算一天",
        "应发－已发＝欠发",
    )


def test_every_sum_of_the_sheet_cross_foots(bureau):
    case = make.determined(bureau, workers=5)
    first = case.claims.order_by("row")[0]
    make.pay(bureau, case, {first.pk: Decimal("0.01")})
    made = wage_sheet(case.claims.all(), compensation={first.pk: Decimal("9.99")})
    sums = {
        column["key"]: sum(row[column["key"]] for row in made["rows"]) for column in made["columns"]
    }
    assert sums["agreed"] - sums["received"] == sums["owed"]
    assert sums["owed"] - sums["accepted"] + sums["adjustment"] == sums["determined"]
    assert sums["determined"] - sums["paid"] == sums["due"] == make.fresh(case).outstanding
    assert sums["compensation"] == Decimal("9.99")


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
        "2人，诉求10,000.00元，核定10,000.00元，已支付10,000.00元",
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
