"""Evidence, recordings and what is sealed in a record, opened from the case they belong to."""

from django import forms
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import StaffRequest, staff
from accounts.policy.roles import PAPER_ROLES, Role
from accounts.wording import add_refusal
from cases.models import Case, Evidence, Recording
from cases.services import evidence as services
from documents.responses import sealed_response, viewing_response
from statutes.refusal import Refused
from workflow.clock import now

HANDLERS = (Role.INSPECTOR, Role.UNIT_HEAD, Role.LEGAL_REVIEWER, Role.BUREAU_HEAD)


class PurposeForm(forms.Form):
    purpose = forms.CharField(
        label=_("用途"),
        max_length=200,
        help_text=_("例如：听证时出示原件。调取人、时间和用途会留下记录。"),
    )


@require_safe
@staff(*PAPER_ROLES)
def evidence_view(request: StaffRequest, pk: int) -> HttpResponseBase:
    """What a screen may show of a piece of evidence: never a photograph with its position."""
    mine = Case.objects.visible_to(request.user)
    found = Evidence.objects.filter(case__in=mine, original__isnull=False)
    item = get_object_or_404(found.select_related("original", "viewing"), pk=pk)
    assert item.shown
    return viewing_response(request, item.shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(*HANDLERS)
def evidence_original(request: StaffRequest, pk: int) -> HttpResponseBase:
    """The sealed original: a POST with a purpose, recorded before a byte is handed out."""
    mine = Case.objects.visible_to(request.user)
    found = Evidence.objects.filter(case__in=mine).select_related("case", "original")
    item = get_object_or_404(found, pk=pk)
    form = PurposeForm(request.POST or None)
    if form.is_bound and form.is_valid():
        purpose = form.cleaned_data["purpose"]
        try:
            file = services.open_original(pk, reader=request.user, purpose=purpose, at=now())
        except Refused as refused:
            add_refusal(form, refused)
        else:
            return sealed_response(request, file)
    return render(request, "console/evidence_original.html", {"item": item, "form": form})


@require_safe
@staff(*PAPER_ROLES)
def recording(request: StaffRequest, pk: int) -> HttpResponseBase:
    """The film or the sound, in the pieces that the player asks for."""
    mine = Case.objects.visible_to(request.user)
    found = Recording.objects.filter(case__in=mine).select_related("file")
    return viewing_response(request, get_object_or_404(found, pk=pk).file)
