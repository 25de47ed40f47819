"""案件移送: the elements of a case, the list, the page of a referral, every act upon it."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import StaffRequest, staff
from accounts.policy.roles import PAPER_ROLES, Role
from accounts.wording import add_refusal
from cases.models import Case
from console import referral_page
from console.referral_acts import ACTS
from console.referral_forms import StatedForm, begun
from console.referral_page import shown
from console.views import taking
from console.views.lists import page_of
from documents.responses import sealed_response, viewing_response
from referrals.models import Link, Referral
from referrals.procedure import STEPS
from referrals.services import assessing, package
from statutes.refusal import Refused
from workflow.clock import now, today

KIND = "referral"


def _referral(request: StaffRequest, pk: int) -> Referral:
    return get_object_or_404(referral_page.load(Referral.objects.visible_to(request.user), pk))


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.INSPECTOR)
def assess_crime(request: StaffRequest, pk: int) -> HttpResponse:
    """核对涉嫌犯罪要件: state what was found out; POST keeps it and opens the duty when met."""
    case = get_object_or_404(Case.objects.visible_to(request.user), pk=pk)
    sent = request.POST if request.method == "POST" else None
    form = StatedForm(sent, initial=begun(case))
    if form.is_bound and form.is_valid():
        said = {"stated": form.stated(), "note": form.cleaned_data["note"]}
        try:
            assessing.assess(case.pk, **said, actor=request.user, at=now())
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("已核对涉嫌犯罪要件。"))
            return redirect(f"{case.get_absolute_url()}?tab=referral")
    found = assessing.current(case, today())
    context = {"case": case, "form": form, "crime": shown(found.crime)}
    return render(request, "console/assess_crime.html", context)


@require_safe
@staff(*PAPER_ROLES)
def referrals(request: StaffRequest) -> HttpResponse:
    """Every referral of the jurisdiction, newest first."""
    rows = Referral.objects.visible_to(request.user)
    related = rows.select_related("case", "division", "police_office", "owner")
    return render(request, "console/referrals.html", page_of(request, related, "referrals"))


@require_safe
@staff(*PAPER_ROLES)
def referral(request: StaffRequest, pk: int) -> HttpResponse:
    """The chain so far and the next step; `?tab=` chooses what is listed."""
    record, moment = _referral(request, pk), now()
    chosen = request.GET.get("tab", "")
    chosen = chosen if chosen in referral_page.TABS else "overview"
    own = {name: f"console/_referral_{name}.html" for name in ("overview", "elements", "package")}
    context = {
        **referral_page.header(record, moment),
        **referral_page.next_steps(record, request.user, moment),
        **referral_page.tab(record, chosen, moment),
        "tabs": referral_page.TABS,
        "tab": chosen,
        "tab_template": own.get(chosen, f"console/_tab_{chosen}.html"),
    }
    return render(request, "console/referral.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*PAPER_ROLES)
def referral_act(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    """One step: the form, beside it the paper where there is one; POST takes it."""
    record, moment = _referral(request, pk), now()
    screen = taking.screen(ACTS, act, STEPS, request.user, record.office_id, moment)
    header = referral_page.header(record, moment)
    offers = referral_page.offers(record, request.user, moment)
    return taking.take(request, record, screen, act, KIND, moment, header, offers)


@require_POST
@staff(*PAPER_ROLES)
def referral_preview(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    """The paper with what has been typed so far; writes nothing."""
    record, moment = _referral(request, pk), now()
    screen = taking.screen(ACTS, act, STEPS, request.user, record.office_id, moment)
    return taking.preview(request, record, screen, act, KIND, moment)


@require_safe
@staff(*PAPER_ROLES)
def referral_package(request: StaffRequest, pk: int) -> HttpResponseBase:
    """The bound package as it was sent, its bytes compared with their hash."""
    record = _referral(request, pk)
    if record.package is None or record.package.file is None:
        messages.warning(request, _("移送材料正在生成，请稍候。"))
        return redirect(f"{record.get_absolute_url()}?tab=package")
    return sealed_response(request, record.package.file)


@require_safe
@staff(*PAPER_ROLES)
def referral_manifest(request: StaffRequest, pk: int) -> HttpResponse:
    """The manifest: every piece of the package with its hash, and that of the whole."""
    record = _referral(request, pk)
    whole = record.package.file.sha256 if record.package and record.package.file else ""
    listed: dict[str, Any] = {
        "case_no": record.case.case_no,
        "letter": record.letter.number if record.letter else "",
        "package_sha256": whole,
        "pieces": package.checks_of(record),
    }
    text = json.dumps(listed, ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="referral-{pk}-manifest.json"'
    return response


@require_safe
@staff(*PAPER_ROLES)
def referral_link(request: StaffRequest, pk: int) -> HttpResponseBase:
    """The written notice that came with a word of the police."""
    seen = Referral.objects.visible_to(request.user)
    rows = Link.objects.filter(referral__in=seen, file__isnull=False).select_related("file")
    link = get_object_or_404(rows, pk=pk)
    assert link.file is not None
    return viewing_response(request, link.file)
