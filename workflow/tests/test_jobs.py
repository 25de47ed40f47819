"""Certificates warn sixty days ahead, once; a new holiday notice moves open limits by itself."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.policy.roles import Role
from accounts.subjects import Subject
from accounts.tests.factories import give_certificate, make_division, make_office, make_user
from rulebook import services as rulebook
from rulebook.tests.factories import make_keepers, make_notice
from statutes.clocks import start_of
from workflow import jobs, services
from workflow.certificates import warn_of_lapses
from workflow.models import Clock, Notification

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
MORNING = start_of(TODAY) + timedelta(hours=7)


def test_a_certificate_warns_its_holder_and_the_head_sixty_days_ahead_and_only_once():
    office = make_office("4101")
    officer = make_user(role=Role.INSPECTOR, office=office, certified=False)
    head = make_user(role=Role.UNIT_HEAD, office=office)
    give_certificate(officer, valid_to=TODAY + timedelta(days=61))
    assert warn_of_lapses(at=MORNING) == 0
    assert warn_of_lapses(at=MORNING + timedelta(days=1)) == 1
    assert warn_of_lapses(at=MORNING + timedelta(days=2)) == 0
    assert {n.recipient for n in Notification.objects.all()} == {officer, head}


def test_a_confirmed_notice_moves_the_limits_that_it_touches():
    make_division("410102")
    office = make_office("4101")
    officer = make_user(role=Role.INSPECTOR, office=office)
    subject = Subject("complaint", 1, "投诉", "410102000000", office.pk, officer.pk)
    base = start_of(date(2027, 1, 28)) + timedelta(hours=9)
    clock = services.start_clock(
        subject, "complaint_acceptance", base_at=base, actor=officer, at=base
    )
    assert clock.is_provisional
    assert jobs.follow_calendar(at=base.isoformat()) == 0
    proposer, confirmer = make_keepers()
    rulebook.confirm(make_notice(proposer, at=base), actor=confirmer, at=base)
    assert jobs.follow_calendar(at=(base + timedelta(hours=1)).isoformat()) == 1
    moved = Clock.objects.get(pk=clock.pk)
    # 1-30 becomes a working day, so the fifth one comes a day earlier.
    assert timezone.localdate(clock.due_at) == date(2027, 2, 4)
    assert timezone.localdate(moved.due_at) == date(2027, 2, 3)
    assert [e.act for e in moved.events.all()] == ["start", "recalculate"]
