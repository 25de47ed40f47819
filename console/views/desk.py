"""What belongs to the desk and to no case: drafts, notices, search."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import StaffRequest, staff
from accounts.policy.roles import CASE_ROLES, Role
from accounts.wording import translate_all
from console import search as searching
from console import services
from console.models import Draft
from statutes.refusal import Refused
from workflow.clock import now
from workflow.models import Notification

LONGEST_QUERY = 100
LONGEST_PLACE = 150
# Whoever may one day take an act writes long texts; an auditor reads, an administrator sees none.
WRITERS = CASE_ROLES - {Role.AUDITOR}


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*WRITERS)
def draft(request: StaffRequest, place: str, field: str) -> HttpResponse:
    """Keep or give back one long text (autosave.js); only its author sees it."""
    key = f"{place}/{field}"
    if len(key) > LONGEST_PLACE:
        raise Http404  # no form's field has such an address
    if request.method == "POST":
        try:
            services.save_draft(request.user, key, request.POST.get("text", ""), at=now())
        except Refused as refused:
            return HttpResponse("\n".join(translate_all(refused)), status=413)
        return HttpResponse(status=204)
    found = Draft.objects.visible_to(request.user).filter(place=key).first()
    if found is None:
        return HttpResponse(status=204)
    return JsonResponse({"text": found.text, "saved_at": found.saved_at.isoformat()})


@require_http_methods(["GET", "HEAD", "POST"])
@staff()
def notices(request: StaffRequest) -> HttpResponse:
    """The person's own notices, newest first; POST marks those that were shown as read."""
    mine = Notification.objects.visible_to(request.user)
    if request.method == "POST":
        ids = [int(pk) for pk in request.POST.getlist("notice") if pk.isdecimal() and len(pk) < 19]
        services.mark_notices_read(request.user, ids, at=now())
        return redirect("console:notices")
    return render(request, "console/notices.html", {"notices": mine[:100]})


@require_safe
@staff(*CASE_ROLES)
def search(request: StaffRequest) -> HttpResponse:
    """One box: case and complaint numbers, paper numbers, employers, credit codes, phone tails."""
    query = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    return render(
        request,
        "console/search.html",
        {"query": query, "groups": searching.find(query, request.user) if query else []},
    )
