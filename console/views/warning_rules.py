"""预警规则: what is in force, what is proposed, and the second official's word."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import StaffRequest, staff
from accounts.wording import add_refusal, translate_all
from console.warning_forms import RuleForm, ScaleForm
from early_warning.models import Scale, WarningRule
from early_warning.perms import why_not_set
from early_warning.policy.handling import Terms
from early_warning.policy.signals import LEVEL_LABELS, RULES, Figures, Level
from early_warning.services import rules
from rulebook.models import State
from rulebook.perms import KEEPERS, may_keep
from statutes.refusal import Refused
from workflow.clock import now, today

MODELS: dict[str, type[WarningRule] | type[Scale]] = {"rule": WarningRule, "scale": Scale}


@require_safe
@staff()
def warning_rules(request: StaffRequest) -> HttpResponse:
    """Every rule with what applies today, as shipped or as set, and what waits for a second eye."""
    on = today()
    waiting = [
        (kind, row, _decides(request, row))
        for kind, model in MODELS.items()
        for row in model.objects.awaiting_confirmation().select_related("proposed_by", "division")
    ]
    scale = _own_scales().filter(division=None).first()
    context = {
        "rules": _lines(),
        "scale": _colours(scale.terms if scale else Terms()),
        "scale_row": scale,
        "own_scales": _own_scales().exclude(division=None),
        "waiting": waiting,
        "may_keep": may_keep(request.user, on),
    }
    return render(request, "console/warning_rules.html", context)


def _decides(request: StaffRequest, row: Any) -> bool:
    """Whether the person is the second official: another than who proposed it, of that place."""
    user, on = request.user, today()
    keeps = may_keep(user, on) and why_not_set(user, row.division_id, on) is None
    return keeps and row.proposed_by_id != user.pk


def _lines() -> list[dict[str, Any]]:
    set_rows: dict[str, list[WarningRule]] = {code: [] for code in RULES}
    for row in WarningRule.objects.in_force(today()).select_related("division"):
        set_rows[row.code].append(row)
    return [_line(code, rows) for code, rows in set_rows.items()]


def _line(code: str, rows: list[WarningRule]) -> dict[str, Any]:
    whole = next((row for row in rows if row.division_id is None), None)
    return {
        "code": code,
        "label": _(RULES[code].label),
        "shown": _shown(whole.figures if whole else RULES[code].shipped),
        "row": whole,
        "places": [(row, _shown(row.figures)) for row in rows if row.division_id],
    }


def _shown(figures: Figures) -> dict[str, Any]:
    level = _(LEVEL_LABELS[figures.level]) if figures.level else ""
    return {"level": level, "points": figures.points, "threshold": figures.threshold}


def _own_scales() -> Any:
    return Scale.objects.in_force(today()).select_related("division")


def _colours(terms: Terms) -> list[tuple[str, int, int]]:
    return [
        (_(LEVEL_LABELS[level]), getattr(terms.lines, level.value), terms.days[level])
        for level in reversed(Level)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*KEEPERS)
def warning_rule(request: StaffRequest, code: str) -> HttpResponse:
    """Propose what one rule weighs from a day on."""
    if code not in RULES:
        raise Http404
    in_force = WarningRule.objects.in_force(today()).filter(code=code, division=None).first()
    form = RuleForm(
        request.POST or None,
        code=code,
        user=request.user,
        on=today(),
        before=in_force,
        initial={"in_force_from": today()},
    )
    if form.is_bound and form.is_valid():
        given = {"threshold": None, **form.cleaned_data, "code": code}
        try:
            rules.propose_rule(**given, actor=request.user, at=now())
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("已提出，待另一人确认。"))
            return redirect("console:warning_rules")
    context = {"form": form, "title": _(RULES[code].label)}
    return render(request, "console/warning_rule.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*KEEPERS)
def warning_scale(request: StaffRequest) -> HttpResponse:
    """Propose from how many points a colour begins, and how long each may take."""
    form = ScaleForm(
        request.POST or None,
        user=request.user,
        on=today(),
        before=_own_scales().filter(division=None).first(),
        initial={"in_force_from": today()},
    )
    if form.is_bound and form.is_valid():
        try:
            rules.propose_scale(**form.proposed(), actor=request.user, at=now())
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("已提出，待另一人确认。"))
            return redirect("console:warning_rules")
    context = {"form": form, "title": _("预警等级标准")}
    return render(request, "console/warning_rule.html", context)


@require_POST
@staff(*KEEPERS)
def warning_rule_decision(request: StaffRequest, kind: str, pk: int) -> HttpResponse:
    """Confirm or turn down what another proposed: the very proposal that the form showed."""
    if kind not in MODELS:
        raise Http404
    row: Any = get_object_or_404(MODELS[kind], pk=pk)
    if request.POST.get("proposal") != f"{kind} {pk}":
        messages.warning(request, _("请在规则页面看过这一项以后再办理。"))
        return redirect("console:warning_rules")
    approved = request.POST.get("decision") == "approve"
    try:
        decided = rules.decide(row, approved=approved, actor=request.user, at=now())
    except Refused as refused:
        for sentence in translate_all(refused):
            messages.warning(request, sentence)
    else:
        is_confirmed = decided.state == State.CONFIRMED.value
        messages.success(request, _("已确认。") if is_confirmed else _("已退回。"))
    return redirect("console:warning_rules")
