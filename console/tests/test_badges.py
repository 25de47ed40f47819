"""How days are written on the desk."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from console.badges import short

NEW_YEARS_EVE = datetime(2025, 12, 31, 23, 59)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2025, 2, 17), "02-17"),
        (date(2024, 2, 17), "2024-02-17"),
        (date(2026, 1, 5), "2026-01-05"),
    ],
)
def test_a_day_of_another_year_says_which(day: date, written: str) -> None:
    assert short(day, timezone.make_aware(NEW_YEARS_EVE)) == written
