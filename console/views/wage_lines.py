"""One worker's wages in full: months, checks, counter-claim, payments and sign-off; and plans."""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import StaffRequest, staff, today
from accounts.policy.roles import PAPER_ROLES, Role
from accounts.wording import add_refusal, translate_all
from cases.models import Case, WageClaim
from cases.perms.around import around
from cases.procedure.table import STEPS
from cases.services import payment_plans, sign_offs, wage_checks, wage_lines
from cases.services.ledger import Outdated
from console import case_page, grids, ledger_export, meanwhile, month_grid
from console.month_grid import MonthRow
from console.next_steps import is_offered, next_steps
from console.views import taking
from console.wage_forms import LineForm, PlanForm, SignOffForm, parts_of, plan_rows
from statutes.refusal import Refused
from workflow.clock import now

# A worker's months are no matter for assistants, who neither inspect nor punish.


def _line(request: StaffRequest, pk: int) -> WageClaim:
    mine = Case.objects.visible_to(request.user)
    known = WageClaim.objects.filter(case__in=mine).with_secrecy()
    whole = known.select_related(
        "case__employer", "case__division", "case__office", "claimant", "evidence",
        "sign_off_proof",
    )  # fmt: skip
    return get_object_or_404(whole.prefetch_related("months"), pk=pk)


def _writes(request: StaffRequest) -> bool:
    return Role.INSPECTOR in request.user.roles_on(today())


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*PAPER_ROLES)
def wage_line(request: StaffRequest, pk: int) -> HttpResponse:
    """The months of one worker with what they rest on; saved whole, against the version opened."""
    if request.method == "POST" and not _writes(request):
        raise PermissionDenied
    claim, moment = _line(request, pk), now()
    posted = request.POST if request.method == "POST" else None
    rows, form = month_grid.rows_of(claim, posted), LineForm(posted)
    errors, version = list[str](), claim.case.ledger_version
    if posted is None:
        form = LineForm(initial=LineForm.initial_of(claim))
    else:
        try:
            errors = _save(request, claim, rows, form, moment)
            version = grids.version_of(posted)
        except Outdated as outdated:
            # The page now carries the newer version: a second press goes through.
            errors = [
                *translate_all(outdated),
                _("您填写的内容都还在。请核对最新内容，确认无误后再提交一次。"),
            ]
        if not errors:
            messages.success(request, _("%(worker)s的工资已保存。") % {"worker": claim.worker})
            return redirect("console:wage_line", claim.pk)
    seen = meanwhile.Opening(claim.case, request).seen
    context = {"rows": rows, "form": form, "errors": errors, "version": version, "seen": seen}
    return _page(request, claim, context, moment)


def _save(
    request: StaffRequest, claim: WageClaim, rows: list[MonthRow], form: LineForm, at: datetime
) -> list[str]:
    """Save the sheet; returns what was refused, in sentences."""
    months, errors = month_grid.read(rows)
    if not form.is_valid() or errors:
        return [*errors, *(str(e) for field in form.errors.values() for e in field)]
    sheets = {claim.pk: form.sheet(months)}
    version = grids.version_of(request.POST)
    try:
        wage_lines.record_sheets(claim.case_id, sheets, version=version, actor=request.user, at=at)
    except Outdated:
        raise
    except Refused as refused:
        return translate_all(refused)
    return []


def _page(
    request: StaffRequest, claim: WageClaim, context: dict[str, object], at: datetime
) -> HttpResponse:
    case = claim.case
    payments = claim.payments.select_related("disbursement__proof").order_by("pk")
    can_sign = claim.paid > 0 and claim.paid == claim.determined
    known = around(case)
    may = next_steps(case, known, request.user, at)["offered_steps"]
    header = case_page.header(case, known, request.user, at)
    shown = {
        "claim": claim,
        "flags": wage_checks.flags_of(case, [claim])[claim.pk],
        "payments": payments,
        "writes": "determine_wages" in may,
        "signs": "record_signature" in may,
        "can_sign": can_sign,
        "sign_off": SignOffForm(initial={"signed_on": timezone.localdate(at)}),
        "columns": month_grid.COLUMNS,
        **context,
    }
    return render(request, "console/wage_line.html", header | shown)


@require_POST
@staff(Role.INSPECTOR)
def sign_off(request: StaffRequest, pk: int) -> HttpResponse:
    """Record how the worker confirmed the money; a refused form is shown again on the page."""
    claim, moment = _line(request, pk), now()
    form, opened = SignOffForm(request.POST, request.FILES), meanwhile.Opening(claim.case, request)
    if form.is_valid():
        try:
            with opened.unless_overtaken():
                given = form.confirmation(claim.case, request.user, moment)
                sign_offs.record_signatures(
                    claim.case_id, [claim.pk], given, actor=request.user, at=moment
                )
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("签收已登记。"))
            return redirect("console:wage_line", claim.pk)
    context = {
        "rows": month_grid.rows_of(claim, None),
        "form": LineForm(initial=LineForm.initial_of(claim)),
        "errors": [str(error) for field in form.errors.values() for error in field],
        "version": claim.case.ledger_version,
        "sign_off": form,
        "seen": opened.seen,
    }
    return _page(request, claim, context, moment)


def _case(request: StaffRequest, pk: int) -> Case:
    return get_object_or_404(case_page.load(Case.objects.visible_to(request.user), pk))


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.INSPECTOR)
def payment_plan(request: StaffRequest, pk: int) -> HttpResponse:
    """Record the instalments that the employer promised while correcting."""
    case, moment = _case(request, pk), now()
    posted = request.POST if request.method == "POST" else None
    rows, start = plan_rows(posted), {"agreed_on": timezone.localdate(moment)}
    form, errors = PlanForm(posted, request.FILES or None, initial=start), list[str]()
    opened = meanwhile.Opening(case, request)
    if form.is_bound:
        parts, errors = parts_of(rows)
        if form.is_valid() and not errors:
            try:
                with opened.unless_overtaken():
                    promise = form.promise(parts, case, request.user, moment)
                    payment_plans.agree(case.pk, promise, actor=request.user, at=moment)
            except Refused as refused:
                add_refusal(form, refused)
            else:
                messages.success(request, _("分期支付约定已登记。"))
                return redirect(f"{case.get_absolute_url()}?tab=workers")
    known, step = around(case), "agree_payment_plan"
    if request.method != "POST" and not is_offered(case, step, known, request.user, moment):
        return taking.not_now(request, case, _(STEPS[step].label))
    header = case_page.header(case, known, request.user, moment)
    context = {"form": form, "rows": rows, "errors": errors, "seen": opened.seen}
    return render(request, "console/payment_plan.html", header | context)


@require_safe
@staff(*PAPER_ROLES)
def export(request: StaffRequest, pk: int) -> HttpResponse:
    """The ledger as a workbook: values only, masked numbers, nothing that runs."""
    case = _case(request, pk)
    claims = case.claims.with_secrecy().select_related("evidence").prefetch_related("months")
    book = ledger_export.workbook(case, claims.order_by("row"))
    response = HttpResponse(book, content_type=ledger_export.CONTENT_TYPE)
    name = f"ledger-{case.pk}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
