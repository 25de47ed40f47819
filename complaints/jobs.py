"""Periodic work of intake."""

from celery import shared_task

from complaints.services import lookup
from workflow.clock import now


@shared_task(name="complaints.jobs.forget_lookup_attempts")
def forget_lookup_attempts() -> int:
    """Failed look-ups are kept only as long as they count against anyone."""
    return lookup.forget_attempts(before=now())
