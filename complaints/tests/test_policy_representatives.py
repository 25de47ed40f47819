"""若干规定 第十二条: at most five representatives, chosen among the complainants."""

import pytest

from complaints.policy.representatives import check_representatives


@pytest.mark.parametrize(
    ("chosen", "wrong"),
    [
        ([], []),
        ([0, 1, 2, 3, 4], []),
        ([0, 1, 2, 3, 4, 5], ["推荐的代表最多5人。"]),
        ([0, 0], ["同一个人只能推荐一次。"]),
        ([72], ["代表须是名册上的投诉人。"]),
        ([-1], ["代表须是名册上的投诉人。"]),
    ],
)
def test_representatives(chosen: list[int], wrong: list[str]) -> None:
    assert [str(sentence) for sentence in check_representatives(chosen, 72)] == wrong
