"""Who keeps the rulebook; never sees a request."""

from datetime import date

from accounts.models import User
from accounts.policy.roles import Role

KEEPERS = frozenset({Role.ADMINISTRATOR, Role.BUREAU_HEAD})


def may_keep(user: User, on: date) -> bool:
    """Administrators and bureau heads propose and confirm; four eyes are the service's."""
    return bool(KEEPERS & user.roles_on(on))
