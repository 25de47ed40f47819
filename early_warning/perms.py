"""What a person may do with a warning; never sees a request."""

from datetime import date

from accounts.models import User
from accounts.perms import certified
from early_warning.models import Warning
from early_warning.policy.signals import Level
from early_warning.procedure import STEPS, Facts, State
from workflow.procedure import Offer, available


def facts_of(warning: Warning, user: User, on: date) -> Facts:
    return Facts(
        roles=user.roles_on(on, warning.office_id),
        uncertified=certified(user, on),
        is_yellow=warning.colour is Level.YELLOW,
        is_red=warning.colour is Level.RED,
        is_told=warning.letter_id is not None,
    )


def steps(warning: Warning, user: User, on: date) -> tuple[Offer[State], ...]:
    """Return the steps that this person may see now, each with what it still lacks."""
    return available(STEPS, warning.status, facts_of(warning, user, on))
