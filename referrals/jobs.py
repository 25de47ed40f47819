"""Nightly: what was stated before may have become a crime, as when an order to pay runs out."""

from celery import shared_task

from referrals.services import assessing
from workflow.clock import now


@shared_task(name="referrals.jobs.find_crimes")
def find_crimes() -> int:
    """Hold every looked-at case against the elements again; return how many duties opened."""
    at = now()
    cases = list(assessing.candidates().values_list("pk", flat=True))
    return sum(assessing.assess_by_itself(pk, at=at) is not None for pk in cases)
