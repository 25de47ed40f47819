"""Working days by the published notices, and the arithmetic on them."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statutes.refusal import Refused
from statutes.workdays import DayKind, calendar_with, published_calendar

CALENDAR = published_calendar()
TABLES = Path(__file__).parent / "tables"
DAYS = st.dates(date(2007, 1, 1), date(2045, 12, 31))


def rows(name: str) -> list[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("row", rows("working_days_added.csv"), ids=lambda r: r["start"])
def test_adding_working_days_gives_the_checked_date(row: dict[str, str]) -> None:
    start, n, result = date.fromisoformat(row["start"]), int(row["n"]), row["result"]
    assert CALENDAR.add(start, n).isoformat() == result
    assert CALENDAR.between(start, date.fromisoformat(result)) == n


def test_every_exceptional_day_2007_to_2026_is_as_the_notices_say() -> None:
    """The table lists every weekday off and every weekend day worked; all others are plain."""
    table = {date.fromisoformat(row["date"]): row["kind"] for row in rows("exceptional_days.csv")}
    day, wrong = date(2007, 1, 1), []
    while day <= date(2026, 12, 31):
        plain = "rest" if day.weekday() >= 5 else "work"
        expected = table.get(day, plain) == "work"
        if CALENDAR.is_workday(day) is not expected:
            wrong.append(day)
        day += timedelta(days=1)
    assert wrong == []
    assert len(table) > 300


def test_the_sunday_made_a_working_day_in_2018_counts() -> None:
    assert CALENDAR.between(date(2018, 2, 6), date(2018, 2, 11)) == 4


@pytest.mark.parametrize(
    ("day", "kind", "reason"),
    [
        (date(2026, 2, 13), DayKind.WORKDAY, ""),
        (date(2026, 2, 14), DayKind.MAKE_UP, "春节"),
        (date(2026, 2, 16), DayKind.HOLIDAY, "春节"),
        (date(2026, 2, 15), DayKind.HOLIDAY, "春节"),
        (date(2026, 3, 7), DayKind.WEEKEND, "周末"),
        # Days of December that the next year's notice moved.
        (date(2007, 12, 31), DayKind.HOLIDAY, "元旦"),
        (date(2011, 12, 31), DayKind.MAKE_UP, "元旦"),
        (date(2018, 12, 29), DayKind.MAKE_UP, "元旦"),
        (date(2018, 12, 31), DayKind.HOLIDAY, "元旦"),
        # Notices amended after they were published.
        (date(2019, 5, 3), DayKind.HOLIDAY, "劳动节"),
        (date(2020, 1, 31), DayKind.HOLIDAY, "春节"),
        (date(2015, 9, 3), DayKind.HOLIDAY, "抗战胜利70周年纪念日"),
    ],
)
def test_each_day_knows_its_kind_and_reason(day: date, kind: DayKind, reason: str) -> None:
    assert (CALENDAR.kind(day), CALENDAR.reason(day)) == (kind, reason)


@given(DAYS, st.integers(1, 400))
def test_between_undoes_add(day: date, n: int) -> None:
    later = CALENDAR.add(day, n)
    assert CALENDAR.is_workday(later)
    assert CALENDAR.between(day, later) == n


@given(DAYS, st.integers(0, 400))
def test_adding_back_returns_to_a_working_day(day: date, n: int) -> None:
    start = CALENDAR.workday_on_or_after(day)
    assert CALENDAR.add(CALENDAR.add(start, n), -n) == start


@given(DAYS, st.integers(0, 400))
def test_skipped_and_counted_days_make_up_the_span(day: date, span: int) -> None:
    end = day + timedelta(days=span)
    skipped = CALENDAR.skipped(day, end)
    assert len(skipped) + CALENDAR.between(day, end) == span
    assert not any(CALENDAR.is_workday(one.date) for one in skipped)


@given(DAYS, DAYS)
def test_counting_backwards_is_counting_forwards_negated(a: date, b: date) -> None:
    assert CALENDAR.between(a, b) == -CALENDAR.between(b, a)


@given(st.dates(date(2008, 1, 1), date(2045, 12, 31)), st.integers(0, 60))
def test_on_the_day_found_so_many_working_days_are_left(due: date, n: int) -> None:
    day = CALENDAR.with_workdays_left(due, n)
    assert CALENDAR.between(day, due) == n
    assert CALENDAR.is_workday(day)


def test_years_without_a_notice_are_provisional_and_published_ones_are_not() -> None:
    assert not CALENDAR.is_provisional(date(2007, 1, 1))
    assert not CALENDAR.is_provisional(date(2026, 12, 31))
    assert CALENDAR.is_provisional(date(2027, 1, 1))
    assert CALENDAR.provisional_between(date(2026, 12, 30), date(2027, 1, 4))
    assert not CALENDAR.provisional_between(date(2026, 12, 30), date(2026, 12, 31))
    assert CALENDAR.provisional_between(date(2027, 1, 4), date(2026, 12, 30))


def test_december_is_provisional_where_the_next_notice_may_reach_back() -> None:
    """New Year's Day 2008 was a Tuesday: its notice worked 2007-12-29 and gave the 30th, 31st."""
    only_2007 = calendar_with(())
    assert not only_2007.is_provisional(date(2007, 12, 29))
    until_2028 = calendar_with([CALENDAR.notice(2027), CALENDAR.notice(2028)])
    assert date(2029, 1, 1).isoweekday() == 1
    assert not until_2028.is_provisional(date(2028, 12, 31))
    until_2034 = calendar_with([CALENDAR.notice(2034)])
    assert date(2035, 1, 1).isoweekday() == 1
    until_2032 = calendar_with([CALENDAR.notice(2033)])
    assert date(2034, 1, 1).isoweekday() == 7
    assert until_2032.is_provisional(date(2033, 12, 29))
    assert not until_2032.is_provisional(date(2033, 12, 28))
    assert until_2034.is_provisional(date(2033, 6, 1))


def test_days_outside_the_calendar_are_refused_with_its_span() -> None:
    for day in (date(2006, 12, 29), date(2051, 1, 1)):
        with pytest.raises(Refused, match="2007年至2050年"):
            CALENDAR.is_workday(day)
    with pytest.raises(Refused, match="工作日历"):
        CALENDAR.add(date(2050, 12, 30), 5)
    with pytest.raises(Refused, match="工作日历"):
        CALENDAR.add(date(2007, 1, 5), -30)
    with pytest.raises(Refused, match="工作日历"):
        CALENDAR.with_workdays_left(date(2007, 1, 5), 30)
