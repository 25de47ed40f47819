"""The register of employers: the list, the one-page file, what is done on it, what is overdue."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import StaffRequest, staff
from accounts.policy.roles import CASE_ROLES
from accounts.wording import add_refusal, translate, translate_all
from console import employer_page, register_export, register_list
from console.employer_acts import ACTS, INVITE, FileAct
from console.employer_page import File
from console.ledger_export import CONTENT_TYPE
from console.register_list import PAGE, Narrowed
from employers import perms
from employers.models import Employer
from employers.models.employer import NEVER
from statutes.refusal import Refused
from workflow.clock import now, today


@require_safe
@staff(*CASE_ROLES)
def employers(request: StaffRequest) -> HttpResponse:
    """单位库: `?q=` and the selects narrow, `?before=` pages by id."""
    asked = Narrowed.of(request.GET, request.user)
    before, on = request.GET.get("before", ""), today()
    rows, following = register_list.page(asked, request.user, on, before)
    for row in rows:
        row.late, row.on_list = row.is_overdue(on), row.is_listed(on)  # type: ignore[attr-defined]
    context = {
        "rows": rows,
        "asked": asked,
        "next_url": f"?{asked.address}&before={following}" if following else "",
        "first_url": f"?{asked.address}" if before else "",
    }
    return render(request, "console/employers.html", context)


@require_safe
@staff(*CASE_ROLES)
def employers_export(request: StaffRequest) -> HttpResponseBase:
    """The employers of the list as it is narrowed, as a workbook."""
    asked = Narrowed.of(request.GET, request.user)
    try:
        pieces = register_export.pieces(asked.rows(request.user, today()))
    except Refused as refused:
        for sentence in translate_all(refused):
            messages.warning(request, sentence)
        return redirect(f"../?{asked.address}")
    answer = StreamingHttpResponse(pieces, content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="employers-{today():%Y%m%d}.xlsx"'
    return answer


@require_safe
@staff(*CASE_ROLES)
def employer(request: StaffRequest, pk: int) -> HttpResponse:
    """一户一档: identity is open to every officer, matters by jurisdiction."""
    rows = Employer.objects.visible_to(request.user)
    found = get_object_or_404(employer_page.load(rows, pk))
    file = File(found, found.file_ids, request.user, now())
    return render(request, "console/employer.html", employer_page.context(file))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(*perms.KEEPERS)
def employer_act(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    """One act: its form; POST takes it and leads back to the file."""
    here = Employer.objects.visible_to(request.user).in_hand_of(request.user)
    found = get_object_or_404(employer_page.load(here, pk))
    if act not in ACTS:
        raise Http404
    screen, moment = ACTS[act], now()
    if reason := screen.why_not(request.user, found, timezone.localdate(moment)):
        raise PermissionDenied(translate(reason))
    known: dict[str, Any] = {"employer": found, "user": request.user, "at": moment}
    if request.method == "POST" and "find" in request.POST:  # only looks in the register
        form = screen.form(initial=request.POST.dict(), **known)
    else:
        form = screen.form(request.POST if request.method == "POST" else None, **known)
        form.use_required_attribute = not form.may_find
        if form.is_bound and form.is_valid() and (taken := _take(request, screen, form)):
            return taken
    proposal = getattr(form, "proposal", None)
    context = {
        "employer": found,
        "act": screen,
        "form": form,
        "changes": employer_page.change_lines(proposal.changes) if proposal else [],
    }
    return render(request, "console/employer_act.html", context)


def _take(request: StaffRequest, screen: FileAct, form: Any) -> HttpResponse | None:
    data = dict(form.cleaned_data)
    if screen.is_decision:
        data |= {"approved": request.POST.get("decision") == "approve", "proposal": form.proposal}
    try:
        result = screen.run(form.employer, data, request.user, form.at)
    except Refused as refused:
        add_refusal(form, refused)
        return None
    if screen is ACTS[INVITE]:
        return _code(request, form.employer, result)
    messages.success(request, str(screen.title))
    return redirect(form.employer)


def _code(request: StaffRequest, found: Employer, result: Any) -> HttpResponse:
    """The code is shown on this one answer and kept nowhere."""
    invitation, code = result
    context = {"employer": found, "invitation": invitation, "code": code}
    return render(request, "console/invitation.html", context)


@require_safe
@staff(*perms.KEEPERS)
def overdue_facts(request: StaffRequest) -> HttpResponse:
    """待核对: files of the person's places unverified for six months, the longest first."""
    on = today()
    here = Employer.objects.visible_to(request.user).in_hand_of(request.user)
    after = _cursor(request.GET.get("after", ""))
    rows = here.overdue(on) if after is None else here.overdue(on).after(*after)
    found = list(register_list.shown(rows)[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    more = urlencode({"after": f"{last.verified_on or NEVER}~{last.pk}"}) if last else ""
    context = {
        "rows": found[:PAGE],
        "next_url": f"?{more}" if more else "",
        "first_url": "?" if after else "",
    }
    return render(request, "console/overdue_facts.html", context)


def _cursor(text: str) -> tuple[date, int] | None:
    """Read `2026-05-01~41`; anything else starts at the first page."""
    day, _, pk = text.partition("~")
    try:
        return date.fromisoformat(day), int(pk[:18])
    except ValueError:
        return None
