"""凭据: each file is checked by what it holds and kept sealed until the complaint is lodged."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from accounts.wording import add_refusal
from portal import sealed_files
from portal.draft import Draft
from portal.forms import Asked, EvidenceForm
from portal.views.turning import keep, page_context, page_url, posted
from statutes.refusal import Refused

MAX_FILES = 12


def evidence(request: HttpRequest, asked: Asked) -> HttpResponse:
    """手里有什么凭据: named, and handed in now by who has them along."""
    draft = asked.draft
    form = EvidenceForm(asked, *posted(request))
    if request.method == "POST":
        if "remove" in request.POST:
            return redirect(_take_out(request, draft, request.POST["remove"]))
        if form.is_valid() and _take_in(form, draft):
            going_on = keep(request, asked, form.answer())
            return redirect(page_url("evidence") if "more" in request.POST else going_on)
        draft.save(request.session)  # what was taken in before the refusal stays
    return render(request, "portal/kiosk_evidence.html", page_context(asked, form))


def _take_in(form: EvidenceForm, draft: Draft) -> bool:
    """Take in every file that is what it says; each of the others gets its sentence."""
    kind = form.cleaned_data["kind"] or "other"
    uploads = form.cleaned_data["uploads"]
    if len(draft.files) + len(uploads) > MAX_FILES:
        too_many = gettext("最多交%(limit)s个文件，其余的请带到窗口。") % {"limit": MAX_FILES}
        form.add_error("uploads", too_many)
        return False
    for upload in uploads:
        try:
            draft.files.append(sealed_files.seal(upload, kind, accepts=("pdf", "image")))
        except Refused as refused:
            add_refusal(form, refused, "uploads")
    return not form.errors


def _take_out(request: HttpRequest, draft: Draft, place: str) -> str:
    if place.isdecimal() and len(place) < 4 and int(place) < len(draft.files):
        sealed_files.discard([draft.files.pop(int(place))])
        draft.save(request.session)
    return page_url("evidence")
