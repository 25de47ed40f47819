"""案件文书: what was served on one's own employer, its dates, and what is handed in on it."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import StaffRequest, staff
from accounts.policy.roles import Role
from accounts.wording import add_refusal
from cases.models import Case, SubmittedFile
from cases.perms import party
from cases.procedure.states import ENDED
from cases.services import submissions
from documents.responses import paper_response, viewing_response
from employers.models import EmployerUser
from portal.party_forms import HandInForm
from statutes.refusal import Refused
from workflow.clock import now, today

MOST = 50


def _own(request: StaffRequest, pk: int) -> Case:
    rows = party.cases_of_clerk(request.user).select_related("office", "employer")
    return get_object_or_404(rows, pk=pk)


@never_cache
@require_safe
@staff(Role.EMPLOYER)
def employer_cases(request: StaffRequest) -> HttpResponse:
    """Every case in which something was served on one's own employer, and all its dates."""
    clerk = EmployerUser.objects.of(request.user)
    cases = party.cases_of(clerk.employer.file_ids if clerk else [])
    day = today()
    context = {
        "employer": clerk.employer if clerk else None,
        "dues": [(due, due.is_over(day)) for due in party.dates_of(cases, day)],
        "cases": cases.select_related("office").order_by("-pk")[:MOST],
    }
    return render(request, "portal/employer_cases.html", context)


@never_cache
@require_safe
@staff(Role.EMPLOYER)
def employer_case(request: StaffRequest, pk: int) -> HttpResponse:
    """One case as its party knows it: papers, dates, what was handed in and answered."""
    case, day = _own(request, pk), today()
    own = Case.objects.filter(pk=case.pk)
    handed_in = case.submissions.select_related("paper").prefetch_related("files__file")
    context = {
        "case": case,
        "papers": party.served(own).order_by("-served_on", "-pk"),
        "dues": [(due, due.is_over(day)) for due in party.dates_of(own, day)],
        "submissions": handed_in[:MOST],
        "may_hand_in": case.status not in ENDED,
    }
    return render(request, "portal/employer_case.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.EMPLOYER)
def employer_hand_in(request: StaffRequest, pk: int) -> HttpResponse:
    """提交材料: a proof of payment or a correction, with its files."""
    case = _own(request, pk)
    papers = list(party.served(Case.objects.filter(pk=case.pk)).order_by("-served_on", "-pk"))
    form = HandInForm(request.POST or None, request.FILES or None, papers=papers)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        given = {"token": said["token"], "actor": request.user, "at": now()}
        try:
            submissions.hand_in(said["paper"], form.given, said["uploads"], **given)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("已提交，监察员核收或者退回后会通知您。"))
            return redirect("portal:employer_case", pk)
    return render(request, "portal/employer_hand_in.html", {"case": case, "form": form})


@never_cache
@require_safe
@staff(Role.EMPLOYER)
def employer_case_paper(request: StaffRequest, pk: int, paper: int) -> HttpResponseBase:
    """A paper of the case that was served on one's own employer."""
    served = party.served(Case.objects.filter(pk=_own(request, pk).pk))
    return paper_response(request, get_object_or_404(served, pk=paper))


@never_cache
@require_safe
@staff(Role.EMPLOYER)
def employer_submitted(request: StaffRequest, pk: int) -> HttpResponseBase:
    """A file that one's own employer handed in."""
    mine = party.submissions_of(party.cases_of_clerk(request.user))
    files = SubmittedFile.objects.filter(submission__in=mine).select_related("file")
    return viewing_response(request, get_object_or_404(files, pk=pk).file)
