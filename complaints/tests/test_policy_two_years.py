"""条例 第二十条: two years, a continuing violation counted from its end."""

from datetime import date

import pytest

from complaints.policy.two_years import Reach, Spell, earliest_end, last_day, two_years

LODGED = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("first", "last", "reach"),
    [
        (date(2026, 7, 1), date(2026, 10, 31), Reach.WITHIN),
        # The corresponding day two years on is still in time; the day after is not.
        (date(2024, 11, 1), date(2024, 11, 23), Reach.WITHIN),
        (date(2024, 11, 1), date(2024, 11, 22), Reach.OUTSIDE),
        # A violation that continued is counted from its end, however early it began.
        (date(2020, 1, 1), date(2025, 1, 31), Reach.WITHIN),
        (date(2020, 1, 1), date(2023, 12, 31), Reach.OUTSIDE),
    ],
)
def test_a_spell_is_judged_by_its_end(first: date, last: date, reach: Reach) -> None:
    finding = two_years([Spell(first, last)], LODGED)

    assert finding.reach is reach
    assert str(finding.citation) == "《劳动保障监察条例》第二十条"


def test_a_group_with_some_out_of_time_goes_on_with_the_others() -> None:
    finding = two_years(
        [
            Spell(date(2023, 1, 1), date(2023, 12, 31)),
            Spell(date(2026, 1, 1), date(2026, 10, 31)),
        ],
        LODGED,
    )
    assert finding.reach is Reach.PARTLY
    assert finding.late == (0,)
    assert str(finding.because).startswith("1人的所诉期间在2024-11-23之前已经终了")


def test_a_leap_day_has_its_month_end_as_corresponding_day() -> None:
    assert last_day(date(2024, 2, 29)) == date(2026, 2, 28)
    assert earliest_end(date(2028, 2, 29)) == date(2026, 2, 28)
    leap = [Spell(date(2024, 1, 1), date(2024, 2, 29))]
    assert two_years(leap, date(2026, 2, 28)).reach is Reach.WITHIN
    assert two_years(leap, date(2026, 3, 1)).reach is Reach.OUTSIDE
