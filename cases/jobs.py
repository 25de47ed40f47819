"""Work of the cases that no request waits for."""

from datetime import datetime

from celery import shared_task

from cases.services import accountability, handover
from workflow.clock import now


@shared_task(name="cases.jobs.hold_to_account")
def hold_to_account(at: str | None = None) -> int:
    """Open an accountability entry for every breached limit; `at` is an ISO moment, default now."""
    return accountability.hold_to_account(at=datetime.fromisoformat(at) if at else now())


@shared_task(name="cases.jobs.carry_out_handover")
def carry_out_handover(pk: int) -> int:
    """Move what still waits of one hand-over."""
    return handover.carry_out(pk, at=now())


@shared_task(name="cases.jobs.resume_handovers")
def resume_handovers() -> int:
    """Go on with every hand-over that was interrupted; a message that was lost costs a minute."""
    return sum(handover.carry_out(pk, at=now()) for pk in handover.unfinished())
