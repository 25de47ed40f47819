"""Where a request comes from: what is locked out, limited and recorded."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """Return the client's address; behind our own proxy the entry that the proxy itself added.

    Earlier entries of X-Forwarded-For are the client's own words and are not believed.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    nearest = forwarded.rpartition(",")[2].strip()
    return nearest or request.META.get("REMOTE_ADDR") or None
