"""The one clock of the product. Views, jobs and commands ask it; everything below takes `at`.

In the demo and in browser journeys the clock may be stopped or shifted (`manage.py test_clock`).
With DEBUG off it is the machine's clock and nothing else: the setting is not even read.
"""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

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
