"""Opening somebody's sealed numbers: a POST with a purpose, recorded before anything shows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access import StaffRequest, staff
from accounts.wording import add_refusal
from cases.models import Case, Interview
from cases.services import sittings
from complaints.models import Claimant
from complaints.services import identity
from complaints.services.identity import READERS
from console.views.records import HANDLERS
from statutes.refusal import Refused
from workflow.clock import now


class PurposeForm(forms.Form):
    purpose = forms.CharField(
        label=gettext_lazy("查看的用途"),
        max_length=200,
        help_text=gettext_lazy("例如：电话核实工资数额。查看人、时间和用途会留下记录。"),
    )


@dataclass(frozen=True, slots=True)
class Sealed:
    """Whose numbers, the page they belong to, and how they are opened and named."""

    person: str
    url: str
    number: str
    unseal: Callable[[str, datetime], Any]  # purpose and moment; records who opened them
    columns: dict[str, str]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(*READERS)
def sealed_identity(request: StaffRequest, pk: int) -> HttpResponse:
    """The claimant's number, phone and address, shown once on this answer and kept nowhere."""
    claimants = Claimant.objects.visible_to(request.user).select_related("complaint")
    claimant = get_object_or_404(claimants, pk=pk)
    complaint = claimant.complaint
    sealed = Sealed(
        claimant.name,
        f"{complaint.get_absolute_url()}?tab=claimants",
        complaint.number,
        lambda purpose, at: identity.open_sealed(pk, reader=request.user, purpose=purpose, at=at),
        {"identity": _("证件号码"), "phone": _("手机号"), "address": _("住所")},
    )
    return _page(request, sealed)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(*HANDLERS)
def interview_identity(request: StaffRequest, pk: int) -> HttpResponse:
    """The number and telephone of the person asked, shown once on this answer."""
    mine = Case.objects.visible_to(request.user)
    found = Interview.objects.filter(case__in=mine).select_related("case")
    record = get_object_or_404(found, pk=pk)
    sealed = Sealed(
        record.person,
        f"{record.case.get_absolute_url()}?tab=evidence",
        record.case.case_no,
        lambda purpose, at: sittings.open_identity(pk, reader=request.user, purpose=purpose, at=at),
        {"identity": _("证件号码"), "phone": _("联系电话")},
    )
    return _page(request, sealed)


def _page(request: StaffRequest, sealed: Sealed) -> HttpResponse:
    """Ask for the purpose; once it is on record, show what was sealed."""
    form, shown = PurposeForm(request.POST or None), None
    if form.is_bound and form.is_valid():
        try:
            opened = sealed.unseal(form.cleaned_data["purpose"], now())
        except Refused as refused:
            add_refusal(form, refused)
        else:
            shown = {label: getattr(opened, name) for name, label in sealed.columns.items()}
    context = {"sealed": sealed, "form": form, "shown": shown}
    return render(request, "console/sealed_identity.html", context)
