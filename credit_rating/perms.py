"""What a person may do with a run or a grade; never sees a request."""

from datetime import date

from accounts.models import User
from accounts.policy.roles import Role
from credit_rating.models import Rating, RatingRun
from credit_rating.policy.conduct import Grade
from credit_rating.procedure import RATING_STEPS, STEPS, Facts, RatingFacts, Stage, State
from rulebook import services as rulebook
from statutes.wording import Sentence, say
from workflow.procedure import Offer, available

WINDOW = 7  # working days: `credit_objection` of the statutes' limits


def may_order(user: User, on: date) -> bool:
    """Who may have a year rated for the own office."""
    return bool({Role.UNIT_HEAD, Role.BUREAU_HEAD} & user.roles_on(on, user.office_id))


def facts_of(run: RatingRun, user: User, on: date) -> Facts:
    sample = run.sample.all()
    return Facts(
        roles=user.roles_on(on, run.office_id),
        unchecked=sample.filter(is_right__isnull=True).count(),
        wrong=sample.filter(is_right=False).count(),
        overlapping=overlapping(run),
    )


def overlapping(run: RatingRun) -> str:
    """An approved run of the year that rates some of the same employers."""
    approved = RatingRun.objects.approved().filter(year=run.year).exclude(pk=run.pk)
    found = next((other for other in approved if _meets(other, run)), None)
    return str(found) if found else ""


def _meets(one: RatingRun, other: RatingRun) -> bool:
    first, second = one.prefix, other.prefix
    return first.startswith(second) or second.startswith(first)


def steps(run: RatingRun, user: User, on: date) -> tuple[Offer[State], ...]:
    return available(STEPS, run.status, facts_of(run, user, on))


def rating_facts(rating: Rating, user: User, on: date) -> RatingFacts:
    objection = rating.open_objection
    return RatingFacts(
        roles=user.roles_on(on, rating.run.office_id),
        is_approved=rating.run.status is State.APPROVED,
        is_lowest=rating.standing == Grade.C.value,
        recorded_it=objection is not None and objection.recorded_by_id == user.pk,
        is_past_window=_past_window(rating, on),
    )


def _past_window(rating: Rating, on: date) -> Sentence | None:
    """Who was not told in writing may object at any time."""
    if rating.told_on is None:
        return None
    last = rulebook.calendar().add(rating.told_on, WINDOW)
    if on <= last:
        return None
    return say("异议期限已于%(day)s届满。", day=last.isoformat())


def rating_steps(rating: Rating, user: User, on: date) -> tuple[Offer[Stage], ...]:
    return available(RATING_STEPS, rating.stage, rating_facts(rating, user, on))
