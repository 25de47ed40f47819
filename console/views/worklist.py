"""The desk's first page."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import StaffRequest, staff
from accounts.policy.roles import CASE_ROLES, Role
from console import rows, saved_views, worklist
from console.worklist import LENS_LABELS, PAGE, Cursor, Lens
from grids.models import Visit
from workflow.clock import now

SUPERVISORS = frozenset({Role.UNIT_HEAD, Role.BUREAU_HEAD})


@require_safe
@staff(*CASE_ROLES)
def home(request: StaffRequest) -> HttpResponse:
    """My day: the clocks of one lens, most urgent first; `?lens=` and `?after=` are its state."""
    moment = now()
    views = saved_views.shown(request.user, "worklist", request.GET)
    lens = _lens(views.filters.get("lens", ""))
    if lens is Lens.APPROVALS:
        waiting = worklist.approvals(request.user, moment).select_related("proposer")
        lines, next_url = rows.of_approvals(list(waiting[:PAGE]), request.user), ""
    else:
        after = Cursor.parse(request.GET.get("after", ""))
        clocks = worklist.page(request.user, lens, moment, after)
        lines, next_url = (
            rows.of_clocks(clocks[:PAGE], request.user, moment),
            _next_url(lens, clocks),
        )
    counts = worklist.counts(request.user, moment)
    tabs = [
        {"lens": x.value, "label": LENS_LABELS[x], "count": counts.get(x), "is_current": x is lens}
        for x in Lens
    ]
    context = {
        "now": moment,
        "tabs": tabs,
        "heading": LENS_LABELS[lens],
        "rows": lines,
        "views": views,
        "open_visits": Visit.objects.unsolved().followed_by(request.user).count(),
        "supervises": bool(request.user.roles_on(timezone.localdate(moment)) & SUPERVISORS),
        "next_url": next_url,
        "first_url": f"?lens={lens}" if request.GET.get("after") else "",
    }
    return render(request, "console/worklist.html", context)


def _lens(text: str) -> Lens:
    return Lens(text) if text in set(Lens) else Lens.TODAY


def _next_url(lens: Lens, clocks: list) -> str:
    if len(clocks) <= PAGE:
        return ""
    last = clocks[PAGE - 1]
    query = urlencode({"lens": lens.value, "after": str(Cursor(last.due_at, last.pk))})
    return f"{reverse('console:home')}?{query}"
