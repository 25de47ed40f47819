"""工资保证金: fixing a project's figure, the page of one deposit, and every act upon it."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import StaffRequest, staff
from accounts.policy.roles import CASE_ROLES, Role
from accounts.wording import add_refusal
from console import deposit_cases, deposit_page
from console.deposit_acts import ACTS
from console.deposit_forms import FACTS, FigureForm
from console.views import taking
from console.views.lists import page_of
from employers.models import Project
from statutes.refusal import Refused
from wage_deposits.models import Deposit, with_funds
from wage_deposits.policy.rate import Contractor
from wage_deposits.procedure import STEPS
from wage_deposits.services import opening
from workflow.clock import now, today

PAGE = 50
KIND = "wage_deposit"


def _deposit(request: StaffRequest, pk: int) -> Deposit:
    return get_object_or_404(deposit_page.load(Deposit.objects.visible_to(request.user), pk))


@require_safe
@staff(*CASE_ROLES)
def wage_deposits(request: StaffRequest) -> HttpResponse:
    """First the guarantees that end soon, then every deposit, newest first."""
    seen = Deposit.objects.visible_to(request.user)
    rows = with_funds(seen.select_related("project", "contractor", "division"))
    context = page_of(request, rows, "deposits")
    is_first_page = not context["first_url"]
    lapsing = deposit_page.lapsing(request.user, today()) if is_first_page else []
    return render(request, "console/wage_deposits.html", {**context, "lapsing": lapsing})


@require_safe
@staff(Role.INSPECTOR)
def new_wage_deposit(request: StaffRequest) -> HttpResponse:
    """Projects for which nothing has been fixed, newest first; `?before=` pages by id."""
    query = request.GET.get("q", "").replace("\x00", "").strip()
    before = request.GET.get("before", "")
    rows = deposit_cases.without_deposit(deposit_cases.projects_seen_by(request.user))
    if query:
        rows = rows.filter(name__icontains=query)
    if before.isdecimal():
        rows = rows.filter(pk__lt=int(before[:18]))
    found = list(rows.order_by("-pk")[: PAGE + 1])
    more = {"q": query, "before": found[PAGE - 1].pk} if len(found) > PAGE else {}
    context = {
        "rows": found[:PAGE],
        "query": query,
        "next_url": f"?{urlencode(more)}" if more else "",
        "first_url": f"?{urlencode({'q': query})}" if before else "",
    }
    return render(request, "console/new_wage_deposit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.INSPECTOR)
def fix_wage_deposit(request: StaffRequest, pk: int) -> HttpResponse:
    """核定: what is known of the contractor, the figure step by step, and the officer's word."""
    projects = deposit_cases.projects_seen_by(request.user)
    project = get_object_or_404(projects, pk=pk)
    form = _figure_form(request, project)
    if form.is_bound and form.is_valid() and "reckon" not in request.POST:
        given: dict[str, Any] = {k: form.cleaned_data[k] for k in ("permitted_on", "note")}
        given |= {"contractor": form.cleaned_data["contractor"], "past": form.past()}
        given["amount"] = form.contract()
        try:
            deposit = opening.fix(project.pk, **given, actor=request.user, at=now())
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("工资保证金已核定。"))
            return redirect(deposit)
    context = {"project": project, "form": form, **_reckoned(form, project)}
    return render(request, "console/fix_wage_deposit.html", context)


def _figure_form(request: StaffRequest, project: Project) -> FigureForm:
    """With what the register knows of the contractor; of several, of the first."""
    builders = deposit_cases.contractors_of(project)
    chosen = builders.filter(pk=_number(request.POST.get("contractor", ""))).first()
    contractor = chosen or builders[0]
    known = deposit_cases.past_of(contractor, project, today())
    initial: dict[str, Any] = {name: getattr(known, name) for name in FACTS}
    initial |= {"contractor": contractor.pk, "permitted_on": project.starts_on}
    form = FigureForm(request.POST or None, initial=initial)
    form.fields["contractor"].queryset = builders  # type: ignore[attr-defined]
    form.direct = deposit_cases.engaged_directly(project)
    return form


def _number(typed: str) -> int:
    return int(typed[:18]) if typed.isdecimal() else 0


def _reckoned(form: FigureForm, project: Project) -> dict[str, Any]:
    """The figure under what is typed, or under what is known before anything is; else why not."""
    if form.is_bound and not form.is_valid():
        return {"due": None, "lacking": ()}
    given = form.cleaned_data if form.is_bound else form.initial
    past = Contractor(**{name: given[name] for name in FACTS})
    try:
        contract = form.contract() if form.is_bound else None
        due = opening.reckon(project, past, given["permitted_on"] or today(), contract)
    except Refused as refused:
        return {"due": None, "lacking": refused.sentences}
    return {"due": due, "lacking": ()}


@require_safe
@staff(*CASE_ROLES)
def wage_deposit(request: StaffRequest, pk: int) -> HttpResponse:
    """The figure, what stands for it, and the next step; `?tab=` chooses what is listed."""
    record, moment = _deposit(request, pk), now()
    chosen = request.GET.get("tab", "")
    chosen = chosen if chosen in deposit_page.TABS else "overview"
    template = "console/_deposit_overview.html"
    context = {
        **deposit_page.header(record, moment),
        **deposit_page.next_steps(record, request.user, moment),
        **deposit_page.tab(record, chosen),
        "acts": taking.within_reach(ACTS, STEPS, request.user, record.office_id, moment),
        "tabs": deposit_page.TABS,
        "tab": chosen,
        "tab_template": template if chosen == "overview" else f"console/_tab_{chosen}.html",
    }
    return render(request, "console/wage_deposit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*CASE_ROLES)
def wage_deposit_act(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    """One step: the form beside the paper it will print; POST takes it."""
    record, moment = _deposit(request, pk), now()
    screen = taking.screen(ACTS, act, STEPS, request.user, record.office_id, moment)
    header = deposit_page.header(record, moment)
    offers = deposit_page.offers(record, request.user, moment)
    return taking.take(request, record, screen, act, KIND, moment, header, offers)


@require_POST
@staff(*CASE_ROLES)
def wage_deposit_preview(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    """The paper with what has been typed so far; writes nothing."""
    record, moment = _deposit(request, pk), now()
    screen = taking.screen(ACTS, act, STEPS, request.user, record.office_id, moment)
    return taking.preview(request, record, screen, act, KIND, moment)
