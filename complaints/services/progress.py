"""Facts that flow down from the case: its stage to every complaint, its figures to every line."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from complaints.models import Progress, Settlement


@transaction.atomic
def report_stage(
    complaint_ids: Iterable[int],
    *,
    case_no: str,
    stage: str,
    label: str,
    since: date,
    at: datetime,
    next_step: str = "",
    next_due_on: date | None = None,
) -> None:
    """Show the stage of the case, and its next statutory date, to everyone who complained."""
    columns = {
        "case_no": case_no,
        "stage": stage,
        "label": label,
        "since": since,
        "next_step": next_step,
        "next_due_on": next_due_on,
        "reported_at": at,
    }
    Progress.objects.bulk_create(
        (Progress(complaint_id=pk, **columns) for pk in complaint_ids),
        update_conflicts=True,
        unique_fields=["complaint"],
        update_fields=list(columns),
    )


@transaction.atomic
def report_settlements(
    amounts: Mapping[int, tuple[Decimal | None, Decimal]], *, at: datetime
) -> None:
    """Show each claimant (by id) what was determined and paid: their own line, nobody else's."""
    Settlement.objects.bulk_create(
        (
            Settlement(claimant_id=pk, determined=determined, paid=paid, reported_at=at)
            for pk, (determined, paid) in amounts.items()
        ),
        update_conflicts=True,
        unique_fields=["claimant"],
        update_fields=["determined", "paid", "reported_at"],
    )
