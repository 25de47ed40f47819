"""The one door through which a complaint changes its state: lock, check, change, record."""

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from accounts.models import User
from complaints.models import Complaint
from complaints.perms import facts_of
from complaints.procedure import FINAL, STEPS, State
from workflow import procedure
from workflow import services as workflow
from workflow.procedure import Step

CLOCK = "complaint_acceptance"


def locked(complaint_id: int) -> Complaint:
    rows = Complaint.objects.select_for_update(of=("self",)).select_related("office", "employer")
    return rows.get(pk=complaint_id)


def check(complaint: Complaint, name: str, *, actor: User, at: datetime) -> Step[State]:
    facts = facts_of(complaint, actor, timezone.localdate(at))
    return procedure.check(STEPS, name, State(complaint.state), facts)


def take(
    complaint: Complaint,
    step: Step[State],
    *,
    actor: User | None,
    at: datetime,
    note: str = "",
    payload: Mapping[str, object] | None = None,
    **columns: object,
) -> Complaint:
    """Put the checked step into force: the new state, what goes with it, and its event."""
    if step.target is not None:
        columns["state"] = step.target.value
    if step.target in FINAL:
        columns["concluded_at"] = at
    for name, value in columns.items():
        setattr(complaint, name, value)
    complaint.save(update_fields=list(columns))
    workflow.record(
        complaint.subject,
        act=step.name,
        label=step.label,
        actor=actor,
        at=at,
        citation=step.citation,
        note=note,
        payload=payload,
    )
    return complaint


def stop_clock(
    complaint: Complaint, *, actor: User | None, at: datetime, outcome: str, note: str = ""
) -> None:
    """End the five working days; reports and tips have none."""
    if complaint.has_clock:
        workflow.stop_clock(
            complaint.subject, CLOCK, actor=actor, at=at, outcome=outcome, note=note
        )
