"""What a review led to beyond its own app: the case that looks into it.

Cases lie above the written review; the two are tied by the employer, the source and the year.
"""

from django.db.models import CharField, Exists, F, OuterRef, QuerySet
from django.db.models.functions import Cast

from accounts.models import User
from cases.models import Case, CaseSource
from written_reviews.models import Review
from written_reviews.services.reviewing import needs_a_lead

FROM_A_REVIEW = Case.Source.WRITTEN_REVIEW


def without_case(reviews: QuerySet[Review]) -> QuerySet[Review]:
    """Those that ended badly and that nobody has registered yet (条例 第三十条)."""
    registered = CaseSource.objects.filter(
        kind=FROM_A_REVIEW,
        case__employer=OuterRef("employer"),
        reference__contains=OuterRef("year_named"),
    )
    named = reviews.annotate(year_named=Cast(F("campaign__year"), CharField()))
    return named.ended_badly().filter(~Exists(registered))  # type: ignore[attr-defined]


def case_of(review: Review, user: User) -> Case | None:
    """The case that was registered of a review that ended badly, if this person may see it."""
    if not needs_a_lead(review):
        return None
    sources = CaseSource.objects.filter(
        kind=FROM_A_REVIEW, reference__contains=str(review.campaign.year)
    )
    seen = Case.objects.visible_to(user).filter(employer=review.employer_id)
    return seen.filter(sources__in=sources).first()
