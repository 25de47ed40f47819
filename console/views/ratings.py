"""诚信等级: the runs of each year, the page of one run and of one grade, every act upon them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import StaffRequest, staff
from accounts.policy.roles import CASE_ROLES, Role
from accounts.wording import add_refusal, translate_all
from console import rating_page
from console.rating_acts import RATING_ACTS, RUN_ACTS, OrderForm
from console.views import taking
from credit_rating import jobs, perms
from credit_rating.models import Rating, RatingRun, SampleCheck
from credit_rating.procedure import RATING_STEPS, STEPS, State
from credit_rating.services import approving, ordering
from statutes.refusal import Refused
from workflow.clock import now, today

SECONDS = 5  # until the page of an unfinished run comes back by itself
RUN, RATING = "rating_run", "credit_rating"
OWN_TABS = {name: f"console/_rating_{name}.html" for name in ("overview", "sample", "grades")}
HEADS = (Role.UNIT_HEAD, Role.BUREAU_HEAD)


def _run(request: StaffRequest, pk: int) -> RatingRun:
    seen = RatingRun.objects.visible_to(request.user).select_related("office", "division")
    return get_object_or_404(seen, pk=pk)


def _rating(request: StaffRequest, pk: int) -> Rating:
    seen = Rating.objects.visible_to(request.user)
    return get_object_or_404(seen.select_related("run__office", "employer__division"), pk=pk)


@require_safe
@staff(*CASE_ROLES)
def rating_runs(request: StaffRequest) -> HttpResponse:
    """Every run of the user's places, newest first."""
    rows = RatingRun.objects.visible_to(request.user).select_related("division", "requested_by")
    may_order = perms.may_order(request.user, today())
    return render(request, "console/rating_runs.html", {"rows": rows[:50], "may_order": may_order})


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*HEADS)
def new_rating_run(request: StaffRequest) -> HttpResponse:
    """Order a year to be rated; it goes on in the background."""
    form = OrderForm(request.POST or None, on=today())
    if form.is_bound and form.is_valid():
        given = form.cleaned_data | {"ruleset": form.cleaned_data["ruleset"] or None}
        try:
            run = ordering.order_run(**given, division=None, actor=request.user, at=now())
        except Refused as refused:
            add_refusal(form, refused)
        else:
            jobs.rate_on_commit(run.pk)
            return redirect(run)
    return render(request, "console/new_rating_run.html", {"form": form})


@require_safe
@staff(*CASE_ROLES)
def rating_run(request: StaffRequest, pk: int) -> HttpResponse:
    """How far it is, how the grades lie, who moved; `?tab=` chooses what is listed."""
    record, moment = _run(request, pk), now()
    chosen = request.GET.get("tab", "")
    chosen = chosen if chosen in rating_page.RUN_TABS else "overview"
    before = request.GET.get("before", "")
    context = {
        **rating_page.run_header(record),
        **rating_page.run_steps(record, request.user, moment),
        **rating_page.run_tab(record, chosen, request.user, moment, before),
        "tabs": rating_page.RUN_TABS,
        "tab": chosen,
        "tab_template": OWN_TABS.get(chosen, f"console/_tab_{chosen}.html"),
    }
    response = render(request, "console/rating_run.html", context)
    if record.status is State.RATING:
        response["Refresh"] = str(SECONDS)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*CASE_ROLES)
def rating_run_act(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    """One step; what an approval sets going is queued with it."""
    record, moment = _run(request, pk), now()
    screen = taking.screen(RUN_ACTS, act, STEPS, request.user, record.office_id or 0, moment)
    header = rating_page.run_header(record)
    offers = perms.steps(record, request.user, today())
    response = taking.take(request, record, screen, act, RUN, moment, header, offers)
    if request.method == "POST" and act == "decide":
        jobs.carry_out_on_commit(record.pk)
    return response


@require_POST
@staff(*CASE_ROLES)
def rating_run_preview(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    record, moment = _run(request, pk), now()
    screen = taking.screen(RUN_ACTS, act, STEPS, request.user, record.office_id or 0, moment)
    return taking.preview(request, record, screen, act, RUN, moment)


@require_POST
@staff(Role.INSPECTOR)
def rating_sample(request: StaffRequest, pk: int, check: int) -> HttpResponse:
    """Say of one employer of the sample whether it is graded rightly."""
    record = _run(request, pk)
    row = get_object_or_404(SampleCheck, pk=check, run=record)
    is_right, note = request.POST.get("is_right") == "1", request.POST.get("note", "")[:500]
    try:
        approving.check_sample(row.pk, is_right=is_right, note=note, actor=request.user, at=now())
    except Refused as refused:
        for sentence in translate_all(refused):
            messages.warning(request, sentence)
    else:
        messages.success(request, _("已记录核对结果。"))
    return redirect(f"{record.get_absolute_url()}?tab=sample")


@require_safe
@staff(*CASE_ROLES)
def credit_rating(request: StaffRequest, pk: int) -> HttpResponse:
    """One grade: what it rests on in plain words, its changes, the other set's view."""
    record, moment = _rating(request, pk), now()
    chosen = request.GET.get("tab", "")
    chosen = chosen if chosen in rating_page.RATING_TABS else "overview"
    own = {"overview": "console/_credit_overview.html"}
    context = {
        **rating_page.rating_header(record, moment),
        **rating_page.rating_steps(record, request.user, moment),
        **rating_page.rating_tab(record, chosen),
        "tabs": rating_page.RATING_TABS,
        "tab": chosen,
        "tab_template": own.get(chosen, f"console/_tab_{chosen}.html"),
    }
    return render(request, "console/credit_rating.html", context)


@require_POST
@staff(*(CASE_ROLES - {Role.AUDITOR, Role.GRID_ASSISTANT}))
def credit_what_if(request: StaffRequest, pk: int) -> HttpResponse:
    """The year by the other rule set, tried and thrown away."""
    record, moment = _rating(request, pk), now()
    context = rating_page.rating_header(record, moment)
    context["other"] = rating_page.other_set(record, moment)
    return render(request, "console/credit_what_if.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*CASE_ROLES)
def credit_rating_act(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    """One step on a grade: the form beside the paper it will print."""
    record, moment = _rating(request, pk), now()
    office = record.run.office_id or 0
    screen = taking.screen(RATING_ACTS, act, RATING_STEPS, request.user, office, moment)
    header = rating_page.rating_header(record, moment)
    offers = perms.rating_steps(record, request.user, today())
    return taking.take(request, record, screen, act, RATING, moment, header, offers)


@require_POST
@staff(*CASE_ROLES)
def credit_rating_preview(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    """The paper with what has been typed so far; writes nothing."""
    record, moment = _rating(request, pk), now()
    office = record.run.office_id or 0
    screen = taking.screen(RATING_ACTS, act, RATING_STEPS, request.user, office, moment)
    return taking.preview(request, record, screen, act, RATING, moment)
