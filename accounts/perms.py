"""What a person may do by certificate and role; never sees a request."""

from datetime import date

from accounts.models import User
from accounts.policy.certificates import Validity, lapse_warning, why_uncertified
from accounts.policy.roles import OFFICER_ROLES, Role
from statutes.wording import Sentence, say


def certified(user: User, on: date) -> Sentence | None:
    """Return why the user may not carry out an investigative act that day, or None."""
    return why_uncertified(user.name, _validities(user), on)


def certificate_warning(user: User, on: date) -> Sentence | None:
    """Return the 60 days' warning before the certificate lapses, or None."""
    return lapse_warning(user.name, _validities(user), on)


def may_investigate(user: User, on: date) -> Sentence | None:
    """Only a certified officer investigates; an assistant collects facts (law.md §8)."""
    if not user.is_active:
        return say("%(name)s的账号已停用", name=user.name)
    if not user.roles_on(on) & OFFICER_ROLES:
        return say("%(name)s不是监察员，不得实施调查行为", name=user.name)
    return certified(user, on)


def may_refer_to_police(user: User, on: date, office_id: int | None = None) -> bool:
    """Referral stays with the head in charge: a delegate (代) may not decide it."""
    return Role.BUREAU_HEAD in user.own_roles_on(on, office_id)


def _validities(user: User) -> list[Validity]:
    return [Validity(c.number, c.valid_from, c.valid_to) for c in user.certificates.all()]
