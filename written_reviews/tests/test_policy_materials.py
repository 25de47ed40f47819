"""Which papers are asked for (law.md §7), and what it takes to pass without one of them."""

import pytest

from statutes.refusal import Refused
from written_reviews.models import Material
from written_reviews.policy.materials import EXPECTED, check_gaps, missing

ASKED = ["licence", "roster", "contracts", "payroll", "attendance", "insurance"]


def test_the_usual_papers_are_asked_for_under_the_names_they_are_handed_in_by() -> None:
    assert list(EXPECTED) == ASKED
    assert [str(Material.Kind(kind).label) for kind in EXPECTED] == list(EXPECTED.values())


def test_every_paper_that_offices_inspect_may_be_handed_in() -> None:
    papers = {"samples", "terminations", "filing", "dispatch", "vouchers", "wage_book", "rules"}
    others = {"hours_permit", "last_passed", "other"}
    assert {*ASKED, *papers, *others} == set(Material.Kind.values)


def test_each_gap_is_a_sentence() -> None:
    assert [str(gap) for gap in missing(ASKED[1:])] == ["还没有上传“营业执照或主体资格证明”。"]
    assert missing(ASKED) == []


def test_to_pass_with_gaps_takes_a_reason() -> None:
    check_gaps(ASKED, "")
    check_gaps(ASKED[:-1], "已向经办机构核对")
    with pytest.raises(Refused, match="写明理由"):
        check_gaps(ASKED[:-1], "  ")
