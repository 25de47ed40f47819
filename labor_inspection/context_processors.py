"""What every page may show: in the demo, that the clock has been stopped or shifted."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from workflow import clock
from workflow.models import TestClock


def demo_clock(request: HttpRequest) -> dict[str, object]:
    """Offer `demo_clock` (now, stopped) while the demo's clock is not the machine's."""
    return {"demo_clock": SimpleLazyObject(_setting)} if settings.DEBUG else {}


def _setting() -> dict[str, object] | None:
    setting = TestClock.objects.first()
    if setting is None:
        return None
    return {"now": clock.now(), "stopped": setting.stopped_at is not None}
