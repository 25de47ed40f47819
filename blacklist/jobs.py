"""The daily sweep, and the judgement of one subject after an act upon its case."""

from datetime import date
from functools import partial

from celery import shared_task
from django.db import transaction

from blacklist.services.sweeping import evaluate, sweep
from documents.tasks import queue
from workflow.clock import now, today


@shared_task(name="blacklist.jobs.sweep_blacklist")
def sweep_blacklist(on: str | None = None) -> int:
    """Judge everybody as of a day (ISO, default today); return how many proposals moved."""
    tally = sweep(date.fromisoformat(on) if on else today(), at=now())
    return tally.opened + tally.changed + tally.closed


@shared_task(name="blacklist.jobs.evaluate_subject")
def evaluate_subject(employer_id: int) -> None:
    evaluate([employer_id], on=today(), at=now())


def evaluate_on_commit(employer_id: int) -> None:
    """Queue it once the act is safe; the nightly sweep finds what a dead broker lost."""
    transaction.on_commit(partial(queue, evaluate_subject, employer_id))
