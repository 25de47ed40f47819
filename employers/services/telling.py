"""Who is told when something concerns an employer: everybody who acts for it today."""

from django.db.models import QuerySet

from accounts.models import User
from employers.models import Employer


def clerks_of(employer: Employer) -> QuerySet[User]:
    """The clerks of the file, and of the one that it was merged into."""
    files = [pk for pk in (employer.pk, employer.merged_into_id) if pk]
    serving: QuerySet[User] = User.objects.filter(
        is_active=True,
        employer_access__ended_at__isnull=True,
        employer_access__employer__in=files,
    )
    return serving
