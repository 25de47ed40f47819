"""What the letter of a warning says; a fact that is missing is marked."""

import re
from datetime import date
from html import unescape

import pytest

from documents import services as documents
from early_warning import papers
from early_warning.models import Warning, WarningSign
from early_warning.policy.signals import CONFIDENTIAL, RULES
from early_warning.tests import factories as make
from early_warning.tests.factories import House

pytestmark = pytest.mark.django_db


def text(html: str) -> str:
    return re.sub(r"\s+", "", unescape(re.sub(r"<[^>]*>", "", html)))


def test_the_letter_names_signs_duty_answer_and_what_it_is_not() -> None:
    house = House()
    warning = make.warned(house)
    context = papers.warning_letter(warning, answer_by=date(2026, 11, 30), request="并附花名册。")
    shown = text(documents.preview(papers.WARNING_LETTER, context, office=house.office))
    for words in (
        "工资支付预警告知书",
        "江城鸿运制衣有限公司",
        "黄色预警",
        warning.number,
        "1．2026年10月：有考勤的劳动者中5%未足额发放工资。",
        "第三十八条",
        "第十一条",
        "于2026年11月30日前",
        "并附花名册。",
        "不是行政处罚",
        "第五十条",
    ):
        assert words in shown, words


def test_a_letter_without_a_day_is_marked() -> None:
    house = House()
    context = papers.warning_letter(make.warned(house), answer_by=None)
    assert "答复期限" in text(
        documents.preview(papers.WARNING_LETTER, context, office=house.office)
    )


def told_of(warning: Warning, house: House, *codes: str) -> str:
    """The letter with such signs added, as the employer reads it."""
    for code in codes:
        words = "被投诉举报" if code == "complaints" else "网格协管员上报"
        WarningSign.objects.create(
            warning=warning, code=code, msgid=words, points=20, found_on=make.TODAY
        )
    context = papers.warning_letter(warning, answer_by=date(2026, 11, 30))
    return text(documents.preview(papers.WARNING_LETTER, context, office=house.office))


def test_the_letter_discloses_no_complaint_and_no_report() -> None:
    """条例 第九条: the office keeps secret who reported."""
    house = House()
    shown = told_of(make.warned(house), house, *sorted(CONFIDENTIAL))
    assert "未足额发放工资" in shown
    assert not any(word in shown for word in ("投诉", "举报", "协管员", "网格", "2．"))


def test_a_letter_that_stands_on_reports_alone_says_that_notice_was_taken() -> None:
    house = House()
    warning = Warning.objects.create(
        employer=make.employer_here(), employer_name="江城鸿运制衣有限公司", office=house.office,
        division_id=make.employer_here(32, "江城乙厂").division_id, level="yellow", points=20,
        raised_on=make.TODAY, raised_at=make.AT, due_on=make.TODAY,
    )  # fmt: skip
    shown = told_of(warning, house, "assistant_report")
    assert "1．本机关在日常监督管理中注意到你单位的工资支付可能存在风险。" in shown
    assert not any(word in shown for word in ("投诉", "举报", "协管员", "网格", "上报"))


def test_every_rule_that_names_a_complaint_or_a_report_is_confidential() -> None:
    named = {c for c, r in RULES.items() if any(w in r.label for w in ("投诉", "举报", "上报"))}
    assert named == CONFIDENTIAL
