"""Periodic work: nothing waits for a lost message."""

from itertools import chain

from celery import shared_task

from documents.models import Paper, StoredFile
from documents.tasks import queue, render_paper, scan_file

BATCH = 200


@shared_task(name="documents.jobs.requeue_unrendered")
def requeue_unrendered() -> int:
    """Queue again every issued paper without a file and every file without a verdict.

    Both tasks do nothing the second time, so a message that was not lost after all is harmless.
    """
    papers = Paper.objects.unrendered().order_by("created_at").values_list("pk", flat=True)
    files = StoredFile.objects.quarantined().order_by("uploaded_at").values_list("pk", flat=True)
    owed = chain(
        ((render_paper, pk) for pk in papers[:BATCH]), ((scan_file, pk) for pk in files[:BATCH])
    )
    queued = 0
    for task, pk in owed:
        if not queue(task, pk):
            break
        queued += 1
    return queued
