"""Judging everybody: one open warning each, raised in colour, never back on settled facts."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from early_warning.models import Warning
from early_warning.policy.columns import Kind
from early_warning.policy.months import shifted
from early_warning.procedure import Outcome
from early_warning.services import handling, rules
from early_warning.tests import factories as make
from early_warning.tests.factories import AT, GROUP, MONTH, OWED, TODAY, UNPAID, House
from employers.models import Employer
from grids.models import Grid, GridStaff, Placement
from workflow.models import Clock, Event, Notification

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return House()


def test_a_sign_raises_a_warning_with_its_sentence_points_and_day(house: House) -> None:
    warning = make.warned(house)
    sign = warning.signs.get()
    assert (warning.level, warning.points, sign.points) == ("yellow", 20, 20)
    assert str(sign.sentence) == "有考勤的劳动者中5%未足额发放工资。"
    assert sign.month == MONTH
    clock = Clock.objects.of(warning.subject).get()
    assert (clock.code, clock.length) == ("warning_handling", 10)
    assert Employer.objects.get(pk=warning.employer_id).warning_level == "yellow"
    assert warning.office == house.office
    assert Notification.objects.get().recipient == house.head  # nobody answers for the grid yet


def test_the_inspector_of_the_grid_answers_for_it(house: House) -> None:
    employer = make.employer_here()
    grid = Grid.objects.create(
        office=house.office, division_id=employer.division_id, code="01", name="一号",
        opened_on=TODAY,
    )  # fmt: skip
    GridStaff.objects.create(
        grid=grid, user=house.lead, duty=GridStaff.Duty.INSPECTOR, valid_from=TODAY
    )
    Placement.objects.create(employer=employer, grid=grid, placed_at=AT)
    assert make.warned(house, employer).owner == house.lead
    assert Notification.objects.get().recipient == house.lead


def test_done_twice_it_changes_nothing(house: House) -> None:
    make.warned(house)
    again = make.judged()
    assert (again.raised, again.escalated, again.added, again.items) == (0, 0, 0, [])
    assert Warning.objects.count() == 1


def test_what_grows_worse_raises_the_open_warning_and_doubles_none(house: House) -> None:
    warning = make.warned(house)
    due_before = warning.due_on
    make.facts(house, warning.employer, **UNPAID, **GROUP)
    assert make.judged().escalated == 1
    warning.refresh_from_db()
    assert (warning.level, warning.escalated_on) == ("red", TODAY)
    assert warning.due_on < due_before
    assert Clock.objects.of(warning.subject).open().get().length == 3
    assert [e.act for e in Event.objects.of(warning.subject).order_by("sequence")] == [
        "raise",
        "escalate",
    ]
    assert {s.code for s in warning.signs.all()} == {
        "paid_in_part", "months_owed", "months_owed_long", "group_owed",
    }  # fmt: skip
    assert Employer.objects.get().warning_level == "red"


def test_a_warning_never_falls_back_by_itself(house: House) -> None:
    warning = make.warned(house, **GROUP)
    make.facts(house, warning.employer, months_owed=0, owed_workers=0)
    make.judged()
    warning.refresh_from_db()
    assert (warning.level, warning.is_open) == ("red", True)


def test_what_a_person_closed_does_not_come_back_on_the_same_facts(house: House) -> None:
    warning = make.warned(house, **OWED)
    handling.close(
        warning.pk, outcome=Outcome.UNFOUNDED, reason="数据报错。", actor=house.lead, at=AT
    )
    assert Employer.objects.get().warning_level == ""
    again = make.judged()
    assert (again.raised, again.settled) == (0, 1)
    # a month more is news
    make.facts(house, warning.employer, months_owed=2, owed_workers=4)
    assert make.judged().raised == 1


def test_a_dry_run_says_and_writes_nothing(house: House) -> None:
    make.facts(house, make.employer_here(), **UNPAID)
    assert make.judged(dry_run=True).raised == 1
    assert not Warning.objects.exists()


def test_facts_after_the_day_and_stale_ones_are_ignored(house: House) -> None:
    make.facts(house, make.employer_here(), **OWED)
    assert make.judged(MONTH - timedelta(days=1), dry_run=True).raised == 0
    assert make.judged(shifted(MONTH, 3), dry_run=True).raised == 1
    assert make.judged(shifted(MONTH, 4), dry_run=True).raised == 0


def test_power_is_compared_with_the_month_before(house: House) -> None:
    """A drop alone is ten points and no warning; with taxes and insurance it is yellow."""
    employer = make.employer_here()
    make.facts(house, employer, Kind.ELECTRICITY, shifted(MONTH, -1), used="1000.000")
    make.facts(house, employer, Kind.ELECTRICITY, MONTH, used="400.000")
    assert make.judged(dry_run=True).raised == 0
    make.facts(house, employer, Kind.TAX, MONTH, owed="1.00")
    tally = make.judged()
    assert tally.raised == 1
    said = {s.code: str(s.sentence) for s in Warning.objects.get().signs.all()}
    assert said == {"power_drop": "用电量比上月下降60%。", "tax_owed": "欠缴税款1.00元。"}


def test_pay_outside_the_account_counts_once_the_next_month_is_over(house: House) -> None:
    employer = make.employer_here()
    make.facts(house, employer, account_paid=False)
    assert make.judged(dry_run=True).raised == 0
    assert make.judged(shifted(MONTH, 2), dry_run=True).raised == 1
    make.facts(house, employer, account_paid=True)
    assert make.judged(shifted(MONTH, 2), dry_run=True).raised == 0


def test_a_slice_is_as_good_as_the_whole(house: House, django_assert_max_num_queries) -> None:
    for number in range(40, 45):
        make.employer_here(number, f"江城第{number}厂")
    make.facts(house, make.employer_here(60, "江城甲厂"), **UNPAID)
    assert make.judged(dry_run=True, size=2).raised == 1
    with django_assert_max_num_queries(25):
        assert make.judged(dry_run=True).evaluated == 6


def test_a_place_sets_its_own_figures_from_a_day_on(house: House) -> None:
    from accounts.policy.roles import Role
    from accounts.tests.factories import make_user

    first, second = (make_user(role=Role.ADMINISTRATOR) for _ in range(2))
    given: dict[str, Any] = {
        "code": "paid_in_part", "division": None, "level": "red", "points": 60,
        "threshold": None, "in_force_from": TODAY, "citation": "江城市欠薪预警办法",
    }  # fmt: skip
    row = rules.propose_rule(**given, actor=first, at=AT)
    make.facts(house, make.employer_here(), **UNPAID)
    assert make.judged(dry_run=True).items[0][1].level == "yellow"
    rules.decide(row, approved=True, actor=second, at=AT)
    warning_of = make.judged().items[0][2]
    assert warning_of is not None
    assert (warning_of.level, warning_of.points) == ("red", 60)


def test_what_a_warning_was_judged_by_is_kept(house: House) -> None:
    warning = make.warned(house, **OWED)
    assert {s.code: s.threshold for s in warning.signs.all()} == {"months_owed": Decimal("1.00")}
