"""Period, early removal, grounds for leaving off, and when a basis must be written."""

from datetime import date

import pytest

from blacklist.policy import city_2014, national_2022
from blacklist.policy.departments import SANCTIONS, Department, Measure, sanctions_until
from blacklist.policy.early_removal import Application, refusals, wait_ends_on
from blacklist.policy.legal_basis import needs_basis, warning
from blacklist.policy.listing_term import listing_term
from blacklist.policy.not_listing import Cure, Ground, refuse_ground, refuse_listing

DECIDED = date(2026, 2, 2)


def test_three_years_end_on_the_corresponding_day() -> None:
    term = listing_term(national_2022.ID, DECIDED)
    assert term.last_on == date(2029, 2, 2)
    assert not term.is_over(date(2029, 2, 2))
    assert term.is_over(date(2029, 2, 3))
    assert term.because.article == "第十一条"


def test_a_leap_day_ends_on_the_last_of_february() -> None:
    assert listing_term(national_2022.ID, date(2024, 2, 29)).last_on == date(2027, 2, 28)


def test_the_city_names_no_period_so_the_bidding_bar_stands_unless_the_place_says_more() -> None:
    assert listing_term(city_2014.ID, DECIDED).last_on == date(2027, 2, 2)
    assert listing_term(city_2014.ID, DECIDED, city_months=24).last_on == date(2028, 2, 2)


def application(**changes: object) -> Application:
    given: dict[str, object] = {
        "applied_on": date(2026, 8, 3),
        "listed_on": DECIDED,
        "corrected_on": date(2026, 1, 5),
        "promised_on": date(2026, 8, 1),
    }
    return Application(**(given | changes))  # type: ignore[arg-type]


def test_six_months_count_from_the_later_of_correction_and_listing() -> None:
    assert wait_ends_on(date(2026, 1, 5), DECIDED) == date(2026, 8, 2)
    assert wait_ends_on(date(2026, 3, 5), DECIDED) == date(2026, 9, 5)
    assert refusals(application()) == ()
    assert len(refusals(application(applied_on=date(2026, 8, 2)))) == 1


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"corrected_on": None}, "尚未改正"),
        ({"promised_on": None}, "没有作出书面信用承诺"),
        ({"has_offended_again": True}, "再次发生"),
        ({"is_prosecuted": True}, "刑事诉讼"),
        ({"other_bar": "以他人名义继续拖欠。"}, "以他人名义"),
    ],
)
def test_each_bar_is_named(changes: dict[str, object], reason: str) -> None:
    found = refusals(application(**changes))
    assert any(reason in str(sentence) for sentence in found)


def cure(**changes: object) -> Cure:
    given: dict[str, object] = {
        "ruleset": national_2022.ID,
        "paid_on": date(2026, 2, 1),
        "promised_on": date(2026, 2, 1),
        "decided_on": DECIDED,
        "has_upheld_objection": False,
    }
    return Cure(**(given | changes))  # type: ignore[arg-type]


def test_paid_the_day_before_may_be_left_off_and_the_day_after_not() -> None:
    assert refuse_ground(Ground.PAID_AND_PROMISED, cure()) is None
    late = cure(paid_on=date(2026, 2, 3))
    assert refuse_ground(Ground.PAID_AND_PROMISED, late) is not None
    assert refuse_ground(Ground.PAID_AND_PROMISED, cure(promised_on=None)) is not None


def test_payment_cures_nothing_by_the_city_rules() -> None:
    assert refuse_ground(Ground.PAID_AND_PROMISED, cure(ruleset=city_2014.ID)) is not None


def test_an_upheld_objection_bars_the_listing_and_is_its_own_ground() -> None:
    upheld = cure(has_upheld_objection=True)
    assert refuse_listing(upheld) is not None
    assert refuse_ground(Ground.OBJECTION_UPHELD, upheld) is None
    assert refuse_ground(Ground.OBJECTION_UPHELD, cure()) is not None


@pytest.mark.parametrize(
    ("facts_on", "other", "asked"),
    [
        (date(2021, 12, 31), False, False),
        (date(2022, 1, 1), False, True),
        (date(2022, 1, 1), True, False),
        (None, False, True),
    ],
)
def test_a_basis_is_asked_for_facts_since_2022_where_only_one_set_lists(
    facts_on: date | None, other: bool, asked: bool
) -> None:
    assert needs_basis(facts_on, adopted_lists=True, other_lists=other) is asked
    assert "第五条" in str(warning())


def test_the_five_measures_name_their_departments_and_the_bidding_bar_ends_after_a_year() -> None:
    assert len(SANCTIONS) == 5
    assert len(Department) == 7
    assert SANCTIONS[Measure.CREDIT_FILE].departments == ()
    until = date(2029, 2, 2)
    assert sanctions_until(Measure.GOVERNMENT_BIDS, DECIDED, until) == date(2027, 2, 2)
    assert sanctions_until(Measure.CREDIT_REFERENCE, DECIDED, until) == until
