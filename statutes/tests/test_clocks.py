"""Time limits: what is counted, what is skipped, when a clock ends and how pressing it is."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statutes.clocks import (
    BEIJING,
    Due,
    Level,
    Levels,
    Pause,
    Term,
    Unit,
    add_months,
    due,
    end_of,
    latest_before,
    level_at,
    levels,
    remaining,
    start_of,
)
from statutes.workdays import published_calendar

CALENDAR = published_calendar()
WORKING_5 = Term(5, Unit.WORKING_DAYS)
FIFTEEN_DAYS = Term(15, Unit.CALENDAR_DAYS, rolls_over=True)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


def due_on(term: Term, base: str, **more: object) -> str:
    return due(term, at(base), calendar=CALENDAR, **more).due_on.isoformat()  # type: ignore[arg-type]


def test_working_days_start_the_next_day_whatever_the_hour() -> None:
    assert due_on(WORKING_5, "2026-02-13T00:01") == "2026-02-27"
    assert due_on(WORKING_5, "2026-02-13T23:59") == "2026-02-27"


def test_the_worked_example_of_an_investigation() -> None:
    """立案 2026-01-05: 60 working days 04-03, 90 calendar days 04-05, decision 15 more 04-27."""
    assert due_on(Term(60, Unit.WORKING_DAYS), "2026-01-05T10:00") == "2026-04-03"
    assert due_on(Term(90, Unit.CALENDAR_DAYS), "2026-01-05T10:00") == "2026-04-05"
    assert due_on(Term(15, Unit.WORKING_DAYS), "2026-04-03T17:00") == "2026-04-27"


def test_a_final_rest_day_rolls_over_for_the_party_and_not_for_the_authority() -> None:
    # 2026-09-18 + 15 days is Saturday 10-03, inside the National Day holiday.
    assert due_on(FIFTEEN_DAYS, "2026-09-18T10:00") == "2026-10-08"
    assert due_on(Term(15, Unit.CALENDAR_DAYS), "2026-09-18T10:00") == "2026-10-03"


def test_a_weekend_day_made_a_working_day_does_not_roll_over() -> None:
    assert due_on(FIFTEEN_DAYS, "2026-09-05T10:00") == "2026-09-20"


def test_24_hours_run_straight_through_a_holiday() -> None:
    found = due(Term(24, Unit.HOURS), at("2026-09-30T16:20"), calendar=CALENDAR)
    assert found.due_at == at("2026-10-01T16:20")
    assert not found.provisional


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 15), 3, date(2027, 3, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months_end_on_the_corresponding_day_or_the_months_end(
    start: date, n: int, end: date
) -> None:
    assert add_months(start, n) == end


def test_a_listing_of_three_years_ends_on_the_corresponding_day() -> None:
    assert due_on(Term(3, Unit.YEARS), "2026-02-02T10:00") == "2029-02-02"


def test_litigation_within_six_months_rolls_over() -> None:
    assert due_on(Term(6, Unit.MONTHS, rolls_over=True), "2025-08-15T10:00") == "2026-02-24"


def test_due_today_is_not_overdue_and_midnight_is() -> None:
    found = due(WORKING_5, at("2026-03-02T09:00"), calendar=CALENDAR)
    assert found.due_at == end_of(date(2026, 3, 9))
    assert not remaining(found, at("2026-03-09T23:59:59"), CALENDAR).overdue
    assert str(remaining(found, at("2026-03-09T08:00"), CALENDAR).sentence) == "今日到期"
    late = remaining(found, at("2026-03-10T00:00"), CALENDAR)
    assert (late.overdue, str(late.sentence)) == (True, "已超期1个工作日")


def test_a_moment_given_in_another_zone_counts_by_its_beijing_day() -> None:
    utc = datetime.fromisoformat("2026-03-02T17:00:00+00:00")  # 03-03 01:00 in Beijing
    assert due(WORKING_5, utc, calendar=CALENDAR).due_on == date(2026, 3, 10)


def test_a_naive_moment_is_an_error() -> None:
    with pytest.raises(ValueError, match="aware"):
        due(WORKING_5, datetime(2026, 3, 2), calendar=CALENDAR)


def test_an_extension_lengthens_the_count_in_its_own_unit() -> None:
    whole = due_on(Term(90, Unit.WORKING_DAYS), "2026-01-05T10:00")
    assert due_on(Term(60, Unit.WORKING_DAYS), "2026-01-05T10:00", extensions=[30]) == whole
    assert due_on(FIFTEEN_DAYS, "2026-03-02T10:00", extensions=[10]) == "2026-03-27"


# -- pauses --


def test_a_pause_moves_the_end_by_the_working_days_it_lasted() -> None:
    pause = Pause(at("2026-03-04T10:00"), at("2026-03-09T10:00"))  # Wed to Mon: 3 working days
    assert due_on(WORKING_5, "2026-03-02T09:00") == "2026-03-09"
    assert due_on(WORKING_5, "2026-03-02T09:00", pauses=[pause]) == "2026-03-12"


def test_a_pause_within_one_day_or_over_a_holiday_moves_no_working_days() -> None:
    same_day = Pause(at("2026-03-04T10:00"), at("2026-03-04T16:00"))
    holiday = Pause(at("2026-02-14T18:00"), at("2026-02-23T09:00"))
    assert due_on(WORKING_5, "2026-03-02T09:00", pauses=[same_day]) == "2026-03-09"
    assert due_on(WORKING_5, "2026-02-13T09:00", pauses=[holiday]) == "2026-02-27"


def test_a_pause_in_calendar_days_counts_rest_days_too() -> None:
    pause = Pause(at("2026-03-06T10:00"), at("2026-03-09T10:00"))
    assert due_on(Term(15, Unit.CALENDAR_DAYS), "2026-03-02T09:00", pauses=[pause]) == "2026-03-20"


def test_a_pause_of_a_clock_in_hours_moves_it_by_hours() -> None:
    pause = Pause(at("2026-03-02T10:00"), at("2026-03-02T12:30"))
    found = due(Term(24, Unit.HOURS), at("2026-03-02T09:00"), calendar=CALENDAR, pauses=[pause])
    assert found.due_at == at("2026-03-03T11:30")


def test_overlapping_pauses_are_counted_once_and_pauses_after_the_end_not_at_all() -> None:
    first = Pause(at("2026-03-03T10:00"), at("2026-03-05T10:00"))
    inside = Pause(at("2026-03-04T10:00"), at("2026-03-05T09:00"))
    after = Pause(at("2026-04-01T10:00"), at("2026-04-10T10:00"))
    assert due_on(WORKING_5, "2026-03-02T09:00", pauses=[after, inside, first]) == "2026-03-11"


def test_a_second_pause_inside_the_time_gained_by_the_first_counts() -> None:
    first = Pause(at("2026-03-03T10:00"), at("2026-03-05T10:00"))
    second = Pause(at("2026-03-10T10:00"), at("2026-03-11T10:00"))
    assert due_on(WORKING_5, "2026-03-02T09:00", pauses=[first, second]) == "2026-03-12"


def test_an_open_pause_moves_nothing_yet_and_is_told() -> None:
    found = due(
        WORKING_5, at("2026-03-02T09:00"), calendar=CALENDAR, pauses=[Pause(at("2026-03-04T10:00"))]
    )
    assert found.due_on == date(2026, 3, 9)
    assert "自2026-03-04起中止，恢复后顺延" in map(str, found.explanation)


# -- explanation --


def test_the_explanation_reads_as_the_arithmetic_was_done() -> None:
    found = due(Term(3, Unit.WORKING_DAYS), at("2026-02-13T10:00"), calendar=CALENDAR)
    assert [str(sentence) for sentence in found.explanation] == [
        "2026-02-13当日不计入，自次日起算3个工作日（《中华人民共和国民法典》第二百零一条）",
        "跳过春节放假9日（2026-02-15至2026-02-23）",
        "2026-02-14为春节调休上班日，计入",
        "期限至2026-02-25二十四时届满",
    ]
    assert len(found.skipped) == 9


def test_a_rolled_date_names_the_article() -> None:
    found = due(FIFTEEN_DAYS, at("2026-09-18T10:00"), calendar=CALENDAR)
    assert (
        "最后一日2026-10-03为休息日，顺延至2026-10-08（《中华人民共和国民法典》第二百零三条）"
        in map(str, found.explanation)
    )


def test_a_date_that_a_coming_notice_may_move_is_provisional() -> None:
    assert due(WORKING_5, at("2026-12-30T09:00"), calendar=CALENDAR).provisional
    assert due(FIFTEEN_DAYS, at("2026-12-20T09:00"), calendar=CALENDAR).provisional
    fixed = due(Term(90, Unit.CALENDAR_DAYS), at("2026-12-20T09:00"), calendar=CALENDAR)
    assert not fixed.provisional


def test_every_day_of_the_count_can_be_shown() -> None:
    found = due(Term(3, Unit.WORKING_DAYS), at("2026-04-02T10:00"), calendar=CALENDAR)
    assert [(day.date.day, day.number, day.reason) for day in found.day_by_day(CALENDAR)] == [
        (3, 1, ""),
        (4, None, "清明节"),
        (5, None, "清明节"),
        (6, None, "清明节"),
        (7, 2, ""),
        (8, 3, ""),
    ]


def test_days_that_stood_still_are_shown_as_paused() -> None:
    pause = Pause(at("2026-03-04T10:00"), at("2026-03-06T10:00"))
    found = due(WORKING_5, at("2026-03-02T09:00"), calendar=CALENDAR, pauses=[pause])
    shown = [(day.date.day, day.number, day.reason) for day in found.day_by_day(CALENDAR)]
    assert shown[:4] == [(3, 1, ""), (4, 2, ""), (5, None, "中止"), (6, None, "中止")]
    assert shown[-1] == (11, 5, "")


# -- counted backwards --


def test_the_hearing_is_announced_seven_working_days_before() -> None:
    seven = Term(7, Unit.WORKING_DAYS)
    assert latest_before(seven, date(2026, 10, 13), CALENDAR) == date(2026, 9, 28)
    assert latest_before(Term(7, Unit.CALENDAR_DAYS), date(2026, 10, 13), CALENDAR) == date(
        2026, 10, 6
    )
    assert latest_before(Term(1, Unit.MONTHS), date(2026, 3, 31), CALENDAR) == date(2026, 2, 28)


# -- levels --


def levels_of(term: Term, base: str) -> tuple[Due, Levels]:
    found = due(term, at(base), calendar=CALENDAR)
    return found, levels(term, at(base), found, CALENDAR)


def test_a_long_clock_turns_blue_half_gone_yellow_three_days_before_red_on_its_last_day() -> None:
    found, marks = levels_of(Term(60, Unit.WORKING_DAYS), "2026-01-05T10:00")
    assert found.due_on == date(2026, 4, 3)
    assert marks.blue_at == start_of(CALENDAR.add(date(2026, 1, 5), 30) + timedelta(days=1))
    assert marks.yellow_at == start_of(date(2026, 3, 31))
    assert marks.red_at == start_of(date(2026, 4, 3))
    assert marks.breached_at == start_of(date(2026, 4, 4))


def test_three_working_days_left_is_what_the_desk_says_when_yellow_begins() -> None:
    found, marks = levels_of(Term(60, Unit.WORKING_DAYS), "2026-01-05T10:00")
    left = remaining(found, marks.yellow_at, CALENDAR)
    assert (left.count, left.unit) == (3, Unit.WORKING_DAYS)


def test_a_clock_of_three_days_turns_yellow_with_one_third_left() -> None:
    found, marks = levels_of(Term(3, Unit.CALENDAR_DAYS, True), "2026-03-02T12:00")
    assert found.due_on == date(2026, 3, 5)
    assert level_at(marks, at("2026-03-04T19:59")) is Level.BLUE
    assert level_at(marks, at("2026-03-04T20:01")) is Level.YELLOW
    assert level_at(marks, at("2026-03-05T00:00")) is Level.RED
    assert level_at(marks, at("2026-03-06T00:00")) is Level.BREACHED


def test_a_clock_of_24_hours_turns_blue_yellow_and_red_by_its_own_scale() -> None:
    _, marks = levels_of(Term(24, Unit.HOURS), "2026-09-30T16:00")
    assert marks.blue_at == at("2026-10-01T04:00")
    assert marks.yellow_at == at("2026-10-01T08:00")
    assert marks.red_at == at("2026-10-01T12:00")
    assert level_at(marks, at("2026-10-01T16:00")) is Level.RED
    assert level_at(marks, at("2026-10-01T16:00:01")) is Level.BREACHED


def test_a_new_clock_is_calm() -> None:
    _, marks = levels_of(WORKING_5, "2026-03-02T09:00")
    assert level_at(marks, at("2026-03-02T09:00")) is Level.CALM


TERMS = st.one_of(
    st.builds(Term, st.integers(1, 120), st.just(Unit.WORKING_DAYS)),
    st.builds(Term, st.integers(1, 120), st.just(Unit.CALENDAR_DAYS), st.booleans()),
    st.builds(Term, st.integers(1, 72), st.just(Unit.HOURS)),
    st.builds(Term, st.integers(1, 12), st.just(Unit.MONTHS), st.booleans()),
    st.builds(Term, st.integers(1, 3), st.just(Unit.YEARS)),
)
BASES = st.datetimes(datetime(2008, 1, 1), datetime(2040, 1, 1)).map(
    lambda moment: moment.replace(tzinfo=BEIJING)
)


@given(TERMS, BASES)
def test_levels_never_come_out_of_order(term: Term, base: datetime) -> None:
    found = due(term, base, calendar=CALENDAR)
    marks = levels(term, base, found, CALENDAR)
    assert base < found.due_at < marks.breached_at
    assert marks.blue_at <= marks.yellow_at <= marks.red_at <= found.due_at
    assert level_at(marks, found.due_at) is Level.RED


@given(TERMS, BASES)
def test_a_clock_ends_in_the_day_it_names(term: Term, base: datetime) -> None:
    found = due(term, base, calendar=CALENDAR)
    assert found.due_at.astimezone(BEIJING).date() == found.due_on
    assert not remaining(found, found.due_at, CALENDAR).overdue
    assert remaining(found, found.due_at + timedelta(microseconds=1), CALENDAR).overdue
    if term.rolls_over or term.unit is Unit.WORKING_DAYS:
        assert CALENDAR.is_workday(found.due_on)


@given(st.integers(1, 60), BASES, st.integers(0, 40), st.integers(0, 40))
def test_a_pause_never_shortens_and_moves_by_exactly_its_working_days(
    n: int, base: datetime, begins: int, lasts: int
) -> None:
    term = Term(n, Unit.WORKING_DAYS)
    plain = due(term, base, calendar=CALENDAR)
    pause = Pause(base + timedelta(days=begins), base + timedelta(days=begins + lasts))
    moved = due(term, base, calendar=CALENDAR, pauses=[pause])
    if pause.started_at <= plain.due_at and pause.ended_at is not None:
        paused = CALENDAR.between(
            pause.started_at.astimezone(BEIJING).date(), pause.ended_at.astimezone(BEIJING).date()
        )
        assert CALENDAR.between(plain.due_on, moved.due_on) == paused
    else:
        assert moved.due_on == plain.due_on


@given(st.integers(1, 60), st.lists(st.integers(1, 30), max_size=3), BASES)
def test_extensions_add_up(n: int, extensions: list[int], base: datetime) -> None:
    extended = due(
        Term(n, Unit.WORKING_DAYS), base, calendar=CALENDAR, extensions=extensions
    ).due_on
    whole = Term(n + sum(extensions), Unit.WORKING_DAYS)
    assert extended == due(whole, base, calendar=CALENDAR).due_on
