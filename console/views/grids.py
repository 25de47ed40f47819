"""网格: the list, one grid, how it is divided and staffed, and where an employer belongs."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import StaffRequest, staff
from accounts.models import Office
from accounts.policy.roles import CASE_ROLES
from accounts.wording import add_refusal, translate
from console import grid_acts, grid_page
from console.grid_forms import GridForm, PlaceForm
from employers.models import Employer
from grids import coverage, focus, perms
from grids.models import Grid
from grids.services import areas, placing
from statutes.refusal import Refused
from workflow.clock import now, today


@require_safe
@staff(*CASE_ROLES)
def grids(request: StaffRequest) -> HttpResponse:
    """Every open grid of the jurisdiction with its size, its people and what is uneven."""
    lines = grid_page.lines(request.user, today())
    context = {"lines": lines, "may_manage": _manages(request)}
    return render(request, "console/grids.html", context)


@require_safe
@staff(*CASE_ROLES)
def grid_coverage(request: StaffRequest) -> HttpResponse:
    """覆盖情况: what no grid answers for, who lies in none, which posts are vacant."""
    found = coverage.report(request.user, today(), grid_page.SIZES)
    context = {"report": found, "may_manage": _manages(request)}
    context["short"] = focus.short(request.user, today())
    return render(request, "console/grid_coverage.html", context)


@require_safe
@staff(*CASE_ROLES)
def grid(request: StaffRequest, pk: int) -> HttpResponse:
    """One grid: its divisions, people, employers, visits and patrols; `?tab=` chooses the list."""
    found, on = _grid(request, pk), today()
    chosen = request.GET.get("tab", "")
    chosen = chosen if chosen in grid_page.TABS else "employers"
    may_manage = perms.why_not_managed(request.user, found.office_id, on) is None
    context = {
        "grid": found,
        "coverage": found.coverage.select_related("division"),
        "staff": grid_page.staff(found, on),
        "vacant": coverage.vacant([found], on),
        "imbalances": coverage.imbalances([found], on, grid_page.SIZES),
        "acts": grid_acts.offered(found) if may_manage else {},
        "tab": chosen,
        **grid_page.tab(found, chosen, request.GET.get("before", "")),
    }
    return render(request, "console/grid.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*perms.MANAGERS)
def open_grid(request: StaffRequest) -> HttpResponse:
    """Open a grid over divisions that no other answers for."""
    office = get_object_or_404(Office, pk=request.user.office_id)
    form = GridForm(request.POST or None, office=office)
    if form.is_bound and form.is_valid():
        try:
            opened = areas.open_grid(office, **form.cleaned_data, actor=request.user, at=now())
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("网格已启用，单位已按规则划入。"))
            return redirect(opened)
    return _form_page(request, _("启用网格"), form, reverse("console:grids"))


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*perms.MANAGERS)
def grid_act(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    """One act on a grid: its divisions, its people, a split, its end."""
    found = _grid(request, pk)
    if act not in grid_acts.ACTS:
        raise Http404
    if reason := perms.why_not_managed(request.user, found.office_id, today()):
        raise PermissionDenied(translate(reason))
    screen = grid_acts.ACTS[act]
    form = screen.form(found, request.POST if request.method == "POST" else None, today())
    if form.is_bound and form.is_valid():
        try:
            screen.run(found, form.cleaned_data, request.user, now())
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, str(screen.title))
            return redirect(found)
    return _form_page(request, str(screen.title), form, found.get_absolute_url(), str(found))


@require_POST
@staff(*perms.MANAGERS)
def place_employers(request: StaffRequest) -> HttpResponse:
    """Place every employer by the rule now, instead of waiting for the hourly job."""
    placed = placing.place_by_rule(at=now())
    words = ngettext("已划入%(count)s户。", "已划入%(count)s户。", placed.moved)
    messages.success(request, words % {"count": placed.moved})
    return redirect("console:grid_coverage")


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*perms.MANAGERS)
def place_employer(request: StaffRequest, pk: int) -> HttpResponse:
    """One employer into a grid by hand, for a reason, or back to the rule."""
    here = Employer.objects.visible_to(request.user).in_hand_of(request.user)
    employer = get_object_or_404(here.select_related("placement__grid"), pk=pk)
    form = PlaceForm(request.POST or None, employer=employer, user=request.user)
    if form.is_bound and form.is_valid():
        try:
            _place(employer, form.cleaned_data, request)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("网格归属已调整。"))
            return redirect(employer)
    back = employer.get_absolute_url()
    return _form_page(request, _("调整所属网格"), form, back, employer.name)


def _place(employer: Employer, data: dict[str, Any], request: StaffRequest) -> None:
    told: dict[str, Any] = {"actor": request.user, "at": now()}
    if data["grid"]:
        placing.place_by_hand(employer.pk, **data, **told)
    else:
        placing.hand_back(employer.pk, **told)


def _grid(request: StaffRequest, pk: int) -> Grid:
    rows = Grid.objects.visible_to(request.user).select_related("office", "division")
    return get_object_or_404(rows, pk=pk)


def _manages(request: StaffRequest) -> bool:
    office_id = request.user.office_id
    return office_id is not None and not perms.why_not_managed(request.user, office_id, today())


def _form_page(
    request: StaffRequest, title: str, form: forms.Form, back_url: str, about: str = ""
) -> HttpResponse:
    context = {"title": title, "form": form, "back_url": back_url, "about": about}
    return render(request, "console/one_form.html", context)
