"""Periodic work of the publications: what begins and what ends by its day."""

from datetime import datetime

from celery import shared_task

from publications.services import ending, publishing
from workflow.clock import now


@shared_task(name="publications.jobs.turn_the_day")
def turn_the_day(at: str | None = None) -> dict[str, int]:
    """Show what begins, end what has lapsed; `at` is an ISO moment, default now. Idempotent."""
    moment = datetime.fromisoformat(at) if at else now()
    return {"begun": publishing.begin_due(moment), "ended": ending.expire_due(moment)}
