from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Certificate, Training, User
from accounts.perms import certificate_warning, certified, may_investigate
from accounts.policy.certificates import Validity, lapse_warning, why_uncertified
from accounts.policy.roles import Role
from accounts.services import people
from accounts.tests import factories
from statutes.refusal import Refused

ENDS = date(2026, 12, 31)
HELD = [Validity("豫A001", date(2021, 1, 1), ENDS)]
RENEWED = [*HELD, Validity("豫A002", date(2027, 1, 1), date(2031, 12, 31))]


def test_a_certificate_stands_on_its_first_and_on_its_last_day() -> None:
    assert why_uncertified("李四", HELD, date(2021, 1, 1)) is None
    assert why_uncertified("李四", HELD, ENDS) is None


@pytest.mark.parametrize(
    ("held", "on", "reason"),
    [
        (HELD, date(2027, 1, 1), "豫A001）已于2026-12-31到期"),
        (HELD, date(2020, 12, 31), "自2021-01-01起有效"),
        ([], date(2026, 1, 1), "未持有监察证件"),
    ],
)
def test_without_one_in_force_the_act_is_blocked_with_its_reason(
    held: list[Validity], on: date, reason: str
) -> None:
    assert reason in str(why_uncertified("李四", held, on))


def test_the_warning_begins_sixty_days_before_and_stops_when_renewed() -> None:
    first = ENDS - timedelta(days=60)
    assert lapse_warning("李四", HELD, first - timedelta(days=1)) is None
    assert "还剩60天" in str(lapse_warning("李四", HELD, first))
    assert "还剩0天" in str(lapse_warning("李四", HELD, ENDS))
    assert lapse_warning("李四", HELD, ENDS + timedelta(days=1)) is None
    assert lapse_warning("李四", RENEWED, first) is not None  # the new one begins on the 61st day
    assert lapse_warning("李四", RENEWED, first + timedelta(days=1)) is None


@pytest.mark.django_db
def test_the_list_of_lapsing_certificates_agrees_with_the_warning() -> None:
    user, other = factories.make_user(certified=False), factories.make_user(certified=False)
    gone = factories.make_user(certified=False, is_active=False)
    for person in (user, other, gone):
        factories.give_certificate(person, valid_to=ENDS)
    factories.give_certificate(other, valid_from=date(2027, 1, 1))
    for days in (61, 60, 59, 1, 0, -1):
        on = ENDS - timedelta(days=days)
        listed = {c.user_id for c in Certificate.objects.lapsing(on)}
        warned = {u.pk for u in (user, other) if certificate_warning(u, on)}
        assert listed == warned, days
    assert Certificate.objects.in_force(ENDS).count() == 3


@pytest.mark.django_db
def test_only_a_certified_serving_officer_investigates() -> None:
    officer = factories.make_user()
    assert may_investigate(officer, ENDS) is None and certified(officer, ENDS) is None
    assistant = factories.make_user(role=Role.GRID_ASSISTANT, certified=True)
    assert "不是监察员" in str(may_investigate(assistant, ENDS))
    bare = factories.make_user(certified=False)
    assert "未持有监察证件" in str(may_investigate(bare, ENDS))
    assert "已停用" in str(may_investigate(factories.make_user(is_active=False), ENDS))
    assert officer.certificate_on(ENDS) and bare.certificate_on(ENDS) is None


@pytest.mark.django_db
def test_a_number_is_issued_once_and_a_period_runs_forwards() -> None:
    user = factories.make_user(certified=False)
    people.issue_certificate(user=user, number="豫B1", valid_from=ENDS, valid_to=ENDS)
    with pytest.raises(Refused, match="“豫B1”已登记"):
        people.issue_certificate(user=user, number="豫B1", valid_from=ENDS, valid_to=ENDS)
    with pytest.raises(IntegrityError, match="period_ordered"), transaction.atomic():
        factories.give_certificate(user, valid_from=ENDS, valid_to=date(2026, 1, 1))


@pytest.mark.django_db
def test_the_year_of_training_adds_up_per_officer() -> None:
    user, idle = factories.make_user(), factories.make_user()

    def attend(on: date, hours: str, **exam: object) -> None:
        people.record_training(
            Training(user=user, title="执法培训", held_on=on, hours=Decimal(hours), **exam)
        )

    attend(date(2026, 1, 1), "24.5")
    attend(date(2026, 12, 31), "16", exam="资格考试", score=Decimal("88"), passed=True)
    attend(date(2026, 6, 1), "8", exam="法律考试", score=Decimal("55.5"), passed=False)
    attend(date(2025, 12, 31), "40", exam="资格考试", passed=True)
    year = {person.pk: person for person in User.objects.with_training(2026)}
    trained = year[user.pk]
    assert trained.training_hours == Decimal("48.5")
    assert (trained.exams_taken, trained.exams_passed) == (2, 1)
    assert (year[idle.pk].training_hours, year[idle.pk].exams_taken) == (0, 0)


@pytest.mark.django_db
def test_a_training_without_hours_or_beyond_full_marks_is_refused() -> None:
    user = factories.make_user()
    wrong = Training(user=user, title="", held_on=ENDS, hours=Decimal(0), score=Decimal("100.5"))
    with pytest.raises(Refused) as refused:
        people.record_training(wrong)
    assert len(refused.value.sentences) >= 3
