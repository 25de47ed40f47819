"""信息公开: what is public and until when, what must be gone, every act upon it, announcements."""

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import StaffRequest, staff
from accounts.policy.roles import CASE_ROLES, Role
from accounts.wording import add_refusal
from console import penalty_exchange as exchange
from console import publication_forms as forms
from console import publication_page as page
from console.ledger_export import CONTENT_TYPE
from console.publication_acts import ACTS
from console.views import taking
from console.views.lists import page_of
from publications import shown
from publications.models import Gazette, Publication
from publications.policy.kinds import Kind
from publications.procedure import STEPS
from publications.services import desk, gazettes
from publications.services.gazettes import Batch
from statutes.refusal import Refused
from workflow.clock import now, today

KIND = "publication"
MOST_OVERDUE, MOST_GAZETTES = 20, 20


def _entry(request: StaffRequest, pk: int) -> Publication:
    return get_object_or_404(page.load(Publication.objects.visible_to(request.user), pk))


@require_safe
@staff(*CASE_ROLES)
def publications(request: StaffRequest) -> HttpResponse:
    """First what should be gone and is not, then every entry, newest first."""
    seen = Publication.objects.visible_to(request.user)
    context = page_of(request, seen.select_related("office"), "publications")
    if not context["first_url"]:
        late = seen.overdue_to_remove(today())
        context["overdue_count"] = late.count()
        context["overdue"] = late.order_by("removal_due_on", "pk")[:MOST_OVERDUE]
        rows = Gazette.objects.visible_to(request.user).select_related("office", "paper")
        context["gazettes"] = rows.order_by("-pk")[:MOST_GAZETTES]
    return render(request, "console/publications.html", context)


@require_safe
@staff(*CASE_ROLES)
def publication(request: StaffRequest, pk: int) -> HttpResponse:
    """The copy, where it was sent, its history, and the next step."""
    entry, moment = _entry(request, pk), now()
    context = {
        **page.header(entry, moment),
        **page.body(entry),
        **page.next_steps(entry, request.user, moment),
    }
    return render(request, "console/publication.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*CASE_ROLES)
def publication_act(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    """One step: its form; POST takes it."""
    entry, moment = _entry(request, pk), now()
    screen = taking.screen(ACTS, act, STEPS, request.user, entry.office_id, moment)
    offers = page.offers(entry, request.user, moment)
    header = page.header(entry, moment)
    return taking.take(request, entry, screen, act, KIND, moment, header, offers)


@require_POST
@staff(*CASE_ROLES)
def publication_preview(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    """No act of a publication prints a paper of its own: the pane stays empty."""
    entry, moment = _entry(request, pk), now()
    screen = taking.screen(ACTS, act, STEPS, request.user, entry.office_id, moment)
    return taking.preview(request, entry, screen, act, KIND, moment)


@require_safe
@staff(*CASE_ROLES)
def penalty_exchange(request: StaffRequest) -> StreamingHttpResponse:
    """双公示报送表: the penalties that are public today, under the codes of the exchange."""
    seen = Publication.objects.visible_to(request.user).of_kind(Kind.PENALTY.value)
    pieces = exchange.pieces(seen.public(today()))
    answer = StreamingHttpResponse(pieces, content_type=CONTENT_TYPE)
    name = f"{_('双公示')}-{today()}.xlsx"
    answer["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer


@require_safe
@staff(Role.INSPECTOR, Role.UNIT_HEAD)
def new_publication(request: StaffRequest) -> HttpResponse:
    """Which kind of entry is drafted by hand."""
    return render(request, "console/new_publication.html", {"kinds": shown.kinds()})


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.INSPECTOR, Role.UNIT_HEAD)
def draft_publication(request: StaffRequest, kind: str) -> HttpResponse:
    """拟稿: only the fields that may be public are asked for; the bureau head decides."""
    if kind not in set(Kind):
        raise Http404
    form = forms.DraftForm(request.POST or None, kind=Kind(kind), on=today())
    if form.is_bound and form.is_valid():
        data = dict(form.cleaned_data)
        given = desk.Draft(Kind(kind), forms.copy_in(data), **data)
        try:
            entry = desk.draft(given, actor=request.user, at=now())
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("已拟稿，等待部门负责人审定。"))
            return redirect(entry)
    label = dict(shown.kinds())[kind]
    return _one_form(request, form, _("拟稿：%s") % label)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.BUREAU_HEAD)
def new_gazette(request: StaffRequest) -> HttpResponse:
    """发布公告: what stands, printed as one numbered paper."""
    form = forms.GazetteForm(request.POST or None, on=today())
    if form.is_bound and form.is_valid():
        try:
            gazette = gazettes.announce(Batch(**form.cleaned_data), actor=request.user, at=now())
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("公告已发布，正在印制。"))
            return redirect(gazette)
    return _one_form(request, form, _("发布公告"))


def _one_form(request: StaffRequest, form: Form, title: str) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "back_url": reverse("console:publications"),
        "about": _("信息公开"),
    }
    return render(request, "console/one_form.html", context)


@require_safe
@staff(*CASE_ROLES)
def gazette(request: StaffRequest, pk: int) -> HttpResponse:
    """One announcement: its papers, and what of it still stands."""
    rows = Gazette.objects.visible_to(request.user)
    related = rows.select_related("office", "paper", "media_release", "issued_by")
    found = get_object_or_404(related, pk=pk)
    context = {
        "gazette": found,
        "announced": found.entries.count(),
        "standing": found.still_public(today()).count(),
    }
    return render(request, "console/gazette.html", context)
