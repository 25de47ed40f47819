"""The list of complaints, the page of one, and every act upon it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import StaffRequest, staff
from accounts.policy.roles import CASE_ROLES
from complaints import perms
from complaints.models import Complaint
from complaints.procedure import STEPS
from console import complaint_page
from console.complaint_acts import ACTS
from console.views import taking
from workflow.clock import now

TEMPLATES = {
    "overview": "console/_complaint_overview.html",
    "claimants": "console/_complaint_claimants.html",
}


def _complaint(request: StaffRequest, pk: int) -> Complaint:
    return get_object_or_404(complaint_page.load(Complaint.objects.visible_to(request.user), pk))


@require_safe
@staff(*CASE_ROLES)
def complaint(request: StaffRequest, pk: int) -> HttpResponse:
    """The complaint as lodged, and what has been done; `?tab=` chooses what is listed."""
    record, moment = _complaint(request, pk), now()
    chosen = request.GET.get("tab", "")
    chosen = chosen if chosen in complaint_page.TABS else "overview"
    context = {
        **complaint_page.header(record, moment),
        **complaint_page.next_steps(record, request.user, moment),
        **complaint_page.tab(record, chosen, request.user),
        "acts": taking.within_reach(ACTS, STEPS, request.user, record.office_id, moment),
        "tabs": complaint_page.TABS,
        "tab": chosen,
        "tab_template": TEMPLATES.get(chosen, f"console/_tab_{chosen}.html"),
    }
    return render(request, "console/complaint.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*CASE_ROLES)
def complaint_act(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    """One step: the form beside the paper it will print; POST takes it."""
    record, moment = _complaint(request, pk), now()
    screen = taking.screen(ACTS, act, STEPS, request.user, record.office_id, moment)
    header = complaint_page.header(record, moment)
    offers = perms.steps(record, request.user, timezone.localdate(moment))
    return taking.take(request, record, screen, act, "complaint", moment, header, offers)


@require_POST
@staff(*CASE_ROLES)
def complaint_preview(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    """The paper with what has been typed so far; writes nothing."""
    record, moment = _complaint(request, pk), now()
    screen = taking.screen(ACTS, act, STEPS, request.user, record.office_id, moment)
    return taking.preview(request, record, screen, act, "complaint", moment)
