"""Published notices as data, and years computed from 全国年节及纪念日放假办法."""

from collections import Counter
from datetime import date, timedelta

import pytest

from statutes.holidays import computed_notice, festivals, published_notices

ONE = timedelta(days=1)


def test_every_year_from_2007_to_2026_has_its_notice() -> None:
    assert sorted(published_notices()) == list(range(2007, 2027))
    assert all(str(year) in notice.title for year, notice in published_notices().items())


def test_a_notice_works_only_weekend_days_and_never_a_day_it_gives_off() -> None:
    for notice in published_notices().values():
        off = {day for holiday in notice.holidays for day in holiday.days}
        worked = [day for holiday in notice.holidays for day in holiday.work]
        assert all(day.weekday() >= 5 for day in worked)
        assert not off & set(worked)


@pytest.mark.parametrize("year", range(2008, 2027))
def test_the_festival_table_agrees_with_the_published_notices(year: int) -> None:
    """Each lunar festival and 清明 lies inside the run of days off that carries its name."""
    table = festivals()[year]
    off = {
        day: holiday.name for holiday in published_notices()[year].holidays for day in holiday.days
    }
    assert "春节" in off[table.spring]
    assert "清明节" in off[table.qingming]
    assert "端午节" in off[table.dragon_boat]
    assert "中秋节" in off[table.mid_autumn] or "国庆节" in off[table.mid_autumn]


@pytest.mark.parametrize("year", range(2027, 2051))
def test_a_computed_year_has_thirteen_statutory_days_none_lost_on_a_weekend(year: int) -> None:
    """第六条: a holiday on a rest day is made up, so thirteen weekdays are always off."""
    notice = computed_notice(year)
    assert notice.computed
    days = [day for holiday in notice.holidays for day in holiday.days]
    assert len(days) == len(set(days))
    assert sum(day.weekday() < 5 for day in days) == 13
    assert all(not holiday.work for holiday in notice.holidays)


def test_2027_is_computed_day_by_day() -> None:
    off = {day: h.name for h in computed_notice(2027).holidays for day in h.days}
    assert sorted(day.isoformat()[5:] for day in off) == [
        *("01-01", "02-05", "02-06", "02-07", "02-08", "02-09", "02-10"),  # 除夕 is a Friday
        *("04-05", "05-01", "05-02", "05-03", "05-04", "06-09", "09-15"),
        *("10-01", "10-02", "10-03", "10-04", "10-05"),
    ]
    assert off[date(2027, 2, 10)] == "春节"
    assert Counter(off.values())["国庆节"] == 5


def test_mid_autumn_on_the_national_day_is_made_up_and_not_swallowed() -> None:
    """2031-10-01 is both: as in 2020, four days are off and not three."""
    assert festivals()[2031].mid_autumn == date(2031, 10, 1)
    autumn = [
        day for h in computed_notice(2031).holidays for day in h.days if day >= date(2031, 9, 1)
    ]
    assert sum(day.weekday() < 5 for day in autumn) == 4
