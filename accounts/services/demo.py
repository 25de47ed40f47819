"""People of the demo: known password, real second factor, and no existence outside the demo."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from accounts.models import Office, RoleMembership, User
from accounts.policy.roles import Role
from accounts.services import second_factor


@transaction.atomic
def enlist(
    *,
    username: str,
    name: str,
    password: str,
    roles: Iterable[Role],
    office: Office | None,
    since: date,
    position: str = "",
) -> User:
    """Open a demo account that can log in at once, or return the one of that name."""
    if not settings.DEMO:
        raise ImproperlyConfigured("demo log-ins do not exist where DEBUG is off")
    known: User | None = User.objects.filter(username=username, is_demo=True).first()
    if known:
        return known
    held = list(roles)
    user: User = User.objects.create_user(
        username,
        password,
        name=name,
        office=office,
        position=position,
        is_demo=True,
        is_staff=Role.ADMINISTRATOR in held,
    )
    RoleMembership.objects.bulk_create(
        RoleMembership(user=user, role=role.value, office=office, valid_from=since) for role in held
    )
    second_factor.enrol_demo(user)
    return user
