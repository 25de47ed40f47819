"""Celery beat's entry points; each takes its moment, so a missed night can be replayed."""

from datetime import date, datetime, timedelta

from celery import shared_task

from workflow import deadlines, services
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
