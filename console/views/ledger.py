"""The wage ledger: determining (核定), paying, reversing, adding workers."""

from datetime import datetime
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import StaffRequest, staff
from accounts.policy.roles import Role
from accounts.wording import add_refusal, translate_all
from cases.models import Case, Payment
from cases.perms.around import around
from cases.policy.basis import BASIS_LABELS
from cases.procedure.table import STEPS
from cases.services import ledger as services
from cases.services import payments, wage_checks
from console import case_page, consequences, grids, meanwhile
from console.grids import DeterminationRow, PaymentRow
from console.ledger_forms import PaymentForm, ReversalForm, WorkerForm
from console.next_steps import is_offered
from console.views import taking
from statutes.refusal import Refused
from statutes.wording import Sentence, say
from workflow.clock import now


def _case(request: StaffRequest, pk: int) -> Case:
    return get_object_or_404(case_page.load(Case.objects.visible_to(request.user), pk))


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.INSPECTOR)
def ledger(request: StaffRequest, pk: int) -> HttpResponse:
    """The grid of 核定; saved whole or not at all, against the version that was opened."""
    case, moment = _case(request, pk), now()
    posted = request.POST if request.method == "POST" else None
    claims = case.claims.select_related("evidence").prefetch_related("months").order_by("row")
    rows = grids.determinations(claims, posted, wage_checks.flags_of(case, claims))
    errors: list[str] = []
    version = posted["version"] if posted and "version" in posted else case.ledger_version
    if posted is not None:
        try:
            errors = _determine(case, rows, request, moment)
        except services.Outdated as outdated:
            # The page now carries the newer version: a second press goes through.
            case = _case(request, pk)
            errors, version = _overtaken(case, rows, outdated), case.ledger_version
        if not errors:
            messages.success(request, _("核定已保存。"))
            return redirect(f"{case.get_absolute_url()}?tab=workers")
    context = {
        "rows": rows,
        "errors": errors,
        "version": version,
        "bases": [_(label) for label in BASIS_LABELS.values()],
        "evidence": case.evidence.standing().order_by("serial"),
    }
    return _page(request, "console/ledger.html", case, context, moment, "determine_wages")


def _determine(
    case: Case, rows: list[DeterminationRow], request: StaffRequest, at: datetime
) -> list[str]:
    """Save the grid; returns what was refused, each with the worker's name."""
    entries = {row.claim.pk: row.entry() for row in rows}
    if errors := [error for row in rows for error in row.errors]:
        return errors
    version = grids.version_of(request.POST)
    try:
        services.determine(case.pk, entries, version=version, actor=request.user, at=at)
    except services.Outdated:
        raise
    except Refused as refused:
        return translate_all(refused)
    consequences.follow(case)
    return []


def _overtaken(case: Case, rows: list[DeterminationRow], outdated: services.Outdated) -> list[str]:
    """Who changed what, and beside each cell that says otherwise what a colleague wrote there."""
    claims = case.claims.select_related("evidence").order_by("row")
    stored = grids.determinations(claims, None)
    return [
        *translate_all(outdated),
        *grids.differences(rows, stored, outdated.rows),
        _("您填写的内容都还在。请核对最新内容，确认无误后再提交一次。"),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.INSPECTOR)
def payment(request: StaffRequest, pk: int) -> HttpResponse:
    """Record money that reached the workers: line by line, or the whole roster at once."""
    case, moment = _case(request, pk), now()
    posted = request.POST if request.method == "POST" else None
    rows = grids.payments(case.claims.owed().order_by("row"), posted)
    form = PaymentForm(posted, request.FILES or None, initial=_fresh(moment))
    opened = meanwhile.Opening(case, request)
    if form.is_bound and form.is_valid():
        try:
            _pay(case, form, rows, opened, moment)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("付款已登记。"))
            return redirect(f"{case.get_absolute_url()}?tab=workers")
    context = {"rows": rows, "form": form, "seen": opened.seen}
    return _page(request, "console/payment.html", case, context, moment, "record_payment")


def _fresh(at: datetime) -> dict[str, object]:
    """A new form carries its own token, so that sending it twice is one payment."""
    return {"token": uuid4(), "paid_on": timezone.localdate(at)}


def _pay(
    case: Case, form: PaymentForm, rows: list[PaymentRow], opened: meanwhile.Opening, at: datetime
) -> None:
    token, actor = form.cleaned_data["token"], opened.user
    if case.disbursements.filter(token=token).exists():
        return  # sent twice: its proof is not stored again either
    with opened.unless_overtaken():
        if payments.is_recorded(case.pk, token):
            return  # before its proof is stored a second time
        means = form.means(case, actor, at)
        if form.cleaned_data["whole_roster"]:
            if any(row.amount.text.strip() for row in rows):
                raise Refused(say("已经逐行填写金额，就不能同时选“按名册全部付清”。"))
            payments.settle_all(case.pk, means, token=token, actor=actor, at=at)
            consequences.follow(case)
            return
        amounts = grids.amounts_of(rows)
        if unread := [error for row in rows for error in row.errors]:
            raise Refused(*(Sentence(e.replace("%", "%%")) for e in unread))
        payments.record_payments(case.pk, amounts, means, token=token, actor=actor, at=at)
        consequences.follow(case)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.INSPECTOR)
def reversal(request: StaffRequest, pk: int) -> HttpResponse:
    """Undo a payment that was recorded by mistake, by a row of its own (冲正)."""
    mine = Case.objects.visible_to(request.user)
    found = Payment.objects.filter(claim__case__in=mine).select_related("claim__case")
    row, moment = get_object_or_404(found, pk=pk), now()
    case, form = row.claim.case, ReversalForm(request.POST or None)
    opened = meanwhile.Opening(case, request)
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            with opened.unless_overtaken():
                payments.reverse_payment(row.pk, reason=reason, actor=request.user, at=moment)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("付款已冲正。"))
            return redirect(f"{case.get_absolute_url()}?tab=workers")
    context = {"payment": row, "form": form, "seen": opened.seen}
    return _page(request, "console/reversal.html", case, context, moment, "reverse_payment")


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.INSPECTOR)
def add_workers(request: StaffRequest, pk: int) -> HttpResponse:
    """Enter a worker found during the investigation who had not complained."""
    case, moment = _case(request, pk), now()
    form, opened = WorkerForm(request.POST or None), meanwhile.Opening(case, request)
    if form.is_bound and form.is_valid():
        try:
            with opened.unless_overtaken():
                services.add_workers(case.pk, [form.line()], actor=request.user, at=moment)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("劳动者已补充登记。"))
            return redirect("console:ledger", case.pk)
    context = {"form": form, "seen": opened.seen}
    return _page(request, "console/add_workers.html", case, context, moment, "add_workers")


def _page(
    request: StaffRequest,
    template: str,
    case: Case,
    context: dict[str, object],
    at: datetime,
    step: str,
) -> HttpResponse:
    """The screen of a step; who opens it when the step may not be taken is led back."""
    known = around(case)
    if request.method != "POST" and not is_offered(case, step, known, request.user, at):
        return taking.not_now(request, case, _(STEPS[step].label))
    header = case_page.header(case, known, request.user, at)
    return render(request, template, header | context)
