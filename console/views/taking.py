"""How any act is taken on screen: find it, show it, run its service, say what it refused."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import StaffRequest
from accounts.models import User
from accounts.subjects import Subject
from accounts.wording import add_refusal
from console import consequences, gaps, marking, meanwhile, services
from console.acts import Act, ActForm
from documents import services as documents
from documents.policy.marks import highlight
from statutes.refusal import Refused
from statutes.wording import say, term
from workflow.procedure import Offer, Step

DECISIONS = {"approve": True, "return": False}


def screen(
    acts: Mapping[str, Act],
    name: str,
    steps: Mapping[str, Step[Any]],
    user: User,
    office_id: int,
    at: datetime,
) -> Act:
    """The act of that name; 404 for none, 403 for a person whose role may never take it."""
    if name not in acts:
        raise Http404
    if name not in within_reach(acts, steps, user, office_id, at):
        raise PermissionDenied
    return acts[name]


def within_reach(
    acts: Mapping[str, Act],
    steps: Mapping[str, Step[Any]],
    user: User,
    office_id: int,
    at: datetime,
) -> frozenset[str]:
    """The names of the acts that this person's roles at the record's office ever allow."""
    roles = user.roles_on(timezone.localdate(at), office_id)
    taken = (name for name, act in acts.items() if any(steps[s].role in roles for s in act.steps))
    return frozenset(taken)


def take(
    request: StaffRequest,
    record: Any,
    act: Act,
    name: str,
    kind: str,
    at: datetime,
    header: Mapping[str, Any],
    available: Iterable[Offer[Any]],
) -> HttpResponse:
    """Show the act's form and what it still lacks; on POST run its service and go back."""
    offers = act.offers(available)
    if not offers and not act.is_aside and request.method != "POST":
        return not_now(request, record, act.title)
    form = _form(request, record, act, name, kind, at, bound=request.method == "POST")
    opened = meanwhile.Opening(record, request)
    if form.is_bound and not form.is_only_looked_at and form.is_valid():
        try:
            with opened.unless_overtaken():
                _run(request, record, act, form, opened.subject, at)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            services.clear_drafts(request.user, _place(kind, record, name))
            messages.success(request, _("“%(act)s”已办理。") % {"act": act.title})
            return redirect(record)
    context = {
        **header,
        "act": act,
        "form": form,
        "seen": opened.seen,
        "record": record,
        "missing": [reason for offer in offers for reason in offer.missing],
        "preview_url": reverse(f"console:{kind}_preview", args=[record.pk, name]),
        **_paper(record, form, act, kind, request.user, at),
    }
    return render(request, f"console/{kind}_act.html", context)


def _run(
    request: StaffRequest, record: Any, act: Act, form: ActForm, subject: Subject, at: datetime
) -> None:
    """Call the act's service; what is sent back with marks is kept as it was read."""
    data, marks = _data(request, form, act), form.marked()
    if not marks:
        act.run(record, data, request.user, at)
        consequences.follow(record)
        return
    if data["approved"]:
        raise Refused(say("文书上还有批注：请退回，或者清空批注后再同意。"))
    draft = act.sheet(record, dict(form.cleaned_data), request.user, at) if act.sheet else None
    if draft is None:
        raise Refused(say("本事项没有可以批注的文书。"))
    kind, context = draft
    data["opinion"] = data["opinion"] or term("详见文书上的批注。")
    act.run(record, data, request.user, at)
    documents.return_marked(
        kind, subject, context, marks, office=record.office, actor=request.user, at=at
    )


def not_now(request: StaffRequest, record: Any, title: object) -> HttpResponse:
    """Back to the record, which shows what may be done instead."""
    messages.warning(request, _("现在不能办理“%(act)s”，已回到最新进展。") % {"act": title})
    return redirect(record)


def preview(
    request: StaffRequest, record: Any, act: Act, name: str, kind: str, at: datetime
) -> HttpResponse:
    """Only the paper, for the pane beside the form."""
    form = _form(request, record, act, name, kind, at, bound=True)
    shown = _paper(record, form, act, kind, request.user, at)
    return render(request, "documents/_preview.html", {**shown, "html": shown["sheet"]})


def _form(
    request: StaffRequest, record: Any, act: Act, name: str, kind: str, at: datetime, *, bound: bool
) -> ActForm:
    data, files = (request.POST, request.FILES) if bound else (None, None)
    place = _place(kind, record, name)
    return act.form(data, files, subject=record, user=request.user, at=at, place=place)


def _place(kind: str, record: Any, name: str) -> str:
    return f"{kind}-{record.pk}-{name}"


def _data(request: StaffRequest, form: ActForm, act: Act) -> dict[str, Any]:
    data = dict(form.cleaned_data)
    if act.is_decision:
        decision = request.POST.get("decision", "")
        if decision not in DECISIONS:
            raise Refused(say("请选择同意或者退回。"))
        data["approved"] = DECISIONS[decision]
    return data


def _paper(
    record: Any, form: ActForm, act: Act, kind: str, user: User, at: datetime
) -> dict[str, Any]:
    """The sheet, what it still lacks with the places where that is written, and its marks."""
    html = _sheet(record, form, act, user, at)
    lacking = gaps.missing(html, kind, record, fields=form.places, user=user, at=at)
    is_read_anew = bool(html) and not act.is_decision
    returned = marking.standing(meanwhile.subject_of(record)) if is_read_anew else None
    marks = returned.remarks if returned else form.marked()
    return {
        "sheet": highlight(gaps.linked(html, lacking), marks),
        "gaps": lacking,
        "returned": returned,
        "remarks": marking.remarks(returned, html) if returned else [],
    }


def _sheet(record: Any, form: ActForm, act: Act, user: User, at: datetime) -> str:
    """The preview; what cannot be read yet is left to the form's own message."""
    if act.sheet is None:
        return ""
    if form.is_bound:
        form.is_valid()
    try:
        sheet = act.sheet(
            record, dict(form.cleaned_data) if form.is_bound else form.begun(), user, at
        )
    except Refused:
        return ""  # such as a period beyond the calendar; sending the form says why
    return documents.preview(*sheet, office=record.office) if sheet else ""
