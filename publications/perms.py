"""What a person may do with a publication at the desk; never sees a request."""

from datetime import date

from accounts.models import User
from accounts.policy.roles import ROLE_LABELS, Role
from publications.models import Publication
from publications.procedure import STEPS, Facts, State
from statutes.wording import Sentence, say
from workflow.procedure import Offer, available


def facts_of(publication: Publication, user: User, on: date) -> Facts:
    standing = [t for t in publication.targets.all() if t.is_standing]
    return Facts(
        roles=user.roles_on(on, publication.office_id),
        is_own_draft=publication.drafted_by_id == user.pk,
        awaits_receipt=any(target.receipt_on is None for target in standing),
        stands_somewhere=bool(standing),
    )


def steps(publication: Publication, user: User, on: date) -> tuple[Offer[State], ...]:
    """Return the steps that this person may see now, each with what it still lacks."""
    return available(STEPS, publication.status, facts_of(publication, user, on))


def why_not_drafted(user: User, on: date) -> Sentence | None:
    """An inspector or the head of the unit drafts for the own office; the bureau head decides."""
    if user.office_id is None or not user.roles_on(on, user.office_id) & DRAFTERS:
        return say(
            "“%(step)s”须由%(role)s办理。", step=say("拟稿"), role=say(ROLE_LABELS[Role.INSPECTOR])
        )
    return None


DRAFTERS = frozenset({Role.INSPECTOR, Role.UNIT_HEAD})
