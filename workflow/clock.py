"""The one clock of the product. Views, jobs and commands ask it; everything below takes `at`.

In the demo and in browser journeys the clock may be stopped or shifted (`manage.py test_clock`).
With DEBUG off it is the machine's clock and nothing else: the setting is not even read.
"""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from statutes.refusal import Refused
from statutes.wording import say
from workflow.models import TestClock


def now() -> datetime:
    """This moment, aware, as the bureau counts it."""
    real = timezone.now()
    if not settings.DEBUG:
        return real
    setting = TestClock.objects.first()
    if setting is None:
        return real
    return setting.stopped_at or real + timedelta(seconds=setting.shifted_seconds)


def today() -> date:
    """The calendar day in Asia/Shanghai."""
    return timezone.localdate(now())


def set_test_clock(
    *, stopped_at: datetime | None = None, shift: timedelta = timedelta()
) -> TestClock | None:
    """Stop or shift `now()` for a demo or a journey; neither given: the machine's clock again.

    Raises Refused with DEBUG off: in production nobody moves the bureau's clock.
    """
    if not settings.DEBUG:
        raise Refused(say("正式环境不能停住或拨动时钟。"))
    if stopped_at is None and not shift:
        TestClock.objects.all().delete()
        return None
    values = {"stopped_at": stopped_at, "shifted_seconds": int(shift.total_seconds())}
    return TestClock.objects.update_or_create(pk=1, defaults=values)[0]
