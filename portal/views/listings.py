"""失信名单: an employer reads what it was told of a listing, and objects within its five days."""

from uuid import uuid4

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import StaffRequest, staff
from accounts.policy.roles import Role
from accounts.wording import add_refusal
from blacklist import papers
from blacklist.listing_procedure import STEPS
from blacklist.models import Listing
from blacklist.services import notice
from documents.files import store_upload
from documents.models import Paper
from documents.responses import paper_response
from employers.models import EmployerUser
from statutes.refusal import Refused
from workflow.clock import now, today

# What the party itself is handed; letters to others are none of them.
TOLD = frozenset(
    kind.code for kind in papers.KINDS if kind not in {papers.COPY_LETTER, papers.REMOVAL_LETTER}
)


class ObjectionForm(forms.Form):
    """异议: what is said against the listing, with a file where there is one."""

    content = forms.CharField(
        label=gettext_lazy("异议内容"), max_length=5000, widget=forms.Textarea({"rows": 6})
    )
    file = forms.FileField(label=gettext_lazy("异议材料"), required=False)
    token = forms.UUIDField(widget=forms.HiddenInput)


@never_cache
@require_safe
@staff(Role.EMPLOYER)
def employer_listings(request: StaffRequest) -> HttpResponse:
    """Every proceeding that one's own employer was told of."""
    rows = Listing.objects.of_clerk(request.user).order_by("-pk")
    clerk = EmployerUser.objects.of(request.user)
    context = {"employer": clerk.employer if clerk else None, "rows": rows}
    return render(request, "portal/employer_listings.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.EMPLOYER)
def employer_listing(request: StaffRequest, pk: int) -> HttpResponse:
    """One proceeding: its papers, what was answered, and the form to object while it may be."""
    listing = _own(request, pk)
    form = ObjectionForm(request.POST or None, request.FILES or None, initial={"token": uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            _object(listing, form, request)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("异议已提交，5个工作日内告知核实结果。"))
            return redirect("portal:employer_listing", pk)
    context = {
        "listing": listing,
        "form": form,
        "may_object": _may_object(listing),
        "papers": Paper.objects.of(listing.subject).issued().filter(kind__in=TOLD),
        "objections": listing.objections.order_by("pk"),
    }
    return render(request, "portal/employer_listing.html", context)


@never_cache
@require_safe
@staff(Role.EMPLOYER)
def employer_listing_paper(request: StaffRequest, pk: int, paper: int) -> HttpResponseBase:
    """A paper of the proceeding that is addressed to the party."""
    own = Paper.objects.of(_own(request, pk).subject).issued().filter(kind__in=TOLD)
    return paper_response(request, get_object_or_404(own, pk=paper))


def _own(request: StaffRequest, pk: int) -> Listing:
    rows = Listing.objects.of_clerk(request.user).select_related("employer", "office")
    return get_object_or_404(rows, pk=pk)


def _may_object(listing: Listing) -> bool:
    is_in_time = listing.objection_until is None or listing.objection_until >= today()
    return listing.status in STEPS["record_objection"].sources and is_in_time


@transaction.atomic
def _object(listing: Listing, form: ObjectionForm, request: StaffRequest) -> None:
    given, at = form.cleaned_data, now()
    upload = given["file"]
    kept = (
        store_upload(
            upload, actor=request.user, at=at, kinds=("pdf", "image"), subject=listing.subject
        )
        if upload
        else None
    )
    notice.object_online(
        listing.pk,
        content=given["content"],
        token=given["token"],
        file=kept,
        actor=request.user,
        at=at,
    )
