"""What every page may show: in the demo, the clock that was set; to staff, unread notices."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from workflow import clock
from workflow.models import Notification, TestClock

MOST_COUNTED = 99


def demo_clock(request: HttpRequest) -> dict[str, object]:
    """Offer `demo_clock` (now, stopped) while the demo's clock is not the machine's."""
    if not settings.DEBUG:
        return {"is_demo": False}
    return {"is_demo": True, "demo_clock": SimpleLazyObject(_setting)}


def _setting() -> dict[str, object] | None:
    setting = TestClock.objects.first()
    if setting is None:
        return None
    return {"now": clock.now(), "stopped": setting.stopped_at is not None}


def unread_notices(request: HttpRequest) -> dict[str, object]:
    """Offer `unread_notices`, counted only where a page shows it: "" when there are none."""
    return {"unread_notices": SimpleLazyObject(lambda: _unread(request))}


def _unread(request: HttpRequest) -> str:
    if not request.user.is_authenticated:
        return ""
    mine = Notification.objects.visible_to(request.user).unread()
    count = len(mine.order_by().values_list("pk", flat=True)[: MOST_COUNTED + 1])
    return f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count or "")
