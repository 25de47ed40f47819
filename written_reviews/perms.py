"""What a person may do with a review; never sees a request."""

from dataclasses import replace
from datetime import date

from accounts.models import User
from accounts.perms import certified
from accounts.policy.roles import ROLE_LABELS, Role
from employers.models import EmployerUser
from statutes.wording import Sentence, say, term
from workflow.procedure import Offer, available
from written_reviews.models import Campaign, Review
from written_reviews.procedure import STEPS, Facts, State

OPENERS = (Role.UNIT_HEAD, Role.BUREAU_HEAD)
REMINDERS = (Role.INSPECTOR, *OPENERS)


def why_not_opened(user: User, office_id: int, on: date) -> Sentence | None:
    """The heads of an office open its yearly review; a role held elsewhere does not count."""
    return _lacks(OPENERS, user, office_id, on, term("发起书面审查"))


def why_not_reminded(user: User, office_id: int, on: date) -> Sentence | None:
    """Its inspectors and heads remind those who have not declared."""
    return _lacks(REMINDERS, user, office_id, on, term("催报"))


def _lacks(
    roles: tuple[Role, ...], user: User, office_id: int, on: date, step: str
) -> Sentence | None:
    if user.roles_on(on, office_id) & set(roles):
        return None
    role = say(ROLE_LABELS[roles[0]])
    return say("“%(step)s”须由%(role)s办理。", step=say(step), role=role)


def campaign_facts(campaign: Campaign, user: User, on: date) -> Facts:
    """What a guard reads of the whole campaign, before any one review."""
    return Facts(
        roles=user.roles_on(on, campaign.office_id) - {Role.EMPLOYER},
        today=on,
        declare_from=campaign.declare_from,
        declare_to=campaign.declare_to,
        uncertified=certified(user, on),
    )


def facts_of(review: Review, user: User, on: date) -> Facts:
    """The roles at the review's own office; a clerk acts for their own employer only."""
    facts = campaign_facts(review.campaign, user, on)
    roles = facts.roles | {Role.EMPLOYER} if acts_for(review, user, on) else facts.roles
    return replace(facts, roles=roles, rectify_by=review.rectify_by, correct_by=review.correct_by)


def acts_for(review: Review, user: User, on: date) -> bool:
    if not user.has_role(Role.EMPLOYER, on):
        return False
    access = EmployerUser.objects.of(user)
    return access is not None and access.employer_id == review.employer_id


def steps(review: Review, user: User, on: date) -> tuple[Offer[State], ...]:
    """Return the steps that this person may see now, each with what it still lacks."""
    return available(STEPS, State(review.state), facts_of(review, user, on))
