"""Log in and out, the second factor, one's own password and account."""

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_otp import login as verify_session

from accounts.access import StaffRequest, now, today
from accounts.addresses import client_address
from accounts.forms import CodeForm, FirstCodeForm, LogInForm, OwnPasswordForm
from accounts.middleware import before_own_password, before_second_factor
from accounts.models import LoginRecord, User
from accounts.perms import certificate_warning, certified
from accounts.policy.roles import CASE_ROLES, Role
from accounts.services import log_ins, second_factor
from accounts.wording import add_refusal
from statutes.refusal import Refused

Outcome = LoginRecord.Outcome
PENDING_KEY = "second_factor_key"
NEW_CODES = "recovery_codes"


def next_url(request: HttpRequest) -> str:
    """Return where the person wanted to go, if that is on this site."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else first_page(request.user)  # type: ignore[arg-type]


def first_page(user: User) -> str:
    """The worklist for those who see cases, an own page for an employer's clerk and a police
    liaison, reference data for the administrator, else oneself."""
    roles = user.roles_on(today())
    if roles & CASE_ROLES:
        return resolve_url(settings.LOGIN_REDIRECT_URL)
    if Role.EMPLOYER in roles:
        return resolve_url("portal:employer_desk")
    if Role.POLICE_LIAISON in roles:
        return resolve_url("portal:police_desk")
    return resolve_url("admin:index" if Role.ADMINISTRATOR in roles else "accounts:me")


def note(request: HttpRequest, user: User, outcome: LoginRecord.Outcome) -> None:
    log_ins.record(user, outcome=outcome, address=client_address(request), at=now())


@login_not_required
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(next_url(request))
    form = LogInForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = form.get_user()
        login(request, user)
        note(request, user, Outcome.SUCCESS)
        return redirect(next_url(request))
    if request.method == "POST" and not getattr(request, "axes_locked_out", False):
        log_ins.record_failure(
            request.POST.get("username", ""), address=client_address(request), at=now()
        )
    context = {
        "form": form,
        "next": request.POST.get("next") or request.GET.get("next", ""),
        "ended": "ended" in request.GET,
        "idle_minutes": settings.SESSION_COOKIE_AGE // 60,
    }
    return render(request, "accounts/login.html", context)


@before_second_factor
@require_POST
def log_out(request: StaffRequest) -> HttpResponse:
    note(request, request.user, Outcome.LOGGED_OUT)
    logout(request)
    messages.success(request, _("已退出登录"))
    return redirect("accounts:login")


@before_second_factor
@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor_check(request: StaffRequest) -> HttpResponse:
    if second_factor.phone_of(request.user) is None:
        return redirect("accounts:second_factor_setup")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            device = second_factor.verify(request.user, form.cleaned_data["code"])
        except Refused as refused:
            note(request, request.user, Outcome.WRONG_CODE)
            add_refusal(form, refused, "code")
        else:
            request.session.cycle_key()
            verify_session(request, device)
            note(request, request.user, Outcome.SECOND_FACTOR)
            return redirect(next_url(request))
    context = {
        "form": form,
        "next": request.POST.get("next") or request.GET.get("next", ""),
        "demo_code": second_factor.demo_code(request.user),
    }
    return render(request, "accounts/second_factor.html", context)


@before_second_factor
@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor_setup(request: StaffRequest) -> HttpResponse:
    """Show the key as a QR code and ask for the first code.

    Whoever already has a phone proves it first: a password alone never replaces it.
    """
    if second_factor.phone_of(request.user) and not request.user.is_verified():  # type: ignore[attr-defined]
        return redirect("accounts:second_factor")
    key = request.session.setdefault(PENDING_KEY, second_factor.new_key())
    form = FirstCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _enrolled(request, key, form.cleaned_data["code"])
        except Refused as refused:
            add_refusal(form, refused, "code")
    device = second_factor.pending(request.user, key)
    context = {
        "form": form,
        "qr": segno.make(device.config_url, error="m").svg_inline(scale=5, omitsize=True),
        "secret": second_factor.typed_key(device),
    }
    return render(request, "accounts/second_factor_setup.html", context)


def _enrolled(request: StaffRequest, key: str, code: str) -> HttpResponse:
    device, codes = second_factor.enrol(request.user, key=key, code=code)
    request.session.cycle_key()
    del request.session[PENDING_KEY]
    verify_session(request, device)
    note(request, request.user, Outcome.SECOND_FACTOR)
    request.session[NEW_CODES] = codes
    return redirect("accounts:recovery_codes")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request: StaffRequest) -> HttpResponse:
    """Show new recovery codes once; a POST replaces them."""
    if request.method == "POST":
        request.session[NEW_CODES] = second_factor.renew_recovery_codes(request.user)
        return redirect("accounts:recovery_codes")
    context = {
        "codes": request.session.pop(NEW_CODES, []),
        "left": second_factor.recovery_codes_left(request.user),
    }
    return render(request, "accounts/recovery_codes.html", context)


@before_own_password
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def password_change(request: StaffRequest) -> HttpResponse:
    """Change one's own password; sessions opened elsewhere end."""
    form = OwnPasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.user.must_change_password = False
        user = form.save()
        update_session_auth_hash(request, user)
        messages.success(request, _("密码已修改，其他地方的登录已全部退出"))
        return redirect("accounts:me")
    return render(request, "accounts/password_change.html", {"form": form})


@require_safe
def me(request: StaffRequest) -> HttpResponse:
    """One's own account: roles, certificate, training, recent log-ins."""
    on, user = today(), request.user
    context = {
        "on": on,
        "roles": user.holdings_on(on),
        "certificate": user.certificate_on(on),
        "uncertified": certified(user, on),
        "lapsing": certificate_warning(user, on),
        "trained": User.objects.with_training(on.year).get(pk=user.pk),
        "log_ins": user.login_records.all()[:10],
        "codes_left": second_factor.recovery_codes_left(user),
    }
    return render(request, "accounts/me.html", context)
