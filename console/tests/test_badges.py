"""How days are written on the desk."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from console.badges import Badge, badge, short
from statutes.workdays import published_calendar
from workflow.models import Clock

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


def over(code: str) -> Badge:
    """A limit of that kind a day after it ended."""
    due = timezone.make_aware(datetime(2026, 11, 19, 23, 59))
    marks = dict.fromkeys(("due_at", "blue_at", "yellow_at", "red_at", "breached_at"), due)
    clock = Clock(code=code, label="陈述、申辩", unit="working_days", state="running", **marks)
    return badge(clock, due + timedelta(days=1), published_calendar())


def test_a_right_that_was_not_used_has_lapsed_and_nobody_is_late() -> None:
    assert (over("defence")["words"], over("defence")["level"]) == ("期限届满", "yellow")
    assert over("investigation")["level"] == "breached"
