"""When a matter reached the bureau: nothing of its record can be older."""

from datetime import date

from django.db.models import Min
from django.utils import timezone

from cases.models import Case


def begun_on(case: Case) -> date | None:
    """The day on which its first complaint came in; unknown for what grew out of a patrol."""
    received = case.sources.aggregate(first=Min("complaint__received_at"))["first"]
    return timezone.localdate(received) if received else None
