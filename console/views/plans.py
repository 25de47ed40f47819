"""巡查计划 and 双随机: drawn up, laid before the head, approved, drawn, printed."""

from secrets import token_hex
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import StaffRequest, staff
from accounts.models import Office
from accounts.policy.roles import CASE_ROLES, Role
from accounts.wording import add_refusal, translate
from console import marking, patrol_page
from console.plan_forms import DecideForm, DrawForm, PlanForm, SubmitForm
from documents.models import Paper
from grids import candidates, focus, perms
from grids.models import PatrolPlan, RandomDraw
from grids.policy.frequency import GRADES, LISTED, UNGRADED
from grids.services import drawing
from grids.services import plans as services
from statutes.refusal import Refused
from workflow.clock import now, today

Status = PatrolPlan.Status
PAGE = 100  # rows of a draw
RHYTHMS = (LISTED, *GRADES.values(), UNGRADED)


@require_safe
@staff(*CASE_ROLES)
def patrol_plans(request: StaffRequest) -> HttpResponse:
    """Every plan of the jurisdiction, and how often the law and the city want whom inspected."""
    rows = PatrolPlan.objects.visible_to(request.user).select_related("office", "division")
    context = {
        "rows": rows.order_by("-from_on", "-pk")[:100],
        "rhythms": RHYTHMS,
        "may_plan": bool(request.user.roles_on(today()) & perms.PLANNERS),
        "short": focus.short(request.user, today()),
    }
    return render(request, "console/patrol_plans.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*perms.PLANNERS)
def new_plan(request: StaffRequest) -> HttpResponse:
    office = get_object_or_404(Office, pk=request.user.office_id)
    form = PlanForm(request.POST or None, office=office)
    if form.is_bound and form.is_valid():
        try:
            plan = services.draw_up(office, actor=request.user, at=now(), **form.cleaned_data)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("计划已拟订，可以报批。"))
            return redirect(plan)
    context = {"title": _("拟订巡查计划"), "form": form, "about": ""}
    context["back_url"] = reverse("console:patrol_plans")
    return render(request, "console/one_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*perms.PLANNERS)
def edit_plan(request: StaffRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    if reason := perms.why_not_planned(request.user, plan.office_id, today()):
        raise PermissionDenied(translate(reason))
    form = PlanForm(request.POST or None, office=plan.office, instance=plan)
    if form.is_bound and form.is_valid():
        try:
            services.revise(plan.pk, actor=request.user, at=now(), **form.cleaned_data)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("计划已修改。"))
            return redirect(plan)
    context = {"title": _("修改巡查计划"), "form": form, "about": plan.title}
    context["back_url"] = plan.get_absolute_url()
    return render(request, "console/one_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*CASE_ROLES)
def patrol_plan(request: StaffRequest, pk: int) -> HttpResponse:
    """The plan, its approvals, its draws; POST submits, decides or draws."""
    plan, on = _plan(request, pk), today()
    plans = perms.why_not_planned(request.user, plan.office_id, on) is None
    decides = Role.BUREAU_HEAD in request.user.roles_on(on, plan.office_id)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    if request.method == "POST" and not (plans or decides):
        raise PermissionDenied
    forms = {
        "submit": SubmitForm(request.POST if act == "submit" else None),
        "decide": DecideForm(
            request.POST if act == "decide" else None,
            initial={"approval_id": services.waiting(plan)},
        ),
        "draw": DrawForm(request.POST if act == "draw" else None),
    }
    if act in forms and forms[act].is_valid() and (taken := _take(request, plan, act, forms[act])):
        return taken
    may = {
        "may_edit": plans and plan.status == Status.DRAFT,
        "may_decide": decides and plan.status == Status.SUBMITTED,
        "may_draw": plans and plan.status == Status.APPROVED and plan.by_lot,
    }
    context = {"plan": plan, "forms": forms, **may, **_known(plan, drawable=may["may_draw"])}
    return render(request, "console/patrol_plan.html", context)


def _take(request: StaffRequest, plan: PatrolPlan, act: str, form: object) -> HttpResponse | None:
    data = dict(form.cleaned_data)  # type: ignore[attr-defined]
    told: dict[str, Any] = {"actor": request.user, "at": now()}
    try:
        match act:
            case "submit":
                services.submit(plan.pk, **data, **told)
            case "decide":
                approved = request.POST.get("decision") == "approve"
                services.decide(plan.pk, approved=approved, **data, **told)
            case "draw":
                data["seed"] = data["seed"].strip() or f"{today():%Y%m%d}-{token_hex(8)}"
                made = drawing.run(plan.pk, **data, **told)
                if made.failure:
                    messages.warning(request, _("这一次没有抽成，已经记录并公布。"))
                return redirect("console:random_draw", made.pk)
    except Refused as refused:
        add_refusal(form, refused)  # type: ignore[arg-type]
        return None
    messages.success(request, _("已办理。"))
    return redirect(plan)


def _known(plan: PatrolPlan, *, drawable: bool) -> dict[str, object]:
    """What the page shows beside the plan; who may be drawn is counted only where it is drawn."""
    pool = officers = 0
    first: list[candidates.Candidate] = []
    refusal: tuple[object, ...] = ()
    if drawable:
        officers = len(candidates.officers(plan, today()))
        try:
            lot, first = candidates.parted(plan)
            pool = len(lot)
        except Refused as refused:
            refusal = refused.sentences
    return {
        "approvals": marking.approvals(plan.subject),
        "papers": Paper.objects.of(plan.subject).issued(),
        "draws": plan.draws.defer("inputs").select_related("drawn_by").order_by("sequence"),
        "pool": pool,
        "first": first,
        "officers": officers,
        "lacking": refusal,
    }


@require_safe
@staff(*CASE_ROLES)
def random_draw(request: StaffRequest, pk: int) -> HttpResponse:
    """One draw: seed, digest, list, its printed record, and the public page of it."""
    rows = RandomDraw.objects.visible_to(request.user).select_related("plan", "drawn_by")
    draw = get_object_or_404(rows.defer("inputs"), pk=pk)
    asked = request.GET.get("after", "")
    after = int(asked[:9]) if asked.isascii() and asked.isdecimal() else 0
    lines = patrol_page.of_draw(draw, after, PAGE + 1)
    context = {
        "draw": draw,
        "rows": lines[:PAGE],
        "papers": Paper.objects.of(draw.subject).issued(),
        "next_url": f"?after={lines[PAGE - 1].row.sequence}" if len(lines) > PAGE else "",
        "first_url": reverse("console:random_draw", args=[pk]) if after else "",
    }
    return render(request, "console/random_draw.html", context)


def _plan(request: StaffRequest, pk: int) -> PatrolPlan:
    rows = PatrolPlan.objects.visible_to(request.user).select_related("office", "division")
    return get_object_or_404(rows, pk=pk)
