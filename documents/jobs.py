"""Periodic work: nothing waits for a lost message."""

from celery import shared_task

from documents.models import Paper
from documents.tasks import queue_print

BATCH = 200


@shared_task(name="documents.jobs.requeue_unrendered")
def requeue_unrendered() -> int:
    """Queue again every issued paper that has no file yet; printing twice does nothing."""
    queued = 0
    for pk in (
        Paper.objects.unrendered().order_by("created_at").values_list("pk", flat=True)[:BATCH]
    ):
        if not queue_print(pk):
            break
        queued += 1
    return queued
