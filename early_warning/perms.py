"""What a person may do with a warning; never sees a request."""

from datetime import date

from django.utils import timezone

from accounts.models import User
from accounts.perms import certified
from accounts.policy.division_codes import covers
from accounts.policy.roles import Role
from early_warning.models import Warning
from early_warning.policy.signals import Level
from early_warning.procedure import STEPS, Facts, State
from grids.models import Patrol
from statutes.wording import Sentence, say
from workflow.procedure import Offer, available


def facts_of(warning: Warning, user: User, on: date) -> Facts:
    return Facts(
        roles=user.roles_on(on, warning.office_id),
        uncertified=certified(user, on),
        is_yellow=warning.colour is Level.YELLOW,
        is_red=warning.colour is Level.RED,
        is_told=warning.letter_id is not None,
        is_inspected=warning.status is State.VISIT and inspected_on(warning) is not None,
    )


def inspected_on(warning: Warning) -> date | None:
    """The day of the employer's last inspection that is on record since the warning was raised."""
    rows = Patrol.objects.filter(employer=warning.employer_id).on_record_since(warning.raised_on)
    last = rows.order_by("-arrived_at").values_list("arrived_at", flat=True).first()
    return timezone.localdate(last) if last else None


def why_not_set(user: User, division_id: str | None, on: date) -> Sentence | None:
    """Return why a person may not set, or confirm, what the warnings of a place weigh.

    Only in the places of the person's own jurisdiction; what holds everywhere, and any place, is
    the administrator's.
    """
    if Role.ADMINISTRATOR in user.roles_on(on):
        return None
    if division_id is None:
        return say("适用于全部地区的规则由系统管理员提出和确认，请选择本机构管辖的区划。")
    if any(covers(prefix, division_id) for prefix in user.prefixes):
        return None
    return say("适用区划不在本机构的管辖范围内。")


def steps(warning: Warning, user: User, on: date) -> tuple[Offer[State], ...]:
    """Return the steps that this person may see now, each with what it still lacks."""
    return available(STEPS, warning.status, facts_of(warning, user, on))
