"""书面审查: an employer declares its year, hands in papers, puts right, fetches its certificate."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import StaffRequest, staff
from accounts.policy.roles import Role
from accounts.wording import add_refusal, translate_all
from documents.models import Paper
from documents.responses import paper_response, viewing_response
from employers.models import EmployerUser
from portal.review_forms import DeclarationForm, MaterialForm, RectifiedForm
from statutes.refusal import Refused
from workflow.clock import now, today
from workflow.models import Notification
from written_reviews import perms
from written_reviews.models import Material, Review
from written_reviews.policy.materials import missing
from written_reviews.procedure import State
from written_reviews.services import declaring

MOST = 20
MOST_NOTICES = 5


@never_cache
@require_safe
@staff(Role.EMPLOYER)
def employer_reviews(request: StaffRequest) -> HttpResponse:
    """Every year's review of one's own employer, and what one was told of them."""
    rows = Review.objects.of_clerk(request.user).select_related("campaign", "certificate")
    context = {
        "access": EmployerUser.objects.of(request.user),
        "rows": rows.order_by("-campaign__year", "-pk")[:MOST],
        "notices": Notification.objects.visible_to(request.user)[:MOST_NOTICES],
        "on": today(),
    }
    return render(request, "portal/employer_reviews.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.EMPLOYER)
def employer_review(request: StaffRequest, pk: int) -> HttpResponse:
    """One year: where it stands, its papers and files; POST hands in more files."""
    review = _own(request, pk)
    form = MaterialForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _handed_in(request, review, form):
        return redirect("portal:employer_review", pk)
    return render(request, "portal/employer_review.html", _shown(request, review, form))


def _own(request: StaffRequest, pk: int) -> Review:
    rows = Review.objects.of_clerk(request.user)
    return get_object_or_404(rows.select_related("campaign", "employer", "office"), pk=pk)


def _handed_in(request: StaffRequest, review: Review, form: MaterialForm) -> bool:
    """Take every file that is what it says; each of the others gets its sentence."""
    kind, actor, at = form.cleaned_data["kind"], request.user, now()
    for upload in form.cleaned_data["uploads"]:
        try:
            declaring.hand_in(review.pk, kind=kind, upload=upload, actor=actor, at=at)
        except Refused as refused:
            add_refusal(form, refused, "uploads")
        else:
            messages.success(request, _("已上传%(name)s") % {"name": upload.name})
    return not form.errors


def _shown(request: StaffRequest, review: Review, form: MaterialForm) -> dict[str, Any]:
    materials = list(review.materials.standing().select_related("file"))
    is_open = State(review.state) in declaring.CHANGEABLE
    return {
        "review": review,
        "offers": perms.steps(review, request.user, today()),
        "materials": materials,
        "is_open": is_open,
        "missing": missing({row.kind for row in materials}) if is_open else [],
        "papers": Paper.objects.of(review.subject).issued().order_by("-pk"),
        "form": form,
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.EMPLOYER)
def employer_declare(request: StaffRequest, pk: int) -> HttpResponse:
    """网上申报: what is typed is kept as a draft, also where it is refused."""
    review = _own(request, pk)
    form = DeclarationForm(request.POST or None, review=review)
    if request.method == "POST":
        try:
            if "draft" in request.POST or not form.is_valid():
                return _keep(request, review, form)
            _declare(request, review, form)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("已申报，请留意审核结果"))
            return redirect("portal:employer_review", pk)
    return _asked(request, review, form)


def _declare(request: StaffRequest, review: Review, form: DeclarationForm) -> None:
    declaring.declare(
        review.pk,
        figures=form.figures,
        answers=form.answers,
        notes=form.notes,
        promised_by=form.cleaned_data["promised_by"],
        actor=request.user,
        at=now(),
    )


def _keep(request: StaffRequest, review: Review, form: DeclarationForm) -> HttpResponse:
    declaring.keep_draft(review.pk, form.typed(), actor=request.user, at=now())
    if "draft" not in request.POST:
        return _asked(request, review, form)
    messages.success(request, _("草稿已保存，下次打开接着填"))
    return redirect("portal:employer_declare", review.pk)


def _asked(request: StaffRequest, review: Review, form: DeclarationForm) -> HttpResponse:
    names = {"declare", "declare_again"}
    offers = [o for o in perms.steps(review, request.user, today()) if o.step.name in names]
    context = {"review": review, "form": form, "offer": offers[0] if offers else None}
    return render(request, "portal/employer_declare.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.EMPLOYER)
def employer_rectify(request: StaffRequest, pk: int) -> HttpResponse:
    """申报整改情况: said in words, shown by the files handed in."""
    review = _own(request, pk)
    form = RectifiedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        report = form.cleaned_data["report"]
        try:
            declaring.rectify(review.pk, report=report, actor=request.user, at=now())
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("整改情况已申报，请等候复查"))
            return redirect("portal:employer_review", pk)
    return render(request, "portal/employer_rectify.html", {"review": review, "form": form})


def _own_material(request: StaffRequest, pk: int) -> Material:
    mine = Review.objects.of_clerk(request.user)
    found = Material.objects.standing().filter(review__in=mine).select_related("file")
    return get_object_or_404(found, pk=pk)


@never_cache
@require_safe
@staff(Role.EMPLOYER)
def employer_material(request: StaffRequest, pk: int) -> HttpResponseBase:
    """A file that one's own employer handed in."""
    return viewing_response(request, _own_material(request, pk).file)


@require_POST
@staff(Role.EMPLOYER)
def employer_take_back(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a file back that was handed in by mistake."""
    material = _own_material(request, pk)
    try:
        declaring.take_back(material.pk, actor=request.user, at=now())
    except Refused as refused:
        for sentence in translate_all(refused):
            messages.warning(request, sentence)
    return redirect("portal:employer_review", material.review_id)


@never_cache
@require_safe
@staff(Role.EMPLOYER)
def employer_paper(request: StaffRequest, pk: int) -> HttpResponseBase:
    """A paper about one's own review: declaration, notice of rectification, certificate."""
    issued = Paper.objects.issued().filter(subject_type="written_review")
    paper = get_object_or_404(issued, pk=pk)
    get_object_or_404(Review.objects.of_clerk(request.user), pk=paper.subject_id)
    return paper_response(request, paper)
