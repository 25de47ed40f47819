"""Half a year, to the day, also at the ends of months."""

from datetime import date, timedelta

import pytest

from employers.policy.freshness import CORE, core_of, due_on, fresh_since, known_since


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


def test_a_file_is_known_since_the_day_of_the_core_fact_seen_longest_ago() -> None:
    first, later, last = (date(2026, 11, day) for day in (1, 2, 3))
    core = core_of(is_unit=True)
    lines = [(first, ["address", "phone"]), (later, ["phone", "headcount"])]
    assert known_since(lines, core) is None
    assert known_since([*lines, (last, ["legal_representative"])], core) == first
    assert known_since([*lines, (last, CORE)], core) == last
    assert known_since(lines, core_of(is_unit=False)) == first
