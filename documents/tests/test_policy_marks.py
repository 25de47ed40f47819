"""Marks on a sheet: found by their text alone, shown in place."""

import pytest

from documents.policy.marks import MOST, Mark, highlight, require_on, stands
from statutes.refusal import Refused

SHEET = (
    "<style>p { color: red }</style><table><tr><th>基本案情</th>"
    "<td><p>拖欠 <b>12</b> 名工人工资 &lt;合计&gt; 210,000.00元。</p>"
    "<p>经查属实。</p></td></tr></table>"
)


def test_a_passage_is_marked_in_place_and_numbered_at_its_end() -> None:
    shown = highlight(SHEET, [Mark("经查属实", "附上证据编号")])
    assert (
        '<p><mark class="remark">经查属实</mark><sup class="remark-number">1</sup>。</p>' in shown
    )


def test_a_passage_may_cross_tags_and_blanks_and_is_numbered_once() -> None:
    shown = highlight(SHEET, [Mark("拖欠12名工人", "核对人数")])
    assert '<mark class="remark">拖欠</mark> <b><mark class="remark">12</mark></b>' in shown
    assert shown.count("remark-number") == 1
    assert '<mark class="remark">名工人</mark><sup class="remark-number">1</sup>' in shown


def test_signs_that_html_reserves_stay_escaped() -> None:
    shown = highlight(SHEET, [Mark("<合计>", "合计有误")])
    assert '<mark class="remark">&lt;合计&gt;</mark>' in shown


def test_the_second_of_two_equal_passages_can_be_meant() -> None:
    shown = highlight("<p>工资</p><p>工资</p>", [Mark("工资", "写明月份", nth=1)])
    assert shown.startswith('<p>工资</p><p><mark class="remark">')
    assert not stands("<p>工资</p>", Mark("工资", "写明月份", nth=1))


def test_marks_that_overlap_share_no_words() -> None:
    shown = highlight("<p>甲乙丙丁</p>", [Mark("甲乙丙", "一"), Mark("乙丙丁", "二")])
    assert shown == (
        '<p><mark class="remark">甲乙丙</mark><sup class="remark-number">1</sup>'
        '<mark class="remark">丁</mark><sup class="remark-number">2</sup></p>'
    )


def test_what_a_reader_does_not_see_cannot_be_marked() -> None:
    assert not stands(SHEET, Mark("color", "?"))
    assert not stands(SHEET, Mark("table", "?"))
    assert not stands(SHEET, Mark("  ", "?"))


def test_a_passage_that_was_changed_no_longer_stands_and_marks_nothing() -> None:
    mark = Mark("拖欠13名工人", "核对人数")
    assert not stands(SHEET, mark)
    assert highlight(SHEET, [mark]) == SHEET


@pytest.mark.parametrize(
    "marks",
    [
        [Mark("没有的文字", "改")],
        [Mark("经查属实", "  ")],
        [Mark("经查属实", "改")] * (MOST + 1),
    ],
)
def test_a_mark_that_is_not_on_the_sheet_or_says_nothing_is_refused(marks: list[Mark]) -> None:
    with pytest.raises(Refused):
        require_on(SHEET, marks)


def test_hostile_text_ends_quickly_and_harms_nothing() -> None:
    sheet = f"<p>{'工' * 20_000}</p>"
    shown = highlight(sheet, [Mark("工" * 300, "<script>", nth=999)])
    assert "<script>" not in shown
