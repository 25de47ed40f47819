"""Every complaint and every case of the jurisdiction, closed ones included, newest first."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.access import StaffRequest, staff
from accounts.policy.roles import CASE_ROLES
from accounts.wording import translate_all
from cases.models import Case
from complaints.models import Complaint
from console import filters, saved_views, services
from statutes.refusal import Refused

PAGE = 50


@require_safe
@staff(*CASE_ROLES)
def complaints(request: StaffRequest) -> HttpResponse:
    """投诉举报: the parameters of `filters.COMPLAINTS` narrow, `?before=` pages by id."""
    rows = Complaint.objects.visible_to(request.user).select_related("division", "owner")
    return render(request, "console/complaints.html", page_of(request, rows, "complaints"))


@require_safe
@staff(*CASE_ROLES)
def cases(request: StaffRequest) -> HttpResponse:
    """案件: the parameters of `filters.CASES` narrow, `?before=` pages by id."""
    rows = Case.objects.visible_to(request.user).select_related("division")
    return render(request, "console/cases.html", page_of(request, rows, "cases"))


def page_of(request: StaffRequest, rows: QuerySet, place: str) -> dict[str, object]:
    """One page by key, never by OFFSET; the extra row tells that there is another."""
    views = saved_views.shown(request.user, place, request.GET)
    kept, before = views.filters, request.GET.get("before", "")
    rows = filters.narrowed(place, rows, kept, request.user)
    if before.isdecimal():
        rows = rows.filter(pk__lt=int(before[:18]))
    found = list(rows.order_by("-pk")[: PAGE + 1])
    more = urlencode({**kept, "before": found[PAGE - 1].pk}) if len(found) > PAGE else ""
    return {
        "rows": found[:PAGE],
        "selects": filters.as_selects(place, kept),
        "views": views,
        "next_url": f"?{more}" if more else "",
        "first_url": f"?{views.query}" if before else "",
    }


@require_POST
@staff(*CASE_ROLES)
def keep_view(request: StaffRequest, place: str) -> HttpResponse:
    """Save the present filters under a name, or rename, prefer or delete what was saved."""
    if place not in filters.PLACES:
        raise Http404
    posted, user = request.POST, request.user
    name, is_default = posted.get("name", ""), "is_default" in posted
    kept = filters.chosen(place, posted)
    try:
        match posted.get("act"):
            case "delete":
                services.delete_view(user, place, name)
            case "change":
                new = posted.get("new_name", "")
                view = services.change_view(user, place, name, new_name=new, is_default=is_default)
                kept = view.filters
            case _:
                services.save_view(user, place, name, kept, is_default=is_default)
    except Refused as refused:
        for sentence in translate_all(refused):
            messages.warning(request, sentence)
    return redirect(f"{reverse(filters.PAGES[place])}?{saved_views.query_of(place, kept)}")
