"""Who may open a page of the desk: role checks on views, dated by the one clock."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.module_loading import import_string

from accounts.policy.roles import DESK_ROLES, Role

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from accounts.models import User

P = ParamSpec("P")


class StaffRequest(HttpRequest):
    """A request that passed `@staff`: its user is a person of the bureau, never anonymous."""

    user: "User"
    htmx: "HtmxDetails"


StaffView = Callable[Concatenate[StaffRequest, P], HttpResponseBase]


def now() -> datetime:
    """Read the one clock; it lives above this app, so settings name it by its dotted path."""
    return import_string(settings.CLOCK)()


def today() -> date:
    return now().astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def staff(*roles: Role) -> Callable[[StaffView[P]], StaffView[P]]:
    """Let in holders of one of `roles` today, as their own or delegated; none named: any staff."""
    allowed = frozenset(roles) or DESK_ROLES

    def decorate(view: StaffView[P]) -> StaffView[P]:
        @wraps(view)
        def checked(request: StaffRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            on = today()
            if not (request.user.is_authenticated and request.user.roles_on(on) & allowed):
                raise PermissionDenied
            request.user.acting_on = on
            return view(request, *args, **kwargs)

        checked.staff_roles = allowed  # type: ignore[attr-defined]  # read by the permission matrix
        return checked

    return decorate
