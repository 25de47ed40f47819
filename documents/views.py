"""Papers and uploaded files, opened from the desk."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.access import StaffRequest, staff
from accounts.policy.roles import PAPER_ROLES
from documents.models import Bundle, Paper, StoredFile
from documents.responses import file_response, main_volume_response, paper_response


@require_safe
@staff(*PAPER_ROLES)
def paper_file(request: StaffRequest, pk: int) -> HttpResponse:
    """Every reprint of a paper: the same bytes."""
    paper = get_object_or_404(Paper.objects.issued().visible_to(request.user), pk=pk)
    return paper_response(request, paper)


@require_safe
@staff(*PAPER_ROLES)
def stored_file(request: StaffRequest, pk: int) -> HttpResponseBase:
    stored = get_object_or_404(StoredFile.objects.clean().visible_to(request.user), pk=pk)
    return file_response(request, stored)


@require_safe
@staff(*PAPER_ROLES)
def main_volume(request: StaffRequest, pk: int) -> HttpResponseBase:
    """The 正卷 of a bound case file alone: a court is given no internal considerations."""
    bound = Bundle.objects.visible_to(request.user).filter(file__in=StoredFile.objects.clean())
    bundle = get_object_or_404(bound.select_related("file"), pk=pk)
    assert bundle.file
    return main_volume_response(request, bundle.file)
