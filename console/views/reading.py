"""Pages to read and print: the whole case, two versions of a paper, a draft that was sent back."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import StaffRequest, staff
from accounts.policy.roles import PAPER_ROLES
from cases.models import Case
from cases.perms.around import around
from console import case_page
from documents import comparison
from documents import services as documents
from documents.models import Paper, ReturnedSheet
from documents.printing import Tampered
from documents.responses import tampered_response
from workflow.clock import now


@require_safe
@staff(*PAPER_ROLES)
def case_print(request: StaffRequest, pk: int) -> HttpResponse:
    """The case as one page for the printer: facts, people and money, papers, approvals, history."""
    queryset = case_page.load(Case.objects.visible_to(request.user), pk)
    case, moment = get_object_or_404(queryset), now()
    known = around(case)
    context = {
        **case_page.header(case, known, request.user, moment),
        **case_page.printed(case, known, request.user, moment),
        "printed_at": moment,
    }
    return render(request, "console/case_print.html", context)


@require_safe
@staff(*PAPER_ROLES)
def paper_comparison(request: StaffRequest, pk: int) -> HttpResponse:
    """What a paper says otherwise than the one before it: the paper it corrects, or `?old=`."""
    papers = Paper.objects.issued().visible_to(request.user).select_related("corrects")
    new = get_object_or_404(papers, pk=pk)
    old = papers.filter(pk=_other(request, new)).first()
    if old is None or not _alike(old, new):
        raise Http404
    try:
        changes = comparison.changes(old, new)
    except Tampered:
        return tampered_response(request, new)
    return render(request, "console/comparison.html", {"old": old, "new": new, "changes": changes})


@require_safe
@staff(*PAPER_ROLES)
def returned_sheet(request: StaffRequest, pk: int) -> HttpResponse:
    """A draft as it was sent back, with the marks that were made on it."""
    sheets = ReturnedSheet.objects.visible_to(request.user).select_related("returned_by")
    returned = get_object_or_404(sheets, pk=pk)
    context = {
        "returned": returned,
        "sheet": documents.marked_sheet(returned),
        "record_url": reverse(f"console:{returned.subject_type}", args=[returned.subject_id]),
    }
    return render(request, "console/returned_sheet.html", context)


def _other(request: StaffRequest, new: Paper) -> int | None:
    chosen = request.GET.get("old", "")
    return int(chosen) if chosen.isdecimal() and len(chosen) < 19 else new.corrects_id


def _alike(old: Paper, new: Paper) -> bool:
    """Only papers of one kind on one matter are versions of each other."""
    about = ("kind", "subject_type", "subject_id")
    return all(getattr(old, name) == getattr(new, name) for name in about)
