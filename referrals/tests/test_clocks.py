"""The limits of the chain at their boundaries: day 3 and day 4, and 24 hours over a holiday.

China's National Day 2026 is 1 to 7 October; 8 October is a working day again.
"""

from datetime import date, datetime

import pytest

from statutes.clocks import BEIJING, due
from statutes.limits import limit
from statutes.terms import Unit
from statutes.workdays import published_calendar

CALENDAR = published_calendar()
# The police chain: calendar days, rolling over a final rest day.
THREE = (
    "referral_head_decision", "referral_supplement", "police_decision",
    "filing_reconsideration_request", "police_reconsideration", "supervision_suggestion",
    "referral_handover", "police_withdrawal_notice",
)  # fmt: skip
HOURS = ("referral_delivery", "police_forwarding", "police_supplement_notice")


def ends(code: str, base: datetime) -> datetime:
    row = limit(code, on=base.date())
    return due(row.term, base, calendar=CALENDAR).due_at


def at(year: int, month: int, day: int, hour: int = 10) -> datetime:
    return datetime(year, month, day, hour, tzinfo=BEIJING)


@pytest.mark.parametrize("code", THREE)
def test_three_days_end_with_the_third_and_the_fourth_is_late(code: str) -> None:
    end = ends(code, at(2026, 11, 23))  # a Monday; day 3 is Thursday 26 November
    assert end.date() == date(2026, 11, 26)
    assert at(2026, 11, 26, 23) < end < at(2026, 11, 27, 0)


@pytest.mark.parametrize("code", THREE)
def test_a_third_day_in_the_holiday_rolls_to_the_first_working_day(code: str) -> None:
    assert ends(code, at(2026, 9, 30)).date() == date(2026, 10, 8)


@pytest.mark.parametrize("code", THREE)
def test_rest_days_before_the_last_are_counted(code: str) -> None:
    # Friday 20 November: Saturday, Sunday, Monday.
    assert ends(code, at(2026, 11, 20)).date() == date(2026, 11, 23)


@pytest.mark.parametrize("code", HOURS)
def test_twenty_four_hours_run_straight_through_the_holiday(code: str) -> None:
    assert ends(code, at(2026, 9, 30, 17)) == at(2026, 10, 1, 17)
    assert limit(code, on=date(2026, 9, 30)).term.unit is Unit.HOURS


@pytest.mark.parametrize(
    ("code", "last"),
    [
        ("police_explanation", date(2026, 11, 30)),
        ("police_filing_on_notice", date(2026, 12, 8)),
        ("police_decision_verification", date(2026, 12, 3)),
        ("police_decision_complex", date(2026, 12, 23)),
    ],
)
def test_the_longer_limits_of_the_police(code: str, last: date) -> None:
    assert ends(code, at(2026, 11, 23)).date() == last


def test_a_team_is_named_at_once_or_on_the_next_working_day() -> None:
    assert ends("referral_team", at(2026, 11, 23)).date() == date(2026, 11, 23)
    assert ends("referral_team", at(2026, 10, 3)).date() == date(2026, 10, 8)


@pytest.mark.parametrize("code", [*THREE, *HOURS])
def test_every_link_cites_its_article(code: str) -> None:
    assert str(limit(code, on=date(2026, 11, 23)).citation)
