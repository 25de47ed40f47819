"""What a person may do with a referral, at the bureau's desk or at that of the police."""

from datetime import datetime

from django.utils import timezone

from accounts.models import User
from accounts.perms import certified, may_refer_to_police
from accounts.policy.roles import ROLE_LABELS, Role
from referrals.models import Liaison, Referral
from referrals.procedure import STEPS, Facts, State
from statutes.wording import Sentence, say
from workflow.models import Clock
from workflow.procedure import Offer, available

OBJECTION = "filing_reconsideration_request"
BEFORE_REPORT = frozenset({State.DUE, State.TEAM})


def roles_at(referral: Referral, user: User, at: datetime) -> frozenset[Role]:
    """Roles at the bureau; a liaison has one where the referral was sent to the own office."""
    on = timezone.localdate(at)
    held = user.roles_on(on, referral.office_id) - {Role.POLICE_LIAISON}
    if referral.delivered_at is None or referral.police_office_id is None:
        return held
    here = Liaison.objects.serving(on).filter(police_office=referral.police_office_id)
    if Role.POLICE_LIAISON in user.roles_on(on) and here.filter(user=user).exists():
        return held | {Role.POLICE_LIAISON}
    return held


def facts_of(referral: Referral, user: User, at: datetime, *, elements_met: bool) -> Facts:
    """Collect what the guards read; whether the elements are met is told by whoever asks."""
    on = timezone.localdate(at)
    late = Clock.objects.of(referral.subject).filter(code=OBJECTION).breached(at)
    return Facts(
        roles=roles_at(referral, user, at),
        uncertified=certified(user, on),
        is_in_person=may_refer_to_police(user, on, referral.office_id),
        is_in_team=referral.team.filter(user=user).exists(),
        elements_met=elements_met,
        has_letter=referral.letter_id is not None,
        has_package=referral.package_id is not None,
        is_confirmed=referral.confirmed_at is not None,
        is_lengthened=referral.is_lengthened,
        is_late_to_object=late.exists(),
        is_handed_over=referral.handed_over_on is not None,
    )


def steps(
    referral: Referral, user: User, at: datetime, *, elements_met: bool
) -> tuple[Offer[State], ...]:
    """The steps that this person may see now, each with what it still lacks."""
    facts = facts_of(referral, user, at, elements_met=elements_met)
    return available(STEPS, referral.status, facts)


def why_not_assessed(user: User, office_id: int, at: datetime) -> Sentence | None:
    """A certified inspector holds the facts against the elements."""
    on = timezone.localdate(at)
    if Role.INSPECTOR not in user.roles_on(on, office_id):
        return say(
            "“%(step)s”须由%(role)s办理。",
            step=say("核对涉嫌犯罪要件"),
            role=say(ROLE_LABELS[Role.INSPECTOR]),
        )
    return certified(user, on)
