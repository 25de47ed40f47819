"""The plain admin for reference data: administrators only, and never a case."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from accounts.access import today
from accounts.policy.roles import Role


class ReferenceSite(admin.AdminSite):
    site_header = site_title = _("劳动保障监察 · 基础数据")
    index_title = _("基础数据")
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """The flag, the role held today and the second factor must all stand."""
        user = request.user
        return bool(
            user.is_authenticated
            and user.is_active
            and user.is_staff
            and user.is_verified()  # type: ignore[attr-defined]
            and user.has_role(Role.ADMINISTRATOR, today())
        )

    def login(self, request: HttpRequest, extra_context: object = None) -> HttpResponse:
        """There is one log-in; whoever is already in but may not enter is refused."""
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect("accounts:login")
