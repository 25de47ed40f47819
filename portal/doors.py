"""How public pages are opened: without log-in, cached only by word, the kiosk only with a draft."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from portal.draft import Draft

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
DraftView = Callable[Concatenate[HttpRequest, Draft, P], HttpResponse]


NEVER_KEPT = "no-store, private"


def public(*methods: str, kept: str = NEVER_KEPT) -> Callable[[View[P]], View[P]]:
    """Anyone may open it; unless `kept` says otherwise no browser and no proxy keeps what it shows.

    A page holds the token of the language form: its browser may keep it, a proxy never.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def opened(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            response = view(request, *args, **kwargs)
            response["Cache-Control"] = kept
            return response

        return login_not_required(require_http_methods(methods)(opened))

    return decorate


def with_draft(view: DraftView[P]) -> View[P]:
    """Hand over the draft; without one (wiped, timed out) there is only the first page."""

    @wraps(view)
    def opened(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        draft = Draft.load(request.session)
        if draft is None:
            return redirect("portal:kiosk_home")
        return view(request, draft, *args, **kwargs)

    return opened


def unfinished(view: DraftView[P]) -> DraftView[P]:
    """After the complaint is lodged every page of it leads to the receipt: back changes nothing."""

    @wraps(view)
    def opened(
        request: HttpRequest, draft: Draft, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        if draft.receipt is not None:
            return redirect("portal:kiosk_receipt")
        return view(request, draft, *args, **kwargs)

    return opened
