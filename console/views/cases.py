"""The page of a case, and every act upon it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import StaffRequest, staff
from accounts.policy.roles import CASE_ROLES
from cases.models import Case
from cases.perms.around import around
from cases.perms.steps import steps
from cases.procedure.table import STEPS
from console import case_page
from console.case_acts.table import ACTS
from console.next_steps import next_steps
from console.views import taking
from workflow.clock import now


def _case(request: StaffRequest, pk: int) -> Case:
    return get_object_or_404(case_page.load(Case.objects.visible_to(request.user), pk))


@require_safe
@staff(*CASE_ROLES)
def case(request: StaffRequest, pk: int) -> HttpResponse:
    """The case as it stands; `?tab=` chooses what is listed below the header."""
    record, moment = _case(request, pk), now()
    known = around(record)
    chosen = request.GET.get("tab", "")
    chosen = chosen if chosen in case_page.TABS else "overview"
    context = {
        **case_page.header(record, known, request.user, moment),
        **next_steps(record, known, request.user, moment),
        **case_page.tab(record, chosen, known, request.user, moment, request.GET.get("stage", "")),
        "tabs": case_page.TABS,
        "tab": chosen,
        "tab_template": f"console/_tab_{chosen}.html",
    }
    return render(request, "console/case.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*CASE_ROLES)
def case_act(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    """One step: the form beside the paper it will print; POST takes it."""
    record, moment = _case(request, pk), now()
    screen = taking.screen(ACTS, act, STEPS, request.user, record.office_id, moment)
    known = around(record)
    header = case_page.header(record, known, request.user, moment)
    offers = steps(record, request.user, timezone.localdate(moment), known)
    return taking.take(request, record, screen, act, "case", moment, header, offers)


@require_POST
@staff(*CASE_ROLES)
def case_preview(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    """The paper with what has been typed so far; writes nothing."""
    record, moment = _case(request, pk), now()
    screen = taking.screen(ACTS, act, STEPS, request.user, record.office_id, moment)
    return taking.preview(request, record, screen, act, "case", moment)
