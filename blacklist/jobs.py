"""The daily sweep, the judgement of one subject after an act upon its case, and what ends."""

from datetime import date
from functools import partial

from celery import shared_task
from django.db import transaction

from blacklist.models import Listing
from blacklist.services import ending, falling
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
    annul_fallen(employer_id)


def evaluate_on_commit(employer_id: int) -> None:
    """Queue it once the act is safe; the nightly sweep finds what a dead broker lost."""
    transaction.on_commit(partial(queue, evaluate_subject, employer_id))


@shared_task(name="blacklist.jobs.end_listings")
def end_listings(on: str | None = None) -> int:
    """End what is over and lay before the head what rests on nothing; return how many moved."""
    day, moment = date.fromisoformat(on) if on else today(), now()
    over = Listing.objects.over(day).order_by("pk").values_list("pk", flat=True)
    ended = sum(ending.expire(pk, today=day, at=moment) for pk in over)
    return ended + annul_fallen()


def annul_fallen(employer_id: int | None = None) -> int:
    """列入依据被撤销: each listing whose order or decision fell waits for the head to annul it."""
    rows = (
        falling.fallen() if employer_id is None else falling.fallen().filter(employer=employer_id)
    )
    found = rows.order_by("pk").values_list("pk", flat=True)
    moment = now()
    return sum(falling.notice_fall(pk, at=moment) for pk in found)
