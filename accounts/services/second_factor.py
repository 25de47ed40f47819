"""The second factor: a code from the person's phone (TOTP), or one of its recovery codes."""

import unicodedata
from base64 import b32encode
from math import ceil
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from accounts.models import User
from statutes.refusal import Refused
from statutes.wording import say

PHONE = "phone"
DEMO = "demo"
RECOVERY = "recovery"
RECOVERY_CODES = 8
DIGITS = 6
# The library is untyped: a TOTPDevice or a StaticDevice.
Device = Any


def new_key() -> str:
    return str(random_hex(20))


def phone_of(user: User) -> TOTPDevice | None:
    """Return the confirmed device; a demo device counts only where demo log-ins exist."""
    devices = TOTPDevice.objects.filter(user=user, confirmed=True)
    if not settings.DEMO:
        devices = devices.exclude(name=DEMO)
    return devices.order_by("-pk").first()


def pending(user: User, key: str) -> TOTPDevice:
    """Return the device that the set-up page shows; it is stored only once a code proved it."""
    return TOTPDevice(user=user, key=key, name=PHONE, confirmed=True)


def typed_key(device: TOTPDevice) -> str:
    """Return the key in groups of four, for whoever cannot scan."""
    key = b32encode(device.bin_key).decode()
    return " ".join(key[i : i + 4] for i in range(0, len(key), 4))


@transaction.atomic
def enrol(user: User, *, key: str, code: str) -> tuple[TOTPDevice, list[str]]:
    """Store the phone after its first right code, in place of any other; issue recovery codes."""
    device = pending(user, key)
    totp = _totp(device)
    if not (_is_totp(code) and totp.verify(int(_plain(code)), tolerance=device.tolerance)):
        raise Refused(say("验证码不正确，请确认手机时间准确后重新输入"))
    TOTPDevice.objects.filter(user=user).delete()
    device.drift, device.last_t = totp.drift, totp.t()  # the same code does not also log in
    device.save()
    return device, renew_recovery_codes(user)


@transaction.atomic
def renew_recovery_codes(user: User) -> list[str]:
    """Issue new recovery codes; those issued before stop working."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name=RECOVERY, confirmed=True)
    codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def recovery_codes_left(user: User) -> int:
    return int(StaticToken.objects.filter(device__user=user).count())


def verify(user: User, code: str) -> Device:
    """Check a code and return the device it came from; repeated errors slow down further tries.

    Written without `atomic` around the refusal: a counted failure must not be rolled back.
    """
    with transaction.atomic():
        device = _device_for(user, code)
        allowed, reason = device.verify_is_allowed() if device else (True, None)
        verified = bool(device and allowed and device.verify_token(_plain(code)))
    if device and verified:
        return device
    if device and not allowed:
        raise Refused(say("连续输错后须间隔%(seconds)s秒再试", seconds=_pause(device, reason)))
    raise Refused(say("验证码不正确或已使用，请输入手机上最新的6位数字"))


def _pause(device: Device, reason: dict[str, Any] | None) -> int:
    """Return the seconds that the last error costs: 1, 2, 4, 8…"""
    pause = (reason or {})["locked_until"] - device.throttling_failure_timestamp
    return int(ceil(pause.total_seconds()))


def _device_for(user: User, code: str) -> Device:
    if _is_totp(code):
        phone = phone_of(user)
        locked = TOTPDevice.objects.select_for_update()
        return locked.filter(pk=phone.pk).first() if phone else None
    return StaticDevice.objects.select_for_update().filter(user=user, confirmed=True).first()


@transaction.atomic
def reset(user_id: int, *, actor: User) -> User:
    """Take the second factor off a lost phone's owner, who then sets up a new one."""
    user: User = User.objects.select_for_update(of=("self",)).get(pk=user_id)
    if user.pk == actor.pk:
        raise Refused(say("不得重置本人的二次验证，请由其他管理员办理"))
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    return user


# -- the demo: a real second factor whose code the page tells --


def enrol_demo(user: User) -> TOTPDevice:
    """Give a demo person a device whose current code the log-in page shows."""
    if not settings.DEMO:
        raise ImproperlyConfigured("demo log-ins do not exist where DEBUG is off")
    device, _ = TOTPDevice.objects.get_or_create(user=user, name=DEMO, confirmed=True)
    return device


def demo_code(user: User) -> str:
    """Return the code a trier may type, or nothing outside the demo."""
    device = phone_of(user) if settings.DEMO and settings.DEBUG and user.is_demo else None
    if device is None or device.name != DEMO:
        return ""
    totp = _totp(device)
    totp.drift += max(0, device.last_t + 1 - totp.t())  # a used code is not accepted twice
    return str(totp.token()).zfill(device.digits)


def _totp(device: TOTPDevice) -> TOTP:
    return TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)


def _plain(code: str) -> str:
    """Read a code as people type it: with spaces, full-width digits or capitals."""
    return "".join(unicodedata.normalize("NFKC", code).split()).lower()


def _is_totp(code: str) -> bool:
    plain = _plain(code)
    return len(plain) == DIGITS and plain.isascii() and plain.isdigit()
