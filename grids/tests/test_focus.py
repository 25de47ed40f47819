"""Listed employers and grade C are inspected at least twice a year; who lacks it is named."""

from datetime import timedelta

import pytest

from employers.services.flags import set_credit_grade, set_listing
from employers.tests.factories import AT
from grids import focus
from grids.models import Patrol
from grids.tests.factories import TODAY, Room, firms

pytestmark = pytest.mark.django_db


def test_who_is_listed_or_of_grade_c_and_was_not_inspected_twice_is_named() -> None:
    room = Room()
    good, bad, listed, over, twice, last_year = firms(6)
    set_credit_grade(good.pk, grade="A", year=2026)
    for firm in (bad, twice, last_year):
        set_credit_grade(firm.pk, grade="C", year=2026)
    set_listing(listed.pk, listed_on=TODAY, listed_until=TODAY + timedelta(days=365))
    set_listing(
        over.pk, listed_on=TODAY - timedelta(days=9), listed_until=TODAY - timedelta(days=1)
    )
    made = [(bad, 2026, 2), (twice, 2026, 3), (twice, 2026, 9), (last_year, 2025, 9)]
    for firm, year, month in made:
        at = AT.replace(year=year, month=month)
        Patrol.objects.create(
            office=room.office, division=firm.division, employer=firm, employer_name=firm.name,
            basis="campaign", cause="专项", lead=room.inspectors[0], partner=room.inspectors[1],
            planned_on=at.date(), industry="other", proposed_by=room.head, proposed_at=at,
            state="arrived", arrived_at=at, headcount_met=5,
        )  # fmt: skip
    found = focus.short(room.inspectors[0], TODAY)
    assert [(row.pk, vars(row)["made"]) for row in found.rows] == [
        (listed.pk, 0),
        (bad.pk, 1),
        (last_year.pk, 0),
    ]
    assert (found.count, found.year) == (3, 2026)
