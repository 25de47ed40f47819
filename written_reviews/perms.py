"""What a person may do with a review; never sees a request."""

from dataclasses import replace
from datetime import date

from accounts.models import User
from accounts.perms import certified
from accounts.policy.roles import Role
from employers.models import EmployerUser
from workflow.procedure import Offer, available
from written_reviews.models import Campaign, Review
from written_reviews.procedure import STEPS, Facts, State


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
