"""What an act upon a record sets going in the apps above it, once the act is safe."""

from typing import Any

from blacklist.jobs import evaluate_on_commit
from cases.models import Case


def follow(record: Any) -> None:
    """An act upon a case may put its employer on the list of candidates, or take it off."""
    if isinstance(record, Case) and record.filed_on:
        evaluate_on_commit(record.employer_id)
