"""Periodic work of the grids."""

from datetime import datetime

from celery import shared_task
from django.utils import timezone

from grids.services import placing, visits
from workflow.clock import now


@shared_task(name="grids.jobs.place_employers")
def place_employers(at: str | None = None) -> int:
    """Place employers that are new, or that moved, in the grids of their divisions."""
    moment = datetime.fromisoformat(at) if at else now()
    return placing.place_by_rule(at=moment).moved


@shared_task(name="grids.jobs.remind_of_visits")
def remind_of_visits(at: str | None = None) -> int:
    """Remind those who follow up problems found on visits of what ran out yesterday."""
    moment = datetime.fromisoformat(at) if at else now()
    return visits.remind(timezone.localdate(moment), moment)
