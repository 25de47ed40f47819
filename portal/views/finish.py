"""核对、提交、回执: one token, one complaint, however often and from wherever it is sent."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.wording import add_refusal
from complaints.policy.statement import Channel
from complaints.services import intake
from documents.files import store_upload
from portal import checking, places, sealed_files, stating
from portal.doors import public, with_draft
from portal.draft import Draft
from portal.forms import Asked, QuestionForm
from portal.views.turning import page_context, posted, resting_times
from rulebook.services import calendar
from statutes.clocks import due
from statutes.identity import mask_name
from statutes.limits import limit
from statutes.refusal import Refused
from statutes.wording import say
from workflow.clock import now

KEPT = ("pdf", "image", "xlsx", "csv")


def check(request: HttpRequest, asked: Asked) -> HttpResponse:
    """核对并提交投诉: everything said, each with its way back; then the one act that counts."""
    form = QuestionForm(asked, *posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            _lodge(request, asked.draft)
            return redirect("portal:kiosk_receipt")
        except Refused as refused:
            add_refusal(form, refused)
    told = checking.rows(asked.draft, asked.today)
    context = page_context(asked, form, rows=told, token=asked.draft.token)
    return render(request, "portal/kiosk_check.html", context)


def _lodge(request: HttpRequest, draft: Draft) -> None:
    """Lodge and keep the receipt in one transaction: neither is there without the other."""
    if request.POST.get("token") != draft.token:
        raise Refused(say("这一页已经过时，内容变了。请再核对一遍，然后提交。"))
    files = draft.files
    with transaction.atomic():
        _one_at_a_time(draft.token)
        before = intake.find(draft.token) if files else None  # their seals may be gone by now
        lodged = before or intake.lodge(
            stating.statement_of(draft, _stored(files)),
            token=draft.token,
            channel=Channel.ONLINE if draft.online else Channel.KIOSK,
            at=now(),
        )
        draft.finish(_receipt(lodged))
        draft.save(request.session)
        request.session.save()
        request.session.modified = False  # saved: the middleware need not write it again
    sealed_files.discard(files)


def _one_at_a_time(token: str) -> None:
    """Let a second submission of the same draft wait until the first one has its receipt."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [token])


def _stored(files: list[dict[str, Any]]) -> list[tuple[str, int]]:
    """Hand the draft's files over for good: (kind, id of the stored file)."""
    return [
        (
            kept["kind"],
            store_upload(sealed_files.open_sealed(kept), actor=None, at=now(), kinds=KEPT).pk,
        )
        for kept in files
    ]


def _receipt(lodged: intake.Lodged) -> dict[str, Any]:
    return {
        "number": lodged.complaint.number,
        "received_at": lodged.complaint.received_at.isoformat(),
        "slips": [
            [mask_name(line.name), line.phone_last4, str(line.owed), receipt.code or ""]
            for receipt in lodged.receipts
            for line in (receipt.claimant,)
        ],
    }


@public("GET", "HEAD")
@with_draft
def kiosk_receipt(request: HttpRequest, draft: Draft) -> HttpResponse:
    """回执: shown again as often as it is asked for, until the screen is cleared."""
    return _show_receipt(request, draft, "portal/kiosk_receipt.html")


@public("GET", "HEAD")
@with_draft
def kiosk_slips(request: HttpRequest, draft: Draft) -> HttpResponse:
    """每人一张小条: a group's codes, one slip a worker, to be cut apart."""
    return _show_receipt(request, draft, "portal/kiosk_slips.html")


def _show_receipt(request: HttpRequest, draft: Draft, template: str) -> HttpResponse:
    if draft.receipt is None:
        return redirect("portal:kiosk_page", "check")
    slips = [
        {"name": name, "tail": tail, "owed": Decimal(owed), "code": intake.spaced(code)}
        for name, tail, owed, code in draft.receipt["slips"]
    ]
    received_at = datetime.fromisoformat(draft.receipt["received_at"])
    term = limit("complaint_acceptance", on=received_at.date()).term
    acceptance = due(term, received_at, calendar=calendar())
    context = {
        "receipt": {"number": draft.receipt["number"], "group": len(slips) > 1},
        "slips": slips,
        "owed": sum((slip["owed"] for slip in slips), Decimal("0.00")),
        "received_at": received_at,
        "due_on": acceptance.due_on,
        "provisional": acceptance.provisional,
        "bureau": places.bureau(),
        **resting_times(draft, typed=True),
    }
    return render(request, template, context)
