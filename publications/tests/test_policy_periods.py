"""How long an entry stands, and by when it is gone: both sides of every boundary."""

from datetime import date, timedelta

import pytest

from publications.policy.kinds import Kind
from publications.policy.periods import quarter_of, removal_due_on, require_term
from statutes.refusal import Refused
from statutes.workdays import published_calendar

CALENDAR = published_calendar()
MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def judge(kind: Kind, ends_on: date | None, **copy: str) -> None:
    require_term(kind, copy, starts_on=MONDAY, ends_on=ends_on, calendar=CALENDAR)


@pytest.mark.parametrize(
    ("gravity", "first", "last"),
    [
        ("minor", MONDAY, date(2027, 2, 23)),
        ("ordinary", date(2027, 2, 23), date(2027, 11, 23)),
        ("serious", date(2027, 11, 23), date(2029, 11, 23)),
    ],
)
def test_a_penalty_stands_as_long_as_its_gravity_says(
    gravity: str, first: date, last: date
) -> None:
    for day in (first, last):
        judge(Kind.PENALTY, day, gravity=gravity)
    for day in (first - DAY, last + DAY):
        with pytest.raises(Refused):
            judge(Kind.PENALTY, day, gravity=gravity)


def test_a_major_violation_stands_one_to_three_years() -> None:
    judge(Kind.MAJOR_VIOLATION, date(2029, 11, 23))
    with pytest.raises(Refused):
        judge(Kind.MAJOR_VIOLATION, date(2029, 11, 24))
    with pytest.raises(Refused):
        judge(Kind.MAJOR_VIOLATION, date(2027, 11, 22))


@pytest.mark.parametrize("kind", Kind)
def test_only_plans_and_figures_need_no_end(kind: Kind) -> None:
    if kind in {Kind.PLAN, Kind.STATISTICS}:
        judge(kind, None)
        return
    with pytest.raises(Refused):
        judge(kind, None)


def test_a_listing_ends_when_its_rule_set_says() -> None:
    judge(Kind.BLACKLIST, date(2036, 1, 1))
    with pytest.raises(Refused):
        judge(Kind.BLACKLIST, MONDAY - DAY)


@pytest.mark.parametrize(
    ("kind", "ended_on", "due"),
    [
        # 处罚法 第四十八条: three working days
        (Kind.PENALTY, MONDAY, date(2026, 11, 26)),
        (Kind.PENALTY, date(2026, 11, 27), date(2026, 12, 2)),
        # 45号令 第十七条 and 29号令: ten working days
        (Kind.BLACKLIST, MONDAY, date(2026, 12, 7)),
        (Kind.MAJOR_VIOLATION, MONDAY, date(2026, 12, 7)),
        # over the National Day of 2026: 10-08, 09, 10 (a Saturday worked) …
        (Kind.PENALTY, date(2026, 9, 30), date(2026, 10, 10)),
    ],
)
def test_the_day_by_which_it_is_gone_everywhere(kind: Kind, ended_on: date, due: date) -> None:
    assert removal_due_on(kind, ended_on, CALENDAR) == due


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 1, 1), "2026Q1"),
        (date(2026, 3, 31), "2026Q1"),
        (date(2026, 4, 1), "2026Q2"),
        (date(2026, 12, 31), "2026Q4"),
    ],
)
def test_the_quarter_of_a_day(day: date, quarter: str) -> None:
    assert quarter_of(day) == quarter
