"""Every complaint and every case of the jurisdiction, closed ones included, newest first."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from accounts.access import StaffRequest, staff
from accounts.policy.roles import CASE_ROLES
from cases.models import Case
from complaints.models import Complaint

PAGE = 50


@require_safe
@staff(*CASE_ROLES)
def complaints(request: StaffRequest) -> HttpResponse:
    """投诉举报: `?state=` narrows, `?before=` pages by id."""
    rows = Complaint.objects.visible_to(request.user).select_related("division", "owner")
    states = dict(Complaint._meta.get_field("state").flatchoices)
    return render(request, "console/complaints.html", _page(request, rows, states))


@require_safe
@staff(*CASE_ROLES)
def cases(request: StaffRequest) -> HttpResponse:
    """案件: `?state=` narrows, `?before=` pages by id."""
    rows = Case.objects.visible_to(request.user).select_related("division")
    states = dict(Case._meta.get_field("state").flatchoices)
    return render(request, "console/cases.html", _page(request, rows, states))


def _page(
    request: StaffRequest, rows: QuerySet[Model], states: Mapping[str, str | Promise]
) -> dict[str, object]:
    """One page by key, never by OFFSET; the extra row tells that there is another."""
    state, before = request.GET.get("state", ""), request.GET.get("before", "")
    if state in states:
        rows = rows.filter(state=state)
    if before.isdecimal():
        rows = rows.filter(pk__lt=int(before[:18]))
    found = list(rows.order_by("-pk")[: PAGE + 1])
    kept = {"state": state} if state in states else {}
    more = urlencode({**kept, "before": found[PAGE - 1].pk}) if len(found) > PAGE else ""
    return {
        "rows": found[:PAGE],
        "states": states,
        "state": state,
        "next_url": f"?{more}" if more else "",
        "first_url": f"?{urlencode(kept)}" if before else "",
    }
