"""Days as people write them."""

from datetime import date

import pytest

from statutes.dates import EARLIEST, LATEST, read_date
from statutes.refusal import Refused


@pytest.mark.parametrize("day", [EARLIEST, date(2026, 2, 28), LATEST])
def test_a_day_is_read_as_written(day: date) -> None:
    assert read_date(f" {day.isoformat()} ") == day


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2026-02-30", "“2026-02-30”不是日期"),
        ("", "不是日期"),
        ("0001-01-01", "1950年至2149年之间"),
        ("9999-12-31", "1950年至2149年之间"),
    ],
)
def test_what_is_no_day_or_lies_beyond_reckoning_is_refused(text: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        read_date(text)
