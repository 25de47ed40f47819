"""Celery beat's entry points; each takes its moment, so a missed night can be replayed."""

from datetime import date, datetime, timedelta

from celery import shared_task

from rulebook.models import HolidayNotice
from workflow import certificates, deadlines, services
from workflow.clock import now, today


@shared_task
def sweep_deadlines(at: str | None = None) -> int:
    """Announce the levels that running clocks have reached; `at` is an ISO moment, default now."""
    moment = datetime.fromisoformat(at) if at else now()
    result = deadlines.sweep_deadlines(at=moment)
    return result.warned + result.breached


@shared_task
def seal_day(day: str | None = None) -> None:
    """Seal a finished day's record (an ISO day, default yesterday) under one root hash."""
    services.seal_day(date.fromisoformat(day) if day else today() - timedelta(days=1))


@shared_task
def warn_of_lapses(at: str | None = None) -> int:
    """Warn of certificates that lapse within sixty days; `at` is an ISO moment, default now."""
    return certificates.warn_of_lapses(at=datetime.fromisoformat(at) if at else now())


@shared_task
def follow_calendar(at: str | None = None) -> int:
    """Recompute open limits when a holiday notice was confirmed in the last day.

    Hourly and idempotent, so that a missed run is made good by the next.
    """
    moment = datetime.fromisoformat(at) if at else now()
    since = moment - timedelta(days=1)
    if not HolidayNotice.objects.confirmed().filter(decided_at__gte=since).exists():
        return 0
    return len(services.recalculate_clocks(actor=None, at=moment))
