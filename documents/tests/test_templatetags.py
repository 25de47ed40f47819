"""How papers end a sentence and write a day, whatever was typed."""

import pytest

from documents.templatetags.papers import dated, has_sums, stop


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("拖欠工资", "拖欠工资。"),
        ("拖欠工资。", "拖欠工资。"),
        ("拖欠工资；", "拖欠工资。"),
        ("拖欠工资. ", "拖欠工资。"),
        ("为什么？", "为什么？"),
        ("单位称“没有钱。”", "单位称“没有钱。”"),
        ("", ""),
        (None, None),
    ],
)
def test_a_sentence_ends_in_one_stop(typed: str | None, printed: str | None) -> None:
    assert stop(typed) == printed


def test_a_day_within_a_sentence_is_written_as_the_law_writes_it() -> None:
    assert (
        dated("2024-03-14至2024-06-19，投诉2026-0001")
        == "2024年3月14日至2024年6月19日，投诉2026-0001"
    )


def test_only_money_is_added_up() -> None:
    assert has_sums([{"kind": "text"}, {"kind": "money"}])
    assert not has_sums([{"kind": "text"}])
