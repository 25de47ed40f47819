"""Half a year, to the day, also at the ends of months."""

from datetime import date, timedelta

import pytest

from employers.policy.freshness import due_on, fresh_since


@pytest.mark.parametrize(
    ("verified", "last"),
    [("2026-05-23", "2026-11-23"), ("2026-08-31", "2027-02-28"), ("2026-02-28", "2026-08-28")],
)
def test_a_fact_counts_for_six_months(verified: str, last: str) -> None:
    assert due_on(date.fromisoformat(verified)) == date.fromisoformat(last)


def test_the_boundary_of_a_list_and_the_due_day_of_each_file_agree() -> None:
    for n in range(800):
        today = date(2026, 1, 1) + timedelta(days=n)
        boundary = fresh_since(today)
        assert due_on(boundary) >= today > due_on(boundary - timedelta(days=1))
