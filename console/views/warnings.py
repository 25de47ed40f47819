"""欠薪预警: the list, the page of one warning, every act upon it, which rules earn their keep."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import StaffRequest, staff
from accounts.policy.roles import CASE_ROLES
from console import warning_page
from console.views import taking
from console.views.lists import page_of
from console.warning_acts import ACTS
from early_warning.models import Warning
from early_warning.policy.earning import WORTH_LABELS, Worth
from early_warning.policy.signals import RULES
from early_warning.procedure import STEPS
from early_warning.services import earning
from workflow.clock import now, today

KIND = "warning"
SPANS = {"": 365, "90": 90, "730": 730}  # days that the hit rate looks back
WORTH_TAGS = {Worth.GOOD: "tag-green", Worth.POOR: "tag-seal", Worth.FAIR: "tag-amber"}


def _warning(request: StaffRequest, pk: int) -> Warning:
    return get_object_or_404(warning_page.load(Warning.objects.visible_to(request.user), pk))


@require_safe
@staff(*CASE_ROLES)
def warnings(request: StaffRequest) -> HttpResponse:
    """Every warning of the jurisdiction, newest first; overdue ones are marked."""
    rows = Warning.objects.visible_to(request.user).select_related("division", "owner")
    context = page_of(request, rows, "warnings")
    on = today()
    context["rows"] = [
        (row, warning_page.TAGS[row.level], row.is_overdue(on))
        for row in context["rows"]  # type: ignore[attr-defined]
    ]
    return render(request, "console/warnings.html", context)


@require_safe
@staff(*CASE_ROLES)
def warning(request: StaffRequest, pk: int) -> HttpResponse:
    """The signs, what was done about them, and the next step; `?tab=` chooses what is listed."""
    record, moment = _warning(request, pk), now()
    chosen = request.GET.get("tab", "")
    chosen = chosen if chosen in warning_page.TABS else "overview"
    own = {"overview": "console/_warning_overview.html", "facts": "console/_warning_facts.html"}
    context = {
        **warning_page.header(record, moment),
        **warning_page.next_steps(record, request.user, moment),
        **warning_page.tab(record, chosen, request.user),
        "acts": taking.within_reach(ACTS, STEPS, request.user, record.office_id, moment),
        "tabs": warning_page.TABS,
        "tab": chosen,
        "tab_template": own.get(chosen, f"console/_tab_{chosen}.html"),
    }
    return render(request, "console/warning.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*CASE_ROLES)
def warning_act(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    """One step: the form, beside it the letter where there is one; POST takes it."""
    record, moment = _warning(request, pk), now()
    screen = taking.screen(ACTS, act, STEPS, request.user, record.office_id, moment)
    header = warning_page.header(record, moment)
    offers = warning_page.offers(record, request.user, moment)
    return taking.take(request, record, screen, act, KIND, moment, header, offers)


@require_POST
@staff(*CASE_ROLES)
def warning_preview(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    """The letter with what has been typed so far; writes nothing."""
    record, moment = _warning(request, pk), now()
    screen = taking.screen(ACTS, act, STEPS, request.user, record.office_id, moment)
    return taking.preview(request, record, screen, act, KIND, moment)


@require_safe
@staff(*CASE_ROLES)
def warning_rates(request: StaffRequest) -> HttpResponse:
    """命中率: per rule, in how many warnings it spoke and how many of them were true."""
    span = request.GET.get("days", "")
    span = span if span in SPANS else ""
    on = today()
    context = {
        "rows": _rates(request, on - timedelta(days=SPANS[span]), on),
        "span": span,
        "spans": {"90": _("近90天"), "": _("近一年"), "730": _("近两年")},
    }
    return render(request, "console/warning_rates.html", context)


def _rates(request: StaffRequest, since: date, until: date) -> list[dict[str, Any]]:
    """Those that spoke most come first."""
    found = earning.records(request.user, since=since, until=until)
    rows = [
        {
            "label": _(RULES[code].label),
            "record": record,
            "worth": _(WORTH_LABELS[record.worth]),
            "tag": WORTH_TAGS.get(record.worth, ""),
        }
        for code, record in found.items()
    ]
    return sorted(rows, key=lambda row: -row["record"].fired)
