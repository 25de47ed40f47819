"""How a limit was counted, day by day; and the demo's clock."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import StaffRequest, staff
from accounts.policy.roles import CASE_ROLES, DESK_ROLES, Role
from console.badges import badge
from console.forms import TestClockForm
from rulebook import services as rulebook
from workflow import services
from workflow.clock import now, set_test_clock
from workflow.models import Clock


@require_safe
@staff(*CASE_ROLES)
def clock(request: StaffRequest, pk: int) -> HttpResponse:
    """怎么算的: start, rule, what was skipped, paused and added, and where that leads."""
    found = get_object_or_404(Clock.objects.visible_to(request.user), pk=pk)
    context = {
        "clock": found,
        "badge": badge(found, now(), rulebook.calendar()),
        "projection": services.explain(found),
        "acts": found.events.select_related("actor"),
    }
    return render(request, "console/clock.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*(DESK_ROLES - {Role.AUDITOR}))
def test_clock(request: StaffRequest) -> HttpResponse:
    """Stop or shift the demo's clock; the page does not exist in production."""
    if not settings.DEBUG:
        raise Http404
    form = TestClockForm(request.POST or None)
    if form.is_bound and form.is_valid():
        set_test_clock(**form.setting())
        messages.success(request, _("演示时钟已设置。"))
        return redirect("console:test_clock")
    return render(request, "console/test_clock.html", {"form": form, "now": now()})
