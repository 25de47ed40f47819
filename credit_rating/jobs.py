"""Runs and what follows them; no message is waited for: every minute what is left is taken up."""

from functools import partial

from celery import shared_task
from django.db import transaction

from credit_rating.models import Rating, RatingRun, RunBatch
from credit_rating.procedure import State
from credit_rating.services import approving, effects, following, overview, publishing, yearly
from credit_rating.services.rating import rate
from documents.tasks import queue
from workflow.clock import now


@shared_task(name="credit_rating.jobs.rate_year")
def rate_year(pk: int) -> None:
    """Rate to the last batch, count who moved, draw the sample."""
    run = rate(pk, at=now())
    if run.status is State.RATED and not run.distribution:
        overview.summarise(run)
        approving.draw_sample(pk)
        yearly.tell_heads(run, now())


@shared_task(name="credit_rating.jobs.carry_out")
def carry_out(pk: int) -> None:
    effects.carry_out(pk, at=now())


def rate_on_commit(pk: int) -> None:
    """Queue it once the row is safe; a dead broker must not fail the request."""
    transaction.on_commit(partial(queue, rate_year, pk))


def carry_out_on_commit(pk: int) -> None:
    transaction.on_commit(partial(queue, carry_out, pk))


@shared_task(name="credit_rating.jobs.resume")
def resume() -> int:
    """Queue again what a killed process or a lost message left undone."""
    unrated = RatingRun.objects.filter(state__in=[State.RATING.value, State.RATED.value])
    left = list(unrated.filter(distribution={}).values_list("pk", flat=True))
    for pk in left:
        queue(rate_year, pk)
    approved = RatingRun.objects.approved()
    unflagged = RunBatch.objects.unflagged().filter(run__in=approved).values("run")
    untold = Rating.objects.below_a().filter(run__in=approved, notice__isnull=True).values("run")
    for pk in approved.filter(pk__in=unflagged.union(untold)).values_list("pk", flat=True):
        queue(carry_out, pk)
        left.append(pk)
    return len(left)


@shared_task(name="credit_rating.jobs.follow_up")
def follow_up() -> int:
    """Grades follow the list and their decisions; what is ripe is published."""
    return following.follow(now()) + publishing.publish_due(now())


@shared_task(name="credit_rating.jobs.propose_last_year")
def propose_last_year() -> int:
    """January: order last year's rating; the heads decide on it, not the calendar."""
    runs = yearly.order_last_year(now())
    for run in runs:
        queue(rate_year, run.pk)
    return len(runs)
