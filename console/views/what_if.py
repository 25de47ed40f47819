"""名单试算: any two rule sets over any period; nothing is written."""

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.access import StaffRequest, staff
from accounts.policy.roles import Role
from accounts.wording import add_refusal
from console import what_if as page
from console.ledger_export import CONTENT_TYPE
from statutes.refusal import Refused
from workflow.clock import today

HEADS = (Role.UNIT_HEAD, Role.BUREAU_HEAD)


@require_safe
@staff(*HEADS)
def what_if(request: StaffRequest) -> HttpResponse:
    """Who would be listed of the cases filed in the period, why, and where the sets differ."""
    form = page.WhatIfForm(request.GET, today=today())
    context: dict[str, object] = {"form": form, "query": request.GET.urlencode()}
    if form.is_valid():
        try:
            asked = form.asked(request.user.prefixes)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            context |= page.context(asked, form.side)
    return render(request, "console/what_if.html", context)


@require_safe
@staff(*HEADS)
def what_if_export(request: StaffRequest) -> HttpResponseBase:
    """The same as a workbook, every row of it."""
    form = page.WhatIfForm(request.GET, today=today())
    try:
        if not form.is_valid():
            return redirect("console:what_if")
        asked = form.asked(request.user.prefixes)
    except Refused:
        return redirect("console:what_if")
    answer = StreamingHttpResponse(page.pieces(asked, form.side), content_type=CONTENT_TYPE)
    name = f"what-if-{asked.since}-{asked.until}.xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
