"""失信名单: whom the rules would list, every proceeding, the page of one, every act upon it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import StaffRequest, staff
from accounts.policy.roles import CASE_ROLES
from blacklist.listing_procedure import STEPS
from blacklist.models import Candidate, Listing
from blacklist.procedure import STEPS as CANDIDATE_STEPS
from console import candidate_acts, listing_acts, listing_page
from console.views import taking
from console.views.lists import page_of
from workflow.clock import now, today

KIND, CANDIDATE = "listing", "candidate"


def _candidate(request: StaffRequest, pk: int) -> Candidate:
    rows = Candidate.objects.visible_to(request.user)
    return get_object_or_404(listing_page.load_candidate(rows, pk))


def _listing(request: StaffRequest, pk: int) -> Listing:
    return get_object_or_404(listing_page.load(Listing.objects.visible_to(request.user), pk))


@require_safe
@staff(*CASE_ROLES)
def candidates(request: StaffRequest) -> HttpResponse:
    """Whom a rule set would list, newest first, each with the other set's verdict."""
    rows = Candidate.objects.visible_to(request.user).select_related("division", "owner")
    context = page_of(request, rows, "candidates")
    return render(request, "console/candidates.html", context)


@require_safe
@staff(*CASE_ROLES)
def listings(request: StaffRequest) -> HttpResponse:
    """Every proceeding of the jurisdiction, newest first; what is late in coming off is counted."""
    seen = Listing.objects.visible_to(request.user)
    rows = seen.select_related("employer", "division", "owner")
    context = page_of(request, rows, "listings")
    context["overdue"] = seen.overdue_to_remove(today()).count()
    return render(request, "console/listings.html", context)


@require_safe
@staff(*CASE_ROLES)
def candidate(request: StaffRequest, pk: int) -> HttpResponse:
    """What each set found, clause by clause, and what a person may do about it."""
    record = _candidate(request, pk)
    context = listing_page.candidate_context(record, request.user, now())
    return render(request, "console/candidate.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*CASE_ROLES)
def candidate_act(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    """One step on a candidate; POST takes it."""
    record, moment, acts = _candidate(request, pk), now(), candidate_acts.ACTS
    office = record.office_id or request.user.office_id or 0
    screen = taking.screen(acts, act, CANDIDATE_STEPS, request.user, office, moment)
    header = listing_page.candidate_header(record)
    offers = listing_page.candidate_offers(record, request.user, moment)
    return taking.take(request, record, screen, act, CANDIDATE, moment, header, offers)


@require_POST
@staff(*CASE_ROLES)
def candidate_preview(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    """No act on a candidate prints a paper; the pane stays empty."""
    record, moment, acts = _candidate(request, pk), now(), candidate_acts.ACTS
    office = record.office_id or request.user.office_id or 0
    screen = taking.screen(acts, act, CANDIDATE_STEPS, request.user, office, moment)
    return taking.preview(request, record, screen, act, CANDIDATE, moment)


@require_safe
@staff(*CASE_ROLES)
def listing(request: StaffRequest, pk: int) -> HttpResponse:
    """The grounds, the parties, what was sent where, and the next step; `?tab=` chooses."""
    record, moment = _listing(request, pk), now()
    chosen = request.GET.get("tab", "")
    chosen = chosen if chosen in listing_page.TABS else "overview"
    own = {
        "overview": "console/_listing_overview.html",
        "measures": "console/_listing_measures.html",
    }
    context = {
        **listing_page.header(record, moment),
        **listing_page.next_steps(record, request.user, moment),
        **listing_page.tab(record, chosen, moment),
        "tabs": listing_page.TABS,
        "tab": chosen,
        "tab_template": own.get(chosen, f"console/_tab_{chosen}.html"),
    }
    return render(request, "console/listing.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*CASE_ROLES)
def listing_act(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    """One step: the form beside the paper it will print; POST takes it."""
    record, moment, acts = _listing(request, pk), now(), listing_acts.ACTS
    screen = taking.screen(acts, act, STEPS, request.user, record.office_id, moment)
    header = listing_page.header(record, moment)
    offers = listing_page.offers(record, request.user, moment)
    return taking.take(request, record, screen, act, KIND, moment, header, offers)


@require_POST
@staff(*CASE_ROLES)
def listing_preview(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    """The paper with what has been typed so far; writes nothing."""
    record, moment, acts = _listing(request, pk), now(), listing_acts.ACTS
    screen = taking.screen(acts, act, STEPS, request.user, record.office_id, moment)
    return taking.preview(request, record, screen, act, KIND, moment)
