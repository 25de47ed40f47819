"""What the papers of a wage deposit say; a fact that is missing is marked."""

import re
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest

from documents import services as documents
from documents.kinds import PaperKind
from documents.models import Paper
from wage_deposits import papers
from wage_deposits.models import Deposit, DepositMove
from wage_deposits.services import returning
from wage_deposits.tests import factories as make
from wage_deposits.tests.factories import AT, TODAY, House

pytestmark = pytest.mark.django_db
SITE = "江城国际商贸城二期"


@pytest.fixture
def house() -> House:
    return House()


def text(html: str) -> str:
    return re.sub(r"\s+", "", unescape(re.sub(r"<[^>]*>", "", html)))


def said(kind: PaperKind, deposit: Deposit) -> str:
    """The latest paper of that kind as it was frozen."""
    paper = Paper.objects.of(deposit.subject).filter(kind=kind.code).latest("pk")
    return text(documents.preview(kind, paper.context, office=deposit.office))


def says(shown: str, *words: str) -> None:
    for word in words:
        assert word in shown, word


def test_the_notice_to_deposit_names_figure_steps_day_and_consequence(house: House) -> None:
    says(
        said(papers.STORAGE_NOTICE, make.due(house)),
        "江城第一建筑集团有限公司",
        SITE,
        "施工合同额50,000,000.00元",
        "2026年11月16日取得施工许可",
        "1．本地存储比例为施工合同额的2.00%。",
        "壹佰万元整（¥1,000,000.00）",
        "20个工作日内，即于2026年12月14日前",
        "第三十二条",
        "第三十三条",
        "第五十五条",
    )


def test_an_exemption_says_on_which_ground(house: House) -> None:
    deposit = make.due(house, make.CLEAN)
    says(said(papers.EXEMPTION_NOTICE, deposit), SITE, "连续三年无拖欠", "重新核定应存数额")


def test_the_bank_is_told_from_what_for_whom_and_by_when(house: House) -> None:
    deposit = make.approved_use(house, make.opened(house))
    says(
        said(papers.PAYMENT_NOTICE, deposit),
        "江城银行中原支行：",
        "账号：6200-0001",
        "江人社监案〔2026〕7号",
        "江人社监令字〔2026〕9号责令限期清偿，期限于2026年11月22日届满",
        "5个工作日内",
        "3名农民工工资，合计人民币叁万元整（¥30,000.00）",
        "抄送：江城第一建筑集团有限公司",
    )


def test_a_guarantor_is_told_which_guarantee_pays(house: House) -> None:
    deposit = make.approved_use(house, make.guaranteed(house), means=DepositMove.Means.GUARANTEE)
    says(said(papers.PAYMENT_NOTICE, deposit), "你行出具的保函（保函2026-018）项下")


def test_the_contractor_is_told_what_is_missing_and_by_when(house: House) -> None:
    deposit = make.paid(house, make.opened(house))
    says(
        said(papers.REFILL_NOTICE, deposit),
        "江人社监保支字〔2026〕1号",
        "现短缺人民币叁万元整（¥30,000.00）",
        "10个工作日内，即于2026年12月7日前",
    )


def test_the_public_notice_asks_whoever_is_owed(house: House) -> None:
    deposit = make.noticed(house, make.opened(house))
    says(
        said(papers.RETURN_NOTICE, deposit),
        "已于2026年11月23日完工",
        "公示期自2026年11月23日起至2026年12月23日止，共30日",
        "仍被拖欠工资的，请在公示期内向本机关反映",
    )


def returned(house: House, deposit: Deposit) -> Deposit:
    make.noticed(house, deposit)
    at = AT.replace(month=12, day=24)
    acts: dict[str, Any] = {"actor": house.lead, "at": at}
    returning.receive_application(deposit.pk, on=at.date(), **acts)
    returning.propose_return(deposit.pk, opinion="未发现拖欠。", unsettled=(), **acts)
    acts["actor"] = house.head
    decision: dict[str, Any] = {"approved": True, "opinion": "未发现拖欠。", "unsettled": ()}
    returning.decide_return(deposit.pk, **decision, **acts)
    return make.fresh(deposit)


def test_the_decision_gives_the_money_back(house: House) -> None:
    shown = said(papers.RETURN_DECISION, returned(house, make.opened(house)))
    says(shown, "壹佰万元整（¥1,000,000.00）", "账号：6200-0001", "未发现拖欠。")
    assert "保函金额" not in shown


def test_the_decision_gives_the_guarantee_back(house: House) -> None:
    shown = said(papers.RETURN_DECISION, returned(house, make.guaranteed(house)))
    says(shown, "江城银行中原支行出具的保函（保函2026-018）正本，保函金额1,000,000.00元")
    assert "解除监管" not in shown


def test_a_refusal_says_why_and_what_can_be_done(house: House) -> None:
    deposit = make.noticed(house, make.opened(house))
    reason = "公示期内有3名劳动者反映被拖欠工资。"
    returning.refuse_return(deposit.pk, reason=reason, actor=house.lead, at=AT)
    shown = said(papers.RETURN_REFUSAL, make.fresh(deposit))
    says(shown, reason, "可以重新书面承诺、公示并申请返还", "申请行政复议", "提起诉讼")


def test_what_is_missing_is_marked(house: House) -> None:
    deposit = make.opened(house)
    context = papers.payment_notice(
        deposit,
        bank="",
        means=DepositMove.Means.CASH,
        case_no="",
        debtor="",
        order_number="",
        order_due_on=None,
        workers=None,
        amount=None,
    )
    lacking = documents.missing_facts(papers.PAYMENT_NOTICE, context)
    assert {"支付银行", "案号", "责令期限届满日", "支付金额"} <= set(lacking)
    notice = papers.return_notice(
        deposit, promised_on=None, noticed_on=TODAY, ends_on=date(2026, 12, 23)
    )
    assert set(documents.missing_facts(papers.RETURN_NOTICE, notice)) == {
        "完工日期",
        "书面承诺日期",
    }
    assert Decimal(notice["amount"]) == deposit.balance
