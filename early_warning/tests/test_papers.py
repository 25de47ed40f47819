"""What the letter of a warning says; a fact that is missing is marked."""

import re
from datetime import date
from html import unescape

import pytest

from documents import services as documents
from early_warning import papers
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
