"""Classified management: who is inspected how often, and what the yearly cap leaves out."""

from datetime import date

import pytest

from grids.policy.frequency import Basis, check_cap, due_on, rhythm
from statutes.refusal import Refused


@pytest.mark.parametrize(
    ("grade", "is_listed", "last_on", "next_on"),
    [
        ("A", False, date(2024, 3, 1), date(2027, 3, 1)),
        ("", False, date(2024, 3, 1), date(2026, 3, 1)),
        ("B", False, date(2024, 3, 1), date(2025, 3, 1)),
        ("C", False, date(2024, 8, 31), date(2025, 2, 28)),
        ("A", True, date(2024, 3, 1), date(2024, 9, 1)),
    ],
)
def test_the_worse_the_grade_the_sooner_the_next_inspection(
    grade: str, is_listed: bool, last_on: date, next_on: date
) -> None:
    assert due_on(rhythm(grade, is_listed=is_listed), last_on, date(2020, 1, 1)) == next_on


def test_a_listed_employer_is_inspected_twice_a_year() -> None:
    rule = rhythm("", is_listed=True)
    first = due_on(rule, None, date(2026, 1, 1))
    assert (first, due_on(rule, first, first)) == (date(2026, 1, 1), date(2026, 7, 1))
    assert rule.basis is Basis.LISTED


def test_a_routine_inspection_above_the_cap_is_refused() -> None:
    check_cap(Basis.ROUTINE, routine_this_year=0, cap=1)
    with pytest.raises(Refused, match="本年度已实施日常检查1次，达到每年1次的上限"):
        check_cap(Basis.ROUTINE, routine_this_year=1, cap=1)


@pytest.mark.parametrize("basis", [basis for basis in Basis if basis is not Basis.ROUTINE])
def test_inspections_with_a_cause_stand_outside_the_cap(basis: Basis) -> None:
    check_cap(basis, routine_this_year=9, cap=1)
