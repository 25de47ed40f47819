"""查进度: code and the last four digits of the phone, never by an address one could keep."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.addresses import client_address
from accounts.wording import add_refusal
from complaints.services.lookup import LookupView
from complaints.services.lookup import lookup as look_up
from portal.doors import public
from portal.places import office_contact
from portal.public_forms import LookupForm
from portal.views.turning import posted, resting_times
from statutes.refusal import Refused
from workflow.clock import now


@public("GET", "HEAD", "POST")
def lookup(request: HttpRequest) -> HttpResponse:
    """查进度: the stage, the next date, what is needed, what was paid; no names."""
    form = LookupForm(*posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            view = look_up(**form.cleaned_data, address=client_address(request) or "", at=now())
        except Refused as refused:
            add_refusal(form, refused)
        else:
            return render(request, "portal/progress.html", _told(view))
    return render(request, "portal/lookup.html", {"form": form} | resting_times(None, typed=True))


def _told(view: LookupView) -> dict[str, Any]:
    contact = office_contact(view.office)
    return {"view": view, "bureau": contact} | resting_times(None, typed=True)
