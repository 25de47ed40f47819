"""Celery beat's entry points; each takes its moment, so a missed night can be replayed."""

from datetime import datetime

from celery import shared_task

from cases.services import accountability
from workflow.clock import now


@shared_task
def hold_to_account(at: str | None = None) -> int:
    """Open an accountability entry for every breached limit; `at` is an ISO moment, default now."""
    return accountability.hold_to_account(at=datetime.fromisoformat(at) if at else now())
