"""Comparing two versions of a paper: rows by their labels, paragraphs and lists, word by word."""

import pytest

from documents.policy.comparison import Change, Fact, Piece, compare, facts_of, words

FORM = """<article><aside><p>验证码 {code}</p></aside><h1>结案审批表</h1><table><tbody>
<tr><th>案号</th><td>{number}</td><th>案由</th><td>拖欠工资</td></tr>
<tr><th>意见</th><td><p>{opinion}</p></td></tr></tbody></table></article>"""
LIST = """<p>附件</p><table><thead><tr><th>序号</th><th>姓名</th><th>应付</th></tr></thead>
<tbody><tr><td>1</td><td>赵一</td><td>{owed}</td></tr><tr><td>2</td><td>钱二</td><td>50.00</td></tr>
</tbody></table>"""


def form(**facts: str) -> list[Fact]:
    return facts_of(FORM.format(**{"code": "A", "number": "1", "opinion": "同意。", **facts}))


def test_a_form_reads_as_its_rows_without_the_code():
    assert form(code="B") == [
        Fact("", "结案审批表"),
        Fact("案号", "1"),
        Fact("案由", "拖欠工资"),
        Fact("意见", "同意。"),
    ]


def test_only_what_differs_is_shown_under_its_label():
    assert compare(form(code="A"), form(code="B")) == []
    assert compare(form(), form(number="2", opinion="同意结案。")) == [
        Change("案号", "1", "2"),
        Change("意见", "同意。", "同意结案。"),
    ]


def test_a_cell_of_a_list_is_named_by_its_column_and_line():
    old, new = (facts_of(LIST.format(owed=owed)) for owed in ("100.00", "120.00"))
    assert compare(old, new) == [Change("应付（1）", "100.00", "120.00")]


def test_a_paragraph_that_came_or_went_has_no_other_version():
    old = [Fact("", "一。"), Fact("", "二。")]
    assert compare(old, [*old, Fact("", "三。")]) == [Change("", None, "三。")]
    assert compare(old, old[:1]) == [Change("", "二。", None)]


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        (
            "于5日内支付",
            "于10日内支付",
            [("于", 1, 1), ("5", 1, 0), ("10", 0, 1), ("日内支付", 1, 1)],
        ),
        ("甲乙", "甲乙", [("甲乙", 1, 1)]),
        ("", "新", [("新", 0, 1)]),
        ("旧", "", [("旧", 1, 0)]),
        ("3,000.00元", "5,000.00元", [("3,000.00", 1, 0), ("5,000.00", 0, 1), ("元", 1, 1)]),
    ],
)
def test_words_are_compared_sign_by_sign_and_figures_whole(old, new, pieces):
    assert list(words(old, new)) == [Piece(text, bool(a), bool(b)) for text, a, b in pieces]
