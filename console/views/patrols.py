"""巡查: proposing an inspection, its page, the checklist on a phone, and every act upon it."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import StaffRequest, staff
from accounts.policy.roles import CASE_ROLES, PAPER_ROLES, Role
from accounts.wording import add_refusal
from console import meanwhile, patrol_page
from console.patrol_acts import ACTS
from console.patrol_bases import reference_of
from console.patrol_check import CheckForm
from console.patrol_forms import ProposeForm
from console.views import taking
from console.views.lists import page_of
from employers.models import Employer
from grids.models import Patrol, PatrolSending
from grids.policy.checklists import industry_of
from grids.procedure import STEPS, State
from grids.services import inspecting, patrols
from grids.services.patrols import Intent
from statutes.refusal import Refused
from workflow.clock import now

KIND = "patrol"
OFFLINE = "X-Offline-Draft"  # sent by offline-draft.js


def _patrol(request: StaffRequest, pk: int) -> Patrol:
    return get_object_or_404(patrol_page.load(Patrol.objects.visible_to(request.user), pk))


@require_safe
@staff(*CASE_ROLES)
def patrols_list(request: StaffRequest) -> HttpResponse:
    """Every inspection of the jurisdiction, newest first, a page at a time."""
    seen = Patrol.objects.visible_to(request.user)
    rows = seen.select_related("division", "lead", "partner", "notice")
    context = page_of(request, rows, "patrols")
    context["warning"] = patrol_page.warning(request.user, now())
    return render(request, "console/patrols.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.INSPECTOR)
def new_patrol(request: StaffRequest, pk: int) -> HttpResponse:
    """报批检查 of one employer; a page that leads here says in its address what it knows."""
    employer = get_object_or_404(Employer.objects.in_hand_of(request.user).current(), pk=pk)
    moment = now()
    known: dict[str, Any] = {"industry": industry_of(employer.industry), **request.GET.dict()}
    about: dict[str, Any] = {"subject": employer, "user": request.user, "at": moment}
    form = ProposeForm(request.POST or None, initial=known, place=f"employer-{pk}-patrol", **about)
    if form.is_bound and form.is_valid():
        given = {k: v for k, v in form.cleaned_data.items() if k not in ("no_interest", "opinion")}
        found = reference_of(employer, given["basis"], given["cause"])
        intent, opinion = Intent(employer, **given, reference=found), form.cleaned_data["opinion"]
        try:
            patrol = patrols.propose(intent, opinion=opinion, actor=request.user, at=moment)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("已报批检查。"))
            return redirect(patrol)
    return render(request, "console/new_patrol.html", {"form": form, "employer": employer})


@require_safe
@staff(*CASE_ROLES)
def patrol(request: StaffRequest, pk: int) -> HttpResponse:
    """Whom, why, who goes, what was found, and the next step; `?tab=` chooses what is listed."""
    record, moment = _patrol(request, pk), now()
    chosen = request.GET.get("tab", "")
    chosen = chosen if chosen in patrol_page.TABS else "overview"
    template = "console/_patrol_overview.html"
    context = {
        **patrol_page.header(record, moment),
        **patrol_page.next_steps(record, request.user, moment),
        **patrol_page.tab(record, chosen),
        "acts": taking.within_reach(ACTS, STEPS, request.user, record.office_id, moment),
        "evidence_waits": patrol_page.evidence_waits(record),
        "warning": patrol_page.warning(request.user, moment),
        "tabs": patrol_page.TABS,
        "tab": chosen,
        "tab_template": template if chosen == "overview" else f"console/_tab_{chosen}.html",
    }
    return render(request, "console/patrol.html", context)


@require_safe
@staff(*PAPER_ROLES)
def patrol_print(request: StaffRequest, pk: int) -> HttpResponse:
    """The whole patrol in one column, for the printer."""
    record, moment = _patrol(request, pk), now()
    context = {"printed_at": moment, **patrol_page.header(record, moment)}
    for name in patrol_page.TABS:
        context |= patrol_page.tab(record, name)
    return render(request, "console/patrol_print.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.INSPECTOR)
def patrol_check(request: StaffRequest, pk: int) -> HttpResponse:
    """The checklist; before the arrival is locked nothing of it can be filled in."""
    record, moment = _patrol(request, pk), now()
    if record.status is not State.ARRIVED:
        return _receipt(request, pk) or taking.not_now(request, record, _("填写检查清单"))
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    about: dict[str, Any] = {"subject": record, "user": request.user, "at": moment}
    form = CheckForm(*posted, place=f"patrol-{pk}-check", **about)
    opened = meanwhile.Opening(record, request)
    if form.is_bound and form.is_valid():
        try:
            with opened.unless_overtaken():
                _record(record, form, request.user, moment)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("检查清单已保存。"))
            follows = "console:patrol_check" if form.open_left else "console:patrol"
            return _acknowledged(request, pk, redirect(follows, pk))
    context = {**patrol_page.header(record, moment), "form": form, "seen": opened.seen}
    return render(request, "console/patrol_check.html", context)


def _acknowledged(request: StaffRequest, pk: int, answer: HttpResponse) -> HttpResponse:
    """The page's answer, or in its place what a phone that keeps its draft is told."""
    receipt = _receipt(request, pk) if answer.status_code == HTTPStatus.FOUND else None
    return receipt or answer


def _receipt(request: StaffRequest, pk: int) -> JsonResponse | None:
    """Tell such a phone outright whether this sending was taken; None to any other reader.

    A redirect would not do: the log-in answers with one too, and the draft would be lost. Nor would
    a message for the next page: what came twice was taken, whatever has been done since.
    """
    if OFFLINE not in request.headers:
        return None
    try:
        token = UUID(request.POST.get("token", ""))
    except ValueError:
        return JsonResponse({"taken": False})
    sent = PatrolSending.objects.filter(patrol=pk, sent_by=request.user, token=token)
    return JsonResponse({"taken": sent.exists()})


def _record(record: Patrol, form: CheckForm, user: Any, at: Any) -> None:
    token, shots = form.cleaned_data["token"], form.shots()
    about = {"token": token, "shots": shots, "actor": user, "at": at}
    inspecting.record_items(record.pk, form.answers(), **about)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*CASE_ROLES)
def patrol_act(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    """One step: the form beside the paper it will print; POST takes it."""
    record, moment = _patrol(request, pk), now()
    screen = taking.screen(ACTS, act, STEPS, request.user, record.office_id, moment)
    header = patrol_page.header(record, moment)
    offers = patrol_page.offers(record, request.user, moment)
    answer = taking.take(request, record, screen, act, KIND, moment, header, offers)
    return _acknowledged(request, pk, answer)


@require_POST
@staff(*CASE_ROLES)
def patrol_preview(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    """The paper with what has been typed so far; writes nothing."""
    record, moment = _patrol(request, pk), now()
    screen = taking.screen(ACTS, act, STEPS, request.user, record.office_id, moment)
    return taking.preview(request, record, screen, act, KIND, moment)
