"""The kiosk as a machine: its neutral first page, starting, wiping, type size and language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from portal import places, sealed_files
from portal.doors import public
from portal.draft import Draft

SIZES = ("", "large", "largest")
CONTRASTS = ("", "high")
DISPLAY_COOKIES = ("kiosk_size", "kiosk_contrast", settings.LANGUAGE_COOKIE_NAME)


@public("GET", "HEAD")
def kiosk_home(request: HttpRequest) -> HttpResponse:
    """首页: nothing of anybody is on it."""
    return render(request, "portal/kiosk_home.html", {"bureau": places.bureau()})


@public("POST")
def kiosk_start(request: HttpRequest) -> HttpResponse:
    """开始: a new draft in a new session, whatever the person before left behind."""
    _wipe(request)
    Draft(online="online" in request.POST).save(request.session)
    return redirect("portal:kiosk_page", "purpose")


@public("POST")
def kiosk_clear(request: HttpRequest) -> HttpResponse:
    """立即清屏: the session, and the type size and language of the person who leaves."""
    _wipe(request)
    return _forget_display(redirect("portal:kiosk_home"))


def _wipe(request: HttpRequest) -> None:
    """Forget the session; the draft's sealed files lose their keys with it, and are removed."""
    draft = Draft.load(request.session)
    request.session.flush()
    if draft is not None:
        sealed_files.discard(draft.files)


@public("GET", "HEAD")
def kiosk_idle(request: HttpRequest) -> HttpResponse:
    """太久没有操作: a page without script refreshes to here, and the draft is gone.

    Emptying the session is the one thing this GET does; the session is saved outside the
    read-only transaction, and nothing of the record is touched.
    """
    request.session.clear()
    return _forget_display(render(request, "portal/kiosk_idle.html"))


def _forget_display(response: HttpResponse) -> HttpResponse:
    for name in DISPLAY_COOKIES:
        response.delete_cookie(name, samesite="Lax")
    return response


@public("POST")
def kiosk_display(request: HttpRequest) -> HttpResponse:
    """字号、对比度: two cookies, and back to the page one came from."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "portal:kiosk_home"
    response = redirect(back)
    if "size" in request.POST:
        _remember(response, "kiosk_size", _next(SIZES, request.COOKIES.get("kiosk_size", "")))
    if "contrast" in request.POST:
        contrast = _next(CONTRASTS, request.COOKIES.get("kiosk_contrast", ""))
        _remember(response, "kiosk_contrast", contrast)
    return response


def _next(choices: tuple[str, ...], current: str) -> str:
    place = choices.index(current) if current in choices else 0
    return choices[(place + 1) % len(choices)]


def _remember(response: HttpResponse, name: str, value: str) -> None:
    # Not HttpOnly: type-size.js restyles the page in place and keeps the same cookies.
    response.set_cookie(name, value, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
