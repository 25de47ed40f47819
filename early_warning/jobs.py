"""Files of monthly facts on their way in, and the nightly judgement; no message is waited for."""

from datetime import date
from functools import partial

from celery import shared_task
from django.db import transaction

from documents.tasks import queue
from early_warning.models import FactsImport
from early_warning.services import import_runs
from early_warning.services.evaluation import evaluate
from workflow.clock import now, today


@shared_task(name="early_warning.jobs.carry_out_import")
def carry_out_import(pk: int) -> None:
    import_runs.carry_out(pk, at=now())


def carry_out_on_commit(pk: int) -> None:
    """Queue it once the run is safe; a dead broker must not fail the upload."""
    transaction.on_commit(partial(queue, carry_out_import, pk))


@shared_task(name="early_warning.jobs.resume_imports")
def resume_imports() -> int:
    """Queue again what still waits; one that is being carried out is left alone."""
    waiting = list(FactsImport.objects.waiting().values_list("pk", flat=True))
    for pk in waiting:
        queue(carry_out_import, pk)
    return len(waiting)


@shared_task(name="early_warning.jobs.evaluate_warnings")
def evaluate_warnings(on: str | None = None) -> int:
    """Judge every employer as of a day (ISO, default today); return how many warnings moved."""
    day = date.fromisoformat(on) if on else today()
    tally = evaluate(day, at=now())
    return tally.raised + tally.escalated + tally.added
