"""People and places for tests, as plain functions; codes are real, people and offices invented."""

from datetime import date
from itertools import count
from typing import Any

from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import (
    Certificate,
    Division,
    Office,
    OfficeJurisdiction,
    RoleMembership,
    User,
)
from accounts.policy.division_codes import level_of, pad, parent_code
from accounts.policy.roles import OFFICER_ROLES, Role

PASSWORD = "Ceshi-mima-2026"
LONG_AGO = date(2004, 12, 1)
LONG_AHEAD = date(2099, 12, 31)

# A city with two districts, its neighbour, a county under the province, a municipality.
DIVISIONS = {
    "110000000000": "北京市",
    "110101000000": "东城区",
    "410000000000": "河南省",
    "410100000000": "郑州市",
    "410102000000": "中原区",
    "410102001000": "林山寨街道",
    "410103000000": "二七区",
    "410200000000": "开封市",
    "419001000000": "济源市",
}

_numbers = count(1)


def make_division(code: str = "410102", name: str = "") -> Division:
    """Return the division, made with its parents where missing."""
    full = pad(code)
    found = Division.objects.filter(code=full).first()
    if found:
        return found
    above = parent_code(full, DIVISIONS.keys())
    parent = make_division(above) if above else None
    label = name or DIVISIONS.get(full, f"测试区划{full}")
    return Division.objects.create(
        code=full,
        name=label,
        level=level_of(full).value,
        parent=parent,
        full_name=(parent.full_name if parent else "") + label,
    )


def make_divisions() -> dict[str, Division]:
    return {code: make_division(code) for code in DIVISIONS}


def make_office(prefix: str = "4101", *, word: str = "", **fields: Any) -> Office:
    """Return an office with jurisdiction over one prefix; `word` is its 机关代字."""
    n = next(_numbers)
    office = Office.objects.create(
        name=fields.pop("name", f"江城市第{n}劳动保障监察支队"),
        prefix=word or f"江人社监{n}",
        division=make_division(prefix),
        address=fields.pop("address", "江城市人民路1号"),
        phone=fields.pop("phone", "0371-12333"),
        opening_hours=fields.pop("opening_hours", "工作日 9:00–12:00，13:30–17:00"),
        supervision_phone=fields.pop("supervision_phone", "0371-12345"),
        **fields,
    )
    OfficeJurisdiction.objects.create(office=office, prefix=prefix)
    return office


def make_user(
    *,
    role: Role | None = Role.INSPECTOR,
    office: Office | None = None,
    certified: bool | None = None,
    **fields: Any,
) -> User:
    """Return a person who holds the role; officers are certified unless told otherwise."""
    n = next(_numbers)
    if office is None and role not in (None, Role.EMPLOYER, Role.POLICE_LIAISON):
        office = make_office()
    fields.setdefault("username", f"ceshi{n}")
    fields.setdefault("name", f"测试员{n}")
    fields.setdefault("password", PASSWORD)
    fields.setdefault("is_staff", role is Role.ADMINISTRATOR)
    user: User = User.objects.create_user(office=office, **fields)
    if role:
        give_role(user, role)
    if certified or (certified is None and role in OFFICER_ROLES):
        give_certificate(user)
    return user


def give_role(user: User, role: Role, *, office: Office | None = None, **period: Any) -> None:
    period.setdefault("valid_from", LONG_AGO)
    RoleMembership.objects.create(
        user=user, role=role.value, office=office or user.office, **period
    )
    user.forget()


def give_certificate(user: User, **fields: Any) -> Certificate:
    fields.setdefault("number", f"豫监察{next(_numbers):06d}")
    fields.setdefault("valid_from", LONG_AGO)
    fields.setdefault("valid_to", LONG_AHEAD)
    return Certificate.objects.create(user=user, **fields)


def give_device(user: User) -> TOTPDevice:
    device, _ = TOTPDevice.objects.get_or_create(user=user, name="default", confirmed=True)
    return device


def staff_client(user: User, **defaults: Any) -> Client:
    """Return a client logged in with a verified second factor."""
    client = Client(**defaults)
    client.force_login(user, backend="accounts.backends.PeopleBackend")
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = give_device(user).persistent_id
    session.save()
    return client


def code_of_key(key: str) -> str:
    return f"{TOTP(bytes.fromhex(key)).token():06d}"


def current_code(device: TOTPDevice) -> str:
    return code_of_key(device.key)
