"""What the employer's clerks are told of their review."""

from datetime import datetime

from accounts.models import User
from statutes.wording import Sentence
from workflow import services as workflow
from written_reviews.models import Review


def tell_clerks(review: Review, message: Sentence, *, at: datetime) -> None:
    """One sentence to everybody who acts for the employer today."""
    serving = User.objects.filter(
        is_active=True,
        employer_access__ended_at__isnull=True,
        employer_access__employer=review.employer_id,
    )
    workflow.notify(review.subject, users=serving, message=message, at=at)
