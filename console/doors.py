"""Whether a person's roles open a page, asked before it is offered to them."""

from functools import cache
from typing import Any

from django.urls import resolve, reverse

from accounts.models import User
from accounts.policy.roles import Role


def may_open(user: User, name: str, *args: Any) -> bool:
    """Compare today's roles with those that `@staff` wrote on the view; the record is not asked."""
    roles = _roles(name, len(args))
    return any(holding.role in roles for holding in user.holdings_on(user.acting_on))


@cache
def _roles(name: str, arguments: int) -> frozenset[Role]:
    view = resolve(reverse(name, args=[1] * arguments)).func
    return getattr(view, "staff_roles", frozenset())
