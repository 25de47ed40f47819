"""Opening a complainant's sealed numbers: a POST with a purpose, recorded before anything shows."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access import StaffRequest, staff
from accounts.wording import add_refusal
from complaints.models import Claimant
from complaints.services import identity
from complaints.services.identity import READERS
from statutes.refusal import Refused
from workflow.clock import now


class PurposeForm(forms.Form):
    purpose = forms.CharField(
        label=_("查看的用途"),
        max_length=200,
        help_text=_("例如：电话核实工资数额。查看人、时间和用途会留下记录。"),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(*READERS)
def sealed_identity(request: StaffRequest, pk: int) -> HttpResponse:
    """The claimant's number, phone and address, shown once on this answer and kept nowhere."""
    claimants = Claimant.objects.visible_to(request.user).select_related("complaint")
    claimant = get_object_or_404(claimants, pk=pk)
    form, opened = PurposeForm(request.POST or None), None
    if form.is_bound and form.is_valid():
        purpose = form.cleaned_data["purpose"]
        try:
            opened = identity.open_sealed(pk, reader=request.user, purpose=purpose, at=now())
        except Refused as refused:
            add_refusal(form, refused)
    context = {"claimant": claimant, "form": form, "opened": opened}
    return render(request, "console/sealed_identity.html", context)
