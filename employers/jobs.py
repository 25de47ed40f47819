"""Tables on their way into the register; nothing waits for a lost message."""

from functools import partial

from celery import shared_task
from django.db import transaction

from documents.tasks import queue
from employers.models import ImportRun
from employers.services import import_runs
from workflow.clock import now


@shared_task(name="employers.jobs.carry_out_import")
def carry_out_import(pk: int) -> None:
    import_runs.carry_out(pk, at=now())


def carry_out_on_commit(pk: int) -> None:
    """Queue it once the run is safe; a dead broker must not fail the upload."""
    transaction.on_commit(partial(queue, carry_out_import, pk))


@shared_task(name="employers.jobs.resume_imports")
def resume_imports() -> int:
    """Queue again what still waits; one that is being carried out is left alone."""
    waiting = list(ImportRun.objects.waiting().values_list("pk", flat=True))
    for pk in waiting:
        queue(carry_out_import, pk)
    return len(waiting)
