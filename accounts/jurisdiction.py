"""Which divisions a user may see: index-friendly ranges of the 12-digit code."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Q

from accounts.policy.division_codes import code_range

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

NOTHING = Q(pk__in=[])


def within(user: "User | AnonymousUser", field: str = "division_id") -> Q:
    """Return the condition that `field`, a division code, lies in the user's jurisdiction.

    No jurisdiction is no access, never all access.
    """
    return within_prefixes(getattr(user, "prefixes", ()), field)


def within_prefixes(prefixes: Iterable[str], field: str = "division_id") -> Q:
    condition = Q()
    for prefix in _widest(prefixes):
        first, last = code_range(prefix)
        condition |= Q(**{f"{field}__gte": first, f"{field}__lte": last})
    return condition or NOTHING


def _widest(prefixes: Iterable[str]) -> list[str]:
    """Drop a prefix that lies inside another: one range fewer for the database."""
    kept: list[str] = []
    for prefix in sorted(set(prefixes)):
        if not any(prefix.startswith(wider) for wider in kept):
            kept.append(prefix)
    return kept
