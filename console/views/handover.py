"""移交: a head looks at what would move, decides, and watches it move."""

from datetime import datetime
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import StaffRequest, staff
from accounts.models import Office
from accounts.policy.roles import Role
from accounts.wording import add_refusal
from cases.jobs import carry_out_handover
from cases.models import Handover
from cases.services import handover as services
from console.handover_forms import BetweenForm, HandoverForm, offices_headed_by
from documents.tasks import queue
from statutes.refusal import Refused
from workflow.clock import now

# As many matters as a person waits for; the others move while the progress line is watched.
AT_ONCE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.UNIT_HEAD)
def handover(request: StaffRequest) -> HttpResponse:
    """`?giver=&taker=` shows what would move and what could not; POST decides."""
    moment = now()
    office = _office(request, moment)
    on = timezone.localdate(moment)
    form = HandoverForm(request.POST or None, office=office, on=on)
    if form.is_bound and form.is_valid():
        try:
            return redirect(_begin(request, office, form, moment))
        except Refused as refused:
            add_refusal(form, refused)
    asked = request.POST if form.is_bound else request.GET
    between = BetweenForm(asked if "giver" in asked else None, office=office, on=on)
    context: dict[str, object] = {"office": office, "between": between, "form": form}
    if between.is_bound and between.is_valid():
        people = between.cleaned_data
        lines = services.plan(office, people["giver"], people["taker"], on=on)
        context["lines"] = lines
        context["movable"] = sum(line.why is None for line in lines)
        if not form.is_bound:
            pair = {name: person.pk for name, person in people.items()}
            context["form"] = HandoverForm(initial=pair, office=office, on=on)
    return render(request, "console/handover.html", context)


def _office(request: StaffRequest, at: datetime) -> Office:
    """The office that the person heads; `?office=` chooses among several."""
    headed = {str(o.pk): o for o in offices_headed_by(request.user, timezone.localdate(at))}
    if not headed:
        raise PermissionDenied
    return headed.get(request.GET.get("office", ""), next(iter(headed.values())))


def _begin(request: StaffRequest, office: Office, form: HandoverForm, at: datetime) -> Handover:
    data = form.cleaned_data
    chosen = None if data["scope"] == "all" else request.POST.getlist("line")
    decided = services.begin(
        office,
        giver=data["giver"],
        taker=data["taker"],
        reason=data["reason"],
        chosen=chosen,
        actor=request.user,
        at=at,
    )
    if services.carry_out(decided.pk, at=at, most=AT_ONCE):
        transaction.on_commit(partial(queue, carry_out_handover, decided.pk))
    return decided


@require_safe
@staff(Role.INSPECTOR, Role.UNIT_HEAD)
def handover_record(request: StaffRequest, pk: int) -> HttpResponse:
    """How far a hand-over has come, what stayed and why, and its list to print."""
    roles = {Role.INSPECTOR, Role.UNIT_HEAD}
    held = request.user.holdings_on(request.user.acting_on)
    mine = Handover.objects.of_offices({h.office_id for h in held if h.role in roles})
    people = ("giver", "taker", "decided_by", "paper", "office")
    record = get_object_or_404(mine.select_related(*people), pk=pk)
    counts = record.items.counts()
    context = {
        "handover": record,
        "moved": counts.get("moved", 0),
        "total": sum(counts.values()),
        "stayed": record.items.filter(outcome="refused").select_related("case", "complaint"),
    }
    template = "_handover_progress" if request.htmx else "handover_record"
    return render(request, f"console/{template}.html", context)
