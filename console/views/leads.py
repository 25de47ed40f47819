"""Cases that nobody complained of: opened from a lead, or decided on the scene."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import StaffRequest, staff
from accounts.models import User
from accounts.policy.roles import Role
from accounts.wording import add_refusal
from cases.models import Case
from cases.services import filing, spot
from cases.services.filing import Lead
from console.case_acts.spot import penalty_of
from console.lead_forms import IDENTITY, LeadForm, NewCaseForm, SpotLeadForm
from employers.models import Source
from employers.services import register
from statutes.refusal import Refused
from workflow.clock import now

Open = Callable[[Lead, dict[str, Any], User, datetime], Case]


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.INSPECTOR)
def new_case(request: StaffRequest) -> HttpResponse:
    """立案 for a report, a patrol, a review, an inspection or a transfer."""
    return _page(request, NewCaseForm, _propose, "console/new_case.html")


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.INSPECTOR)
def spot_case(request: StaffRequest) -> HttpResponse:
    """当场处罚 of what two officers find on the scene."""
    return _page(request, SpotLeadForm, _penalise, "console/spot_case.html")


def _page(
    request: StaffRequest, form_class: type[LeadForm], run: Open, template: str
) -> HttpResponse:
    moment = now()
    if request.method == "POST" and "find" in request.POST:  # only looks in the register
        form = form_class(initial=request.POST.dict(), user=request.user, at=moment)
        return render(request, template, {"form": form})
    # A page that leads here says what it already knows: ?source=&reference=&query=
    known = request.GET.dict()
    form = form_class(request.POST or None, initial=known, user=request.user, at=moment)
    if form.is_bound and form.is_valid():
        try:
            case = _open(form.cleaned_data, run, request.user, moment)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("%(case)s已登记。") % {"case": case.case_no})
            return redirect(case)
    return render(request, template, {"form": form})


@transaction.atomic
def _open(data: dict[str, Any], run: Open, actor: User, at: datetime) -> Case:
    """The employer's file and the case, or neither."""
    identity = {field: data[field] for field in IDENTITY}
    employer = data["chosen"] or register.find_or_register(
        division=data["division"], source=Source.CASE, actor=actor, at=at, **identity
    )
    office = data["lead"].office
    matter = Lead(
        office=office,
        employer=employer,
        division_id=data["division"].pk,
        source=data["source"],
        cause=data.get("cause") or data["violation"],
        summary=(data.get("summary") or data["facts"]).strip(),
        reference=data["reference"].strip(),
    )
    return run(matter, data, actor, at)


def _propose(matter: Lead, data: dict[str, Any], actor: User, at: datetime) -> Case:
    return filing.open_case(
        matter,
        lead=data["lead"],
        assistants=[data["assistant"]],
        actor=actor,
        opinion=data["opinion"],
        suggestion=data["suggestion"],
        at=at,
    )


def _penalise(matter: Lead, data: dict[str, Any], actor: User, at: datetime) -> Case:
    people = {"lead": data["lead"], "assistant": data["assistant"]}
    return spot.penalise_lead(matter, penalty_of(data), actor=actor, at=at, **people).case
