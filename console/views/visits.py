"""走访、普法、培训: what was entered, what is still to be solved, and the forms to enter it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import StaffRequest, staff
from accounts.models import Training, User
from accounts.policy.roles import CASE_ROLES
from accounts.services.people import record_training
from accounts.wording import add_refusal, translate
from console.visit_forms import (
    FactsForm,
    FollowForm,
    PublicityForm,
    SolvedForm,
    TrainingForm,
    VisitForm,
)
from employers.models import Employer
from employers.perms import why_not_kept
from grids import perms
from grids.models import Publicity, Visit
from grids.services import visits as services
from statutes.refusal import Refused
from workflow.clock import now, today

PAGE = 50
MOST_FOUND = 10


@require_safe
@staff(*CASE_ROLES)
def visits(request: StaffRequest) -> HttpResponse:
    """First what is handed on and not solved, then every visit, newest first."""
    seen = Visit.objects.visible_to(request.user).select_related("employer", "recorded_by")
    context = _paged(request, seen)
    if not context["first_url"]:
        open_rows = seen.unsolved().select_related("follower").order_by("follow_up_by", "pk")
        context["unsolved"] = [(row, row.is_late(today())) for row in open_rows[:PAGE]]
    context["may_enter"] = perms.why_not_visited(request.user, today()) is None
    return render(request, "console/visits.html", {"unsolved": [], **context})


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*perms.VISITORS)
def new_visit(request: StaffRequest) -> HttpResponse:
    """登记走访; `?employer=` chooses whose facts are asked again, `?q=` finds it."""
    employer = _employer(request)
    posted = request.POST if request.method == "POST" else None
    start = {"place": "enterprise", "whom": "served", "where": employer.address or employer.name,
             "people": 1} if employer else {"people": 1}  # fmt: skip
    form = VisitForm(posted, user=request.user, today=today(), initial=start)
    facts = FactsForm(posted, instance=employer, prefix="facts") if employer else None
    if posted is not None and form.is_valid() and (facts is None or facts.is_valid()):
        try:
            visit = _record(request, form, facts)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("走访已登记。"))
            return redirect(visit)
    context = {"form": form, "facts": facts, "employer": employer, **_search(request)}
    return render(request, "console/new_visit.html", context)


def _employer(request: StaffRequest) -> Employer | None:
    """The one that was chosen: of the person's own places, or none."""
    chosen = request.GET.get("employer", "")
    if not chosen.isdecimal():
        return None
    rows = Employer.objects.visible_to(request.user).current().in_hand_of(request.user)
    found = get_object_or_404(rows.select_related("placement__grid"), pk=int(chosen[:18]))
    if reason := why_not_kept(request.user, found, today()):
        raise PermissionDenied(translate(reason))
    return found


def _search(request: StaffRequest) -> dict[str, Any]:
    query = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    here = Employer.objects.visible_to(request.user).current().in_hand_of(request.user)
    found = list(here.search(query)[:MOST_FOUND]) if query else []
    return {"query": query, "found": found}


def _record(request: StaffRequest, form: VisitForm, facts: FactsForm | None) -> Visit:
    grid, user = form.cleaned_data["grid"], request.user
    assert user.office
    return services.record(
        division_id=grid.division_id if grid else user.office.division_id,
        employer=facts.employer if facts else None,
        grid=grid,
        collected=facts.collected() if facts else None,
        actor=user,
        at=now(),
        **form.told(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*CASE_ROLES)
def visit(request: StaffRequest, pk: int) -> HttpResponse:
    """One visit; POST closes its problem, or gives it to somebody else."""
    rows = Visit.objects.visible_to(request.user).select_related(
        "employer", "grid", "recorded_by", "follower", "division"
    )
    found, on = get_object_or_404(rows, pk=pk), today()
    may_act = found.is_open and perms.why_not_visited(request.user, on) is None
    if request.method == "POST" and perms.why_not_visited(request.user, on):
        raise PermissionDenied
    solved, follow = _follow_up_forms(request, found)
    if request.method == "POST" and (taken := _follow_up(request, found, solved, follow)):
        return taken
    forms = {"solved": solved, "follow": follow} if may_act else {}
    context = {"visit": found, "is_late": found.is_late(on), "may_act": may_act, **forms}
    return render(request, "console/visit.html", context)


def _follow_up_forms(request: StaffRequest, found: Visit) -> tuple[SolvedForm, FollowForm]:
    is_follow = request.POST.get("act") == "follow"
    posted = request.POST if request.method == "POST" else None
    solved = SolvedForm(None if is_follow else posted, initial={"on": today()})
    initial = {"follower": found.follower_id, "follow_up_by": found.follow_up_by}
    return solved, FollowForm(posted if is_follow else None, user=request.user, initial=initial)


def _follow_up(
    request: StaffRequest, found: Visit, solved: SolvedForm, follow: FollowForm
) -> HttpResponse | None:
    form: Any = follow if follow.is_bound else solved
    if not form.is_valid():
        return None
    act = services.hand_over if form is follow else services.solve
    try:
        act(found.pk, **form.cleaned_data, actor=request.user, at=now())
    except Refused as refused:
        add_refusal(form, refused)
        return None
    messages.success(request, _("走访问题的办理情况已更新。"))
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*CASE_ROLES)
def publicity(request: StaffRequest) -> HttpResponse:
    """普法宣传: what was done, and the form to enter it."""
    may_enter = perms.why_not_visited(request.user, today()) is None
    form = PublicityForm(request.POST or None, user=request.user, today=today())
    if request.method == "POST" and not may_enter:
        raise PermissionDenied
    if form.is_bound and form.is_valid():
        grid, user = form.cleaned_data["grid"], request.user
        assert user.office
        place_id = grid.division_id if grid else user.office.division_id
        try:
            services.publicise(division_id=place_id, actor=user, at=now(), **form.cleaned_data)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("普法宣传已登记。"))
            return redirect("console:publicity")
    seen = Publicity.objects.visible_to(request.user).select_related("grid", "recorded_by")
    context = {**_paged(request, seen), "form": form, "may_enter": may_enter}
    return render(request, "console/publicity.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*CASE_ROLES)
def trainings(request: StaffRequest) -> HttpResponse:
    """培训: hours and examinations of the year by person; heads enter what was attended."""
    on, office_id = today(), request.user.office_id
    asked = request.GET.get("year", "")
    is_year = asked.isdecimal() and len(asked) == 4
    year = int(asked) if is_year and 2000 <= int(asked) <= on.year else on.year
    may_enter = office_id is not None and not perms.why_not_managed(request.user, office_id, on)
    form = TrainingForm(request.POST or None, user=request.user, today=on)
    if request.method == "POST" and not may_enter:
        raise PermissionDenied
    if form.is_bound and form.is_valid():
        try:
            record_training(Training(**form.cleaned_data))
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("培训已登记。"))
            return redirect(f"{reverse('console:trainings')}?year={year}")
    people = User.objects.active().filter(office=office_id).with_training(year).order_by("pk")
    held = Training.objects.of_year(year).filter(user__office=office_id).select_related("user")
    context = {"people": people, "held": held[:200], "year": year, "form": form,
               "may_enter": may_enter, "years": range(on.year, on.year - 5, -1)}  # fmt: skip
    return render(request, "console/trainings.html", context)


def _paged(request: StaffRequest, rows: QuerySet) -> dict[str, Any]:
    """One page by key, newest first."""
    before = request.GET.get("before", "")
    if before.isdecimal():
        rows = rows.filter(pk__lt=int(before[:18]))
    found = list(rows.order_by("-pk")[: PAGE + 1])
    return {
        "rows": found[:PAGE],
        "next_url": f"?before={found[PAGE - 1].pk}" if len(found) > PAGE else "",
        "first_url": "?" if before else "",
    }
