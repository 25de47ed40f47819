"""Which papers are asked for (law.md §7), and what it takes to pass without one of them."""

import pytest

from statutes.refusal import Refused
from written_reviews.policy.materials import check_gaps, missing

ASKED = ["licence", "roster", "contracts", "payroll", "attendance", "insurance"]


def test_each_gap_is_a_sentence() -> None:
    assert [str(gap) for gap in missing(ASKED[1:])] == ["还没有上传“营业执照或主体资格证明”。"]
    assert missing(ASKED) == []


def test_to_pass_with_gaps_takes_a_reason() -> None:
    check_gaps(ASKED, "")
    check_gaps(ASKED[:-1], "已向经办机构核对")
    with pytest.raises(Refused, match="写明理由"):
        check_gaps(ASKED[:-1], "  ")
