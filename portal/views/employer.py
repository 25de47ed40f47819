"""单位办事: a log-in by paper code; the employer's own facts, and the changes it asks for."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import StaffRequest, staff
from accounts.policy.roles import Role
from accounts.wording import add_refusal, translate
from employers.models import Employer, EmployerUser, FactProposal
from employers.policy.own_facts import GRADED, REGISTERED, why_not
from employers.services import clerks, proposals
from portal import employer_page
from portal.doors import public
from portal.employer_forms import OpenForm, ProposalForm
from statutes.refusal import Refused
from workflow.clock import now, today

MOST = 20


@sensitive_post_parameters("code", "password", "again")
@public("GET", "HEAD", "POST")
def employer_open(request: HttpRequest) -> HttpResponse:
    """Open the log-in of an employer's clerk with the code that an officer handed over."""
    form = OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = {name: form.cleaned_data[name] for name in ("username", "name", "password")}
        try:
            clerks.open_access(form.cleaned_data["code"], **asked, at=now())
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("账号已开通，请登录"))
            return redirect("accounts:login")
    return render(request, "portal/employer_open.html", {"form": form})


@never_cache
@require_safe
@staff(Role.EMPLOYER)
def employer_desk(request: StaffRequest) -> HttpResponse:
    """One page: what is due, and where reviews, deposits, grade and listings stand."""
    clerk = EmployerUser.objects.of(request.user)
    context: dict[str, Any] = {"employer": None}
    if clerk is not None:
        shown = employer_page.overview(request.user, clerk.employer, today())
        context = {"employer": clerk.employer, **shown}
    return render(request, "portal/employer_desk.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.EMPLOYER)
def employer_facts(request: StaffRequest) -> HttpResponse:
    """The employer's own facts: what it may ask to change, what became of that."""
    clerk = EmployerUser.objects.of(request.user)
    if clerk is None:
        return render(request, "portal/employer_facts.html", {"employer": None})
    form = ProposalForm(request.POST or None, employer=clerk.employer)
    if request.method == "POST" and form.is_valid():
        said = {"reason": form.cleaned_data["reason"], "at": now()}
        try:
            proposals.propose_facts(request.user, form.facts, **said)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("已提交，监察机构核对后生效"))
            return redirect("portal:employer_facts")
    return render(request, "portal/employer_facts.html", _shown(clerk.employer, form))


def _shown(employer: Employer, form: ProposalForm) -> dict[str, Any]:
    asked = FactProposal.objects.filter(employer=employer)[:MOST]
    return {
        "employer": employer,
        "form": form,
        "fixed": _lines(employer, REGISTERED),
        "graded": _lines(employer, GRADED),
        "fixed_reason": translate(why_not(["uscc"])[0]),
        "proposals": [(row, [_label(name) for name in row.changes]) for row in asked],
    }


def _lines(employer: Employer, names: Any) -> list[tuple[str, str]]:
    return [(_label(name), _value(employer, name)) for name in names]


def _label(name: str) -> str:
    column: Any = Employer._meta.get_field(name)
    return str(column.verbose_name)


def _value(employer: Employer, name: str) -> str:
    if name == "division":
        return employer.division.full_name
    display = getattr(employer, f"get_{name}_display", None)
    value = display() if display else getattr(employer, name)
    return "" if value is None else str(value)
