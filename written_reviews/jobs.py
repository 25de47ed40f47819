"""Runs over everybody who has not declared; nothing waits for a lost message."""

from functools import partial

from celery import shared_task
from django.db import transaction

from documents.tasks import queue
from workflow.clock import now
from written_reviews.models import CampaignRun
from written_reviews.services import runs


@shared_task(name="written_reviews.jobs.carry_out_run")
def carry_out_run(pk: int) -> None:
    runs.carry_out(pk, at=now())


def carry_out_on_commit(pk: int) -> None:
    """Queue it once the run is safe; a dead broker must not fail the act."""
    transaction.on_commit(partial(queue, carry_out_run, pk))


@shared_task(name="written_reviews.jobs.resume_runs")
def resume_runs() -> int:
    """Queue again what still waits; one that is being carried out is left alone."""
    unfinished = CampaignRun.objects.filter(finished_at__isnull=True)
    waiting = list(unfinished.values_list("pk", flat=True))
    for pk in waiting:
        queue(carry_out_run, pk)
    return len(waiting)
