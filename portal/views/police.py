"""公安联络员: what was sent to the own police office, its clocks, and every answer to it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import StaffRequest, staff
from accounts.policy.roles import Role
from accounts.wording import add_refusal
from documents.models import Paper
from documents.responses import paper_response, sealed_response, viewing_response
from portal import police_page
from referrals import perms
from referrals.forms import SPOKEN
from referrals.models import JointMeeting, Liaison, Referral
from referrals.procedure import STEPS
from referrals.services.speaking import speak
from statutes.refusal import Refused
from workflow.clock import now, today


def _sent(request: StaffRequest, pk: int) -> Referral:
    rows = Referral.objects.sent_to(request.user, today())
    related = ("case", "assessment", "office", "police_office", "letter", "package__file")
    return get_object_or_404(rows.select_related(*related), pk=pk)


@never_cache
@require_safe
@staff(Role.POLICE_LIAISON)
def police_desk(request: StaffRequest) -> HttpResponse:
    """Every referral to the own office, the most pressing first, and the joint meetings."""
    liaison = Liaison.objects.of_user(request.user, today())
    context: dict[str, Any] = {"liaison": liaison}
    if liaison is not None:
        context |= police_page.desk(request.user, now())
    return render(request, "portal/police_desk.html", context)


@never_cache
@require_safe
@staff(Role.POLICE_LIAISON)
def police_referral(request: StaffRequest, pk: int) -> HttpResponse:
    """One referral: what was sent, what was answered, what may be done now."""
    record, moment = _sent(request, pk), now()
    context = police_page.shown(record, moment)
    offers = perms.steps(record, request.user, moment, elements_met=True)
    context["offers"] = [offer for offer in offers if offer.step.name in SPOKEN]
    return render(request, "portal/police_referral.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.POLICE_LIAISON)
def police_act(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    """One answer: its form; POST gives it. A step that is not open leads back."""
    record, moment = _sent(request, pk), now()
    if act not in SPOKEN:
        raise Http404
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = SPOKEN[act](*sent)
    if form.is_bound and form.is_valid():
        try:
            speak(act, record.pk, form.cleaned_data, actor=request.user, at=moment)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("“%(act)s”已办理。") % {"act": _(STEPS[act].label)})
            return redirect("portal:police_desk" if act == "forward" else police_page.url_of(pk))
    context = {**police_page.shown(record, moment), "form": form, "step": STEPS[act]}
    return render(request, "portal/police_act.html", context)


@never_cache
@require_safe
@staff(Role.POLICE_LIAISON)
def police_package(request: StaffRequest, pk: int) -> HttpResponseBase:
    """The bound package, its bytes compared with their hash."""
    record = _sent(request, pk)
    if record.package is None or record.package.file is None:
        messages.warning(request, _("移送材料正在生成，请稍候。"))
        return redirect(police_page.url_of(pk))
    return sealed_response(request, record.package.file)


@never_cache
@require_safe
@staff(Role.POLICE_LIAISON)
def police_paper(request: StaffRequest, pk: int, paper: int) -> HttpResponse:
    """A paper that the bureau addressed to the police: letter, reconsideration, handover."""
    record = _sent(request, pk)
    papers = Paper.objects.of(record.subject).issued().filter(kind__in=police_page.ADDRESSED)
    return paper_response(request, get_object_or_404(papers, pk=paper))


@never_cache
@require_safe
@staff(Role.POLICE_LIAISON)
def police_file(request: StaffRequest, pk: int, link: int) -> HttpResponseBase:
    """The notice or material that came with one word of the chain."""
    record = _sent(request, pk)
    row = get_object_or_404(record.links.select_related("file"), pk=link, file__isnull=False)
    assert row.file is not None
    return viewing_response(request, row.file)


@never_cache
@require_safe
@staff(Role.POLICE_LIAISON)
def police_meeting(request: StaffRequest, pk: int, kind: str) -> HttpResponse:
    """The minutes or the circular of a joint meeting to which the own office was called."""
    rows = JointMeeting.objects.with_police(request.user, today())
    meeting = get_object_or_404(rows.select_related("minutes", "circular"), pk=pk)
    paper = {"minutes": meeting.minutes, "circular": meeting.circular}.get(kind)
    if paper is None:
        raise Http404
    return paper_response(request, paper)
