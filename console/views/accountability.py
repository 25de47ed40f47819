"""过错责任追究: what was opened, and what the heads concluded."""

from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import StaffRequest, staff
from accounts.models import Office
from accounts.policy.roles import Role
from accounts.wording import add_refusal
from cases.models import Accountability
from cases.services import accountability as services
from console.forms import ConclusionForm, OfficerComplaintForm
from statutes.refusal import Refused
from workflow.clock import now

PAGE = 50
HEADS = tuple(sorted(services.HEADS))


@require_safe
@staff(*HEADS, Role.AUDITOR)
def accountability(request: StaffRequest) -> HttpResponse:
    """Every entry of the jurisdiction, newest first; `?open=1` those without a conclusion."""
    rows = Accountability.objects.visible_to(request.user).select_related("case", "person")
    is_open, before = request.GET.get("open") == "1", request.GET.get("before", "")
    rows = rows.open() if is_open else rows
    if before.isdecimal():
        rows = rows.filter(pk__lt=int(before[:18]))
    found = list(rows.order_by("-pk")[: PAGE + 1])
    kept = {"open": "1"} if is_open else {}
    more = urlencode({**kept, "before": found[PAGE - 1].pk}) if len(found) > PAGE else ""
    context = {
        "rows": found[:PAGE],
        "is_open": is_open,
        "next_url": f"?{more}" if more else "",
        "first_url": f"?{urlencode(kept)}" if before else "",
    }
    return render(request, "console/accountability.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*HEADS, Role.AUDITOR)
def accountability_entry(request: StaffRequest, pk: int) -> HttpResponse:
    """One entry; POST concludes it, which only a head of its office may."""
    visible = Accountability.objects.visible_to(request.user)
    entry = get_object_or_404(visible.select_related("case", "person", "concluded_by"), pk=pk)
    moment = now()
    may_conclude = entry.office_id in _headed(request, moment)
    if request.method == "POST" and not may_conclude:
        raise PermissionDenied
    form = ConclusionForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            services.conclude(entry.pk, **form.cleaned_data, actor=request.user, at=moment)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("结论已登记。"))
            return redirect(entry)
    context = {"entry": entry, "form": form, "may_conclude": may_conclude}
    return render(request, "console/accountability_entry.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*HEADS)
def report_officer(request: StaffRequest) -> HttpResponse:
    """Register that a complaint against an officer was found true."""
    moment = now()
    office = Office.objects.filter(pk__in=_headed(request, moment)).order_by("pk").first()
    if office is None:
        raise PermissionDenied
    on = timezone.localdate(moment)
    form = OfficerComplaintForm(request.POST or None, office=office, on=on)
    if form.is_bound and form.is_valid():
        try:
            entry = services.report_officer(
                office, **form.cleaned_data, actor=request.user, at=moment
            )
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("已登记过错责任追究。"))
            return redirect(entry)
    return render(request, "console/report_officer.html", {"office": office, "form": form})


def _headed(request: StaffRequest, at: datetime) -> set[int]:
    """The offices that the person heads."""
    held = request.user.holdings_on(timezone.localdate(at))
    return {h.office_id for h in held if h.role in HEADS and h.office_id is not None}
