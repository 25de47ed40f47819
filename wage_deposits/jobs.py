"""Periodic work of the wage deposits."""

from datetime import datetime

from celery import shared_task
from django.utils import timezone

from wage_deposits.services import guarantees
from workflow.clock import now


@shared_task(name="wage_deposits.jobs.warn_of_lapsing_guarantees")
def warn_of_lapsing_guarantees(at: str | None = None) -> int:
    """Warn of guarantees that end within thirty days; `at` is an ISO moment, default now."""
    moment = datetime.fromisoformat(at) if at else now()
    today = timezone.localdate(moment)
    return sum(guarantees.warn(pk, today=today, at=moment) for pk in guarantees.lapsing(today))
