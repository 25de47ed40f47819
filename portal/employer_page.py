"""The first page of an employer's desk: what is due, and where everything else stands."""

from datetime import date
from typing import Any

from accounts.models import User
from blacklist.models import Listing
from cases.perms import party
from credit_rating.models import Rating
from employers.models import Employer
from wage_deposits.models import Deposit, with_funds
from workflow.models import Notification
from written_reviews.models import Review

MOST = 20
MOST_NOTICES = 5


def overview(user: User, employer: Employer, today: date) -> dict[str, Any]:
    """One query for each kind of matter, however many there are of it."""
    files = employer.file_ids
    cases = party.cases_of(files)
    reviews = Review.objects.filter(employer=employer).open().select_related("campaign")
    listings = Listing.objects.filter(employer=employer, notice__isnull=False).live()
    return {
        "dues": [(due, due.is_over(today)) for due in party.dates_of(cases, today)[:MOST]],
        "cases": cases.order_by("-pk")[:MOST],
        "submissions": party.submissions_of(cases).waiting()[:MOST],
        "reviews": reviews.order_by("-campaign__year")[:MOST],
        "deposits": deposits(files)[:MOST],
        "grade": grades(files).first(),
        "listings": listings.order_by("-pk")[:MOST],
        "notices": Notification.objects.visible_to(user).unread()[:MOST_NOTICES],
    }


def deposits(files: list[int]) -> Any:
    """The wage deposits for which one's own employer answers, the newest first."""
    own = Deposit.objects.filter(contractor__in=files).select_related("project", "office")
    return with_funds(own).order_by("-pk")


def grades(files: list[int]) -> Any:
    """The grades in force, the latest year first."""
    rows = Rating.objects.in_force().of_employers(files).select_related("run__office", "employer")
    return rows.order_by("-run__year", "-pk")
