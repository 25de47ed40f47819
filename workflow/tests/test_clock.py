"""The demo's clock can be stopped and shifted; production has none but the machine's."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from statutes.refusal import Refused
from workflow import clock
from workflow.models import TestClock

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 12, 31, 16, tzinfo=UTC)


@pytest.fixture
def demo(settings):
    settings.DEBUG = True


def test_a_stopped_clock_stands_and_gives_the_day_in_shanghai(demo):
    clock.set_test_clock(stopped_at=MOMENT)
    assert clock.now() == MOMENT
    assert clock.today().isoformat() == "2027-01-01"


def test_a_shifted_clock_goes_on_from_where_it_was_put(demo):
    clock.set_test_clock(shift=timedelta(days=30))
    assert abs(clock.now() - timezone.now() - timedelta(days=30)) < timedelta(minutes=1)


def test_a_reset_gives_the_machines_time_again(demo):
    clock.set_test_clock(stopped_at=MOMENT)
    clock.set_test_clock()
    assert not TestClock.objects.exists()
    assert abs(clock.now() - timezone.now()) < timedelta(minutes=1)


def test_production_refuses_to_move_the_clock_and_ignores_a_setting_left_behind():
    TestClock.objects.create(pk=1, stopped_at=MOMENT)
    assert clock.now() != MOMENT
    with pytest.raises(Refused, match="正式环境"):
        clock.set_test_clock(stopped_at=MOMENT)
    with pytest.raises(CommandError) as refused:
        call_command("test_clock", "stop", "2026-11-23T09:00")
    assert refused.value.returncode == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("stop", "2026-11-23T09:00"), "2026-11-23T09:00:00+08:00"),
        (("stop", "2026-11-23T01:00+00:00"), "2026-11-23T09:00:00+08:00"),
    ],
)
def test_the_command_says_where_the_clock_stands(demo, capsys, arguments, said):
    call_command("test_clock", *arguments)
    assert capsys.readouterr().out.strip() == said


@pytest.mark.parametrize("arguments", [("stop",), ("stop", "soon"), ("shift", "3w"), ("shift",)])
def test_a_moment_that_cannot_be_read_is_refused_with_an_example(demo, arguments):
    with pytest.raises(CommandError, match="例如") as refused:
        call_command("test_clock", *arguments)
    assert refused.value.returncode == 2
