"""返还公示: which wage deposits are to go back, so that whoever is still owed comes forward."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from portal.doors import public
from wage_deposits.models import Deposit, ReturnRequest, with_funds
from workflow.clock import today

PAGE = 50
FOR_A_MINUTE = "private, max-age=60"


@public("GET", "HEAD", kept=FOR_A_MINUTE)
def deposit_returns(request: HttpRequest) -> HttpResponse:
    """Every return whose thirty days of public notice run, newest first, a page by key."""
    deposits = with_funds(Deposit.objects.select_related("project", "contractor", "office"))
    rows = ReturnRequest.objects.in_notice(today()).select_related("notice")
    before = request.GET.get("before", "")
    asked = before.isascii() and before.isdecimal()
    if asked:
        rows = rows.filter(pk__lt=int(before[:18]))
    found = list(rows.prefetch_related(Prefetch("deposit", deposits)).order_by("-pk")[: PAGE + 1])
    context = {
        "notices": found[:PAGE],
        "next_url": f"?before={found[PAGE - 1].pk}" if len(found) > PAGE else "",
        "first_url": reverse("portal:deposit_returns") if asked else "",
    }
    return render(request, "portal/deposit_returns.html", context)
