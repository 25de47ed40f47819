"""What stands between a log-in and the desk: a living session, a second factor, an own password."""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from accounts.access import today
from accounts.models import User
from accounts.policy.roles import Role
from accounts.services import second_factor

SEEN_AT = "seen_at"
# A request renews the idle limit, but writes the session at most once in this many seconds.
RENEW_AFTER = 60


def before_second_factor(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view that a person with a password alone may open."""
    view.before_second_factor = True  # type: ignore[attr-defined]
    return view


def before_own_password(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view that may be opened before the first password was changed."""
    view.before_own_password = True  # type: ignore[attr-defined]
    return view


def redirected(request: HttpRequest, name: str, **query: str) -> HttpResponse:
    """Send the whole page elsewhere, also when htmx asked for a piece of it."""
    if request.method == "GET" and "HX-Request" not in request.headers:
        query["next"] = request.get_full_path()
    url = reverse(name) + (f"?{urlencode(query)}" if query else "")
    if "HX-Request" in request.headers:
        return HttpResponse(headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


class LogInMiddleware(LoginRequiredMiddleware):
    """Deny by default; whoever had a session that ended is told so at the log-in page."""

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponse:
        had_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        return redirected(request, "accounts:login", **({"ended": "1"} if had_session else {}))


class DeskMiddleware:
    """Let in whoever proved the second factor, and date the request by the one clock."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Resolve the user before the read-only transaction of a GET begins.

        A session of a changed password is deleted when its user is first asked for.
        """
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            _ = request.user.is_authenticated
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *_: Any
    ) -> HttpResponse | None:
        if not getattr(view, "login_required", True) or not request.user.is_authenticated:
            return None
        user: User = request.user  # type: ignore[assignment]
        user.acting_on = today()
        self._renew(request)
        if getattr(view, "before_second_factor", False):
            return None
        if needs_second_factor(user) and not user.is_verified():  # type: ignore[attr-defined]
            enrolled = second_factor.phone_of(user)
            step = "second_factor" if enrolled else "second_factor_setup"
            return redirected(request, f"accounts:{step}")
        if user.must_change_password and not getattr(view, "before_own_password", False):
            return redirected(request, "accounts:password_change")
        return None

    @staticmethod
    def _renew(request: HttpRequest) -> None:
        now = int(time.time())
        if now - request.session.get(SEEN_AT, 0) >= RENEW_AFTER:
            request.session[SEEN_AT] = now


def needs_second_factor(user: User) -> bool:
    """Everybody but a plain employer's clerk needs one; so does whoever holds no role today."""
    assert user.acting_on
    return user.is_staff or user.roles_on(user.acting_on) != {Role.EMPLOYER}
