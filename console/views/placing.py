"""人工划入网格 of several employers at once: ticked on a list, placed in one act, all or none."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.access import StaffRequest, staff
from accounts.wording import add_refusal
from console.grid_forms import PlaceSeveralForm
from employers.models import Employer
from grids import perms
from grids.services import placing
from statutes.refusal import Refused
from workflow.clock import now

MOST = 200  # more than a page of any list shows


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*perms.MANAGERS)
def place_by_hand(request: StaffRequest) -> HttpResponse:
    """Those ticked, each with the grid it lies in; POST moves them into one, for one reason."""
    is_sent = request.method == "POST"
    seen = _seen((request.POST if is_sent else request.GET).getlist("employer"))
    known = Employer.objects.visible_to(request.user).filter(pk__in=seen)
    rows = list(known.select_related("division", "placement__grid").order_by("name", "pk"))
    if not rows:
        messages.warning(request, _("请先勾选单位。"))
        return redirect("console:employers")
    form = PlaceSeveralForm(request.POST if is_sent else None, user=request.user)
    if form.is_bound and form.is_valid():
        moving = {row.pk: seen[row.pk] for row in rows}
        told = {**form.cleaned_data, "actor": request.user, "at": now()}
        try:
            count = placing.place_all_by_hand(moving, **told)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            words = ngettext("已划入%(count)s户。", "已划入%(count)s户。", count)
            messages.success(request, words % {"count": count})
            return redirect(form.cleaned_data["grid"])
    lines = [(row, getattr(row, "placement", None)) for row in rows]
    context = {"form": form, "lines": lines}
    return render(request, "console/place_by_hand.html", context)


def _seen(ticked: Iterable[str]) -> dict[int, int | None]:
    """Which grid the person saw each employer in: `12:3`; a list sends the employer alone."""
    found: dict[int, int | None] = {}
    for value in list(ticked)[:MOST]:
        employer, _colon, grid = value.partition(":")
        if employer.isdecimal() and len(employer) < 19:
            found[int(employer)] = int(grid) if grid.isdecimal() and len(grid) < 19 else None
    return found
