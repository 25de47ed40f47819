"""Periodic work: nothing waits for a lost message."""

from itertools import chain

from celery import shared_task

from documents.models import Bundle, Paper, StoredFile
from documents.tasks import bind_bundle, queue, render_paper, scan_file

BATCH = 200


@shared_task(name="documents.jobs.requeue_unrendered")
def requeue_unrendered() -> int:
    """Queue again every paper without a file, file without a verdict and case file not bound.

    The tasks do nothing the second time, so a message that was not lost after all is harmless.
    """
    papers = Paper.objects.unrendered().order_by("created_at").values_list("pk", flat=True)
    files = StoredFile.objects.quarantined().order_by("uploaded_at").values_list("pk", flat=True)
    bundles = Bundle.objects.unbound().order_by("ordered_at").values_list("pk", flat=True)
    owed = chain(
        ((render_paper, pk) for pk in papers[:BATCH]),
        ((scan_file, pk) for pk in files[:BATCH]),
        ((bind_bundle, pk) for pk in bundles[:BATCH]),
    )
    queued = 0
    for task, pk in owed:
        if not queue(task, pk):
            break
        queued += 1
    return queued
