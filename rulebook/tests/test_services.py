"""Dated values, notices and adoptions: read for a day and a place, changed by two people."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, InternalError, transaction

from accounts.models import Division, User
from accounts.policy.roles import Role
from accounts.tests.factories import make_division, make_office, make_user
from rulebook import services
from rulebook.models import DatedValue, HolidayNotice
from rulebook.tests.factories import AT, NOTICE_2027, make_keepers, make_notice
from statutes.refusal import Refused
from statutes.rulesets import Family
from statutes.tiers import DEFAULT_TIERS, tiers_at
from statutes.workdays import published_calendar

pytestmark = pytest.mark.django_db
CITIZEN = "hearing_threshold_citizen"


def propose_threshold(
    actor: User,
    *,
    value: object = "2000.00",
    since: date = date(2026, 1, 1),
    division: Division | None = None,
) -> DatedValue:
    return services.propose_value(
        key=CITIZEN,
        division=division,
        in_force_from=since,
        value=value,
        citation="江城市行政处罚听证程序规定第三条",
        actor=actor,
        at=AT,
    )


def test_an_unset_figure_answers_with_its_default_and_says_so() -> None:
    figure = services.dated_value(CITIZEN, "410102000000", date(2026, 6, 1))
    assert (figure.is_default, str(figure.yuan)) == (True, "1000.00")


def test_a_proposal_does_not_apply_before_a_second_person_confirms_it() -> None:
    proposer, second = make_keepers()
    row = propose_threshold(proposer)
    assert services.dated_value(CITIZEN, None, date(2026, 6, 1)).is_default
    services.confirm(row, actor=second, at=AT)
    figure = services.dated_value(CITIZEN, None, date(2026, 6, 1))
    assert (figure.value, figure.citation) == ("2000.00", "江城市行政处罚听证程序规定第三条")
    assert services.dated_value(CITIZEN, None, date(2025, 12, 31)).is_default


def test_who_proposes_may_not_confirm() -> None:
    proposer, _ = make_keepers()
    with pytest.raises(Refused, match="另一人"):
        services.confirm(propose_threshold(proposer), actor=proposer, at=AT)


def test_the_database_itself_refuses_one_person_deciding_alone() -> None:
    proposer, _ = make_keepers()
    row = propose_threshold(proposer)
    with pytest.raises(IntegrityError, match="two_people"), transaction.atomic():
        DatedValue.objects.filter(pk=row.pk).update(
            state="confirmed", decided_by=proposer, decided_at=AT
        )


def test_an_inspector_keeps_no_rulebook() -> None:
    with pytest.raises(Refused, match="系统管理员"):
        propose_threshold(make_user(role=Role.INSPECTOR))


def test_a_proposal_is_decided_once() -> None:
    proposer, second = make_keepers()
    row = services.reject(propose_threshold(proposer), actor=second, at=AT)
    with pytest.raises(Refused, match="已由"):
        services.confirm(row, actor=second, at=AT)


def test_the_nearest_division_that_set_a_figure_wins() -> None:
    proposer, second = make_keepers()
    make_division("410102")
    for code, value in (("41", "1500.00"), ("4101", "3000.00")):
        row = propose_threshold(proposer, value=value, division=make_division(code))
        services.confirm(row, actor=second, at=AT)
    on = date(2026, 6, 1)
    assert services.dated_value(CITIZEN, "410102000000", on).value == "3000.00"
    assert services.dated_value(CITIZEN, "410200000000", on).value == "1500.00"
    assert services.dated_value(CITIZEN, "110000000000", on).is_default


def test_a_new_figure_ends_the_open_one_the_day_before_and_old_records_keep_theirs() -> None:
    proposer, second = make_keepers()
    services.confirm(propose_threshold(proposer), actor=second, at=AT)
    later = propose_threshold(proposer, value="5000.00", since=date(2026, 7, 1))
    services.confirm(later, actor=second, at=AT)
    assert services.dated_value(CITIZEN, None, date(2026, 6, 30)).value == "2000.00"
    assert services.dated_value(CITIZEN, None, date(2026, 7, 1)).value == "5000.00"


def test_a_figure_that_overlaps_a_confirmed_one_is_refused() -> None:
    proposer, second = make_keepers()
    services.confirm(propose_threshold(proposer), actor=second, at=AT)
    earlier = propose_threshold(proposer, since=date(2025, 1, 1))
    with pytest.raises(Refused, match="重叠"):
        services.confirm(earlier, actor=second, at=AT)


def test_the_database_itself_refuses_two_figures_at_one_time() -> None:
    proposer, second = make_keepers()
    services.confirm(propose_threshold(proposer), actor=second, at=AT)
    other = propose_threshold(proposer, since=date(2026, 3, 1))
    with pytest.raises(IntegrityError, match="one_at_a_time"), transaction.atomic():
        DatedValue.objects.filter(pk=other.pk).update(
            state="confirmed", decided_by=second, decided_at=AT
        )


def test_a_confirmed_figure_is_neither_changed_nor_deleted() -> None:
    proposer, second = make_keepers()
    row = services.confirm(propose_threshold(proposer), actor=second, at=AT)
    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        DatedValue.objects.filter(pk=row.pk).update(value="1.00")
    with pytest.raises(InternalError, match="Cannot delete"), transaction.atomic():
        row.delete()


@pytest.mark.parametrize("value", ["abc", "-1", "NaN", "1.234", None])
def test_a_money_figure_must_be_an_amount(value: object) -> None:
    proposer, _ = make_keepers()
    with pytest.raises(Refused, match="金额"):
        propose_threshold(proposer, value=value)


def test_an_unknown_key_is_refused_by_name() -> None:
    with pytest.raises(Refused, match="no_such_key"):
        services.dated_value("no_such_key", None, date(2026, 1, 1))


# -- tiers of discretion --


def propose_tiers(proposer: User, value: object) -> DatedValue:
    return services.propose_value(
        key="discretion_tiers",
        division=None,
        in_force_from=date(2026, 1, 1),
        value=value,
        citation="江城市劳动保障监察行政处罚裁量基准",
        actor=proposer,
        at=AT,
    )


def test_the_tiers_are_four_equal_parts_until_two_people_set_others() -> None:
    on = date(2026, 6, 1)
    assert services.discretion_tiers("410102000000", on) == DEFAULT_TIERS
    proposer, second = make_keepers()
    services.confirm(propose_tiers(proposer, "10/40/70"), actor=second, at=AT)
    assert services.discretion_tiers("410102000000", on) == tiers_at((10, 40, 70))
    assert services.discretion_tiers("410102000000", date(2025, 12, 31)) == DEFAULT_TIERS


@pytest.mark.parametrize("value", ["25/50", "50/25/75", "a/b/c", "", 25, [0, 50, 75], "25/50/100"])
def test_shares_that_make_no_tiers_are_refused(value: object) -> None:
    proposer, _ = make_keepers()
    with pytest.raises(Refused, match="递增"):
        propose_tiers(proposer, value)


def test_shares_may_be_given_as_a_list() -> None:
    proposer, _ = make_keepers()
    assert propose_tiers(proposer, [20, 50, 80]).value == "20/50/80"


# -- holiday notices --


def test_without_confirmed_notices_the_shipped_calendar_answers() -> None:
    proposer, _ = make_keepers()
    make_notice(proposer)
    assert services.calendar() is published_calendar()


def test_a_confirmed_notice_moves_days_at_once_and_ends_the_provisional_mark() -> None:
    proposer, second = make_keepers()
    before = services.calendar().add(date(2027, 2, 4), 5)
    services.confirm(make_notice(proposer), actor=second, at=AT)
    calendar = services.calendar()
    assert before == date(2027, 2, 17)
    assert calendar.add(date(2027, 2, 4), 5) == date(2027, 2, 19)
    assert calendar.is_workday(date(2027, 1, 30))
    assert not calendar.is_provisional(date(2027, 2, 4))
    assert calendar.is_provisional(date(2028, 1, 4))


def test_the_calendar_is_built_once_and_costs_one_query(django_assert_num_queries: Any) -> None:
    proposer, second = make_keepers()
    services.confirm(make_notice(proposer), actor=second, at=AT)
    first = services.calendar()
    with django_assert_num_queries(1):
        assert services.calendar() is first


def test_a_later_notice_for_the_same_year_replaces_the_earlier() -> None:
    proposer, second = make_keepers()
    services.confirm(make_notice(proposer), actor=second, at=AT)
    longer = [{"name": "元旦", "from": "2027-01-01", "to": "2027-01-04"}]
    corrected = make_notice(proposer, holidays=longer, document_number="国办发明电〔2026〕00号")
    services.confirm(corrected, actor=second, at=AT + timedelta(days=1))
    assert not services.calendar().is_workday(date(2027, 1, 4))
    assert HolidayNotice.objects.confirmed().count() == 2


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([], "至少要有一段"),
        ([{"name": "元旦", "from": "2027-01-03", "to": "2027-01-01"}], "第1段"),
        ([{"name": "元旦", "from": "1月1日", "to": "2027-01-01"}], "第1段"),
        ([{"name": "元旦", "from": "2029-01-01", "to": "2029-01-01"}], "不在该年度"),
        ([NOTICE_2027[0], NOTICE_2027[0]], "重叠"),
        ([{**NOTICE_2027[0], "work": ["2027-01-04"]}], "不是周末"),
        ([{**NOTICE_2027[0], "work": ["2027-01-02"]}], "既放假又上班"),
        ([{**NOTICE_2027[0], "work": "2027-01-09"}], "第1段"),
    ],
)
def test_a_notice_with_impossible_days_is_refused(rows: list[dict[str, Any]], fault: str) -> None:
    proposer, _ = make_keepers()
    with pytest.raises(Refused, match=fault):
        make_notice(proposer, holidays=rows)


@pytest.mark.parametrize("year", [2006, 2051, 20027])
def test_a_notice_for_a_year_outside_the_calendar_is_refused(year: int) -> None:
    proposer, _ = make_keepers()
    with pytest.raises(Refused, match="2007至2050"):
        make_notice(proposer, year=year)


# -- adoptions --


def test_an_office_judges_by_its_adopted_set_from_its_day_and_by_the_default_before() -> None:
    proposer, second = make_keepers()
    office = make_office("4102")
    row = services.propose_adoption(
        office=office,
        ruleset="national-2022",
        in_force_from=date(2025, 1, 1),
        document="江人社发〔2024〕31号",
        actor=proposer,
        at=AT,
    )
    services.confirm(row, actor=second, at=AT)
    assert services.adopted(office, Family.BLACKLIST, date(2024, 12, 31)) == "city-2014"
    assert services.adopted(office.pk, "blacklist", date(2025, 1, 1)) == "national-2022"
    assert services.adopted(office, Family.CREDIT, date(2025, 1, 1)) == "city-2013"


def test_an_adoption_names_a_known_set_and_its_document() -> None:
    proposer, _ = make_keepers()
    office = make_office("4102")
    given: dict[str, Any] = {
        "office": office,
        "in_force_from": date(2025, 1, 1),
        "actor": proposer,
        "at": AT,
    }
    with pytest.raises(Refused, match="规则集"):
        services.propose_adoption(ruleset="city-1999", document="江人社发〔2024〕31号", **given)
    with pytest.raises(Refused, match="文件名称"):
        services.propose_adoption(ruleset="city-2014", document=" ", **given)
