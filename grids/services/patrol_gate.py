"""The one door through which a patrol changes its state, and its receipt for what phones send."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from grids.models import Patrol, PatrolSending
from grids.perms import facts_of
from grids.procedure import STEPS, State
from statutes.refusal import Refused
from statutes.wording import say
from workflow import procedure
from workflow import services as workflow
from workflow.procedure import Step

APPROVAL = "patrol"
DUE = "patrol_due"
RELATED = ("employer", "office", "division", "lead", "partner", "plan", "draw", "notice")


def locked(patrol_id: int) -> Patrol:
    rows = Patrol.objects.select_for_update(of=("self",)).select_related(*RELATED)
    return rows.get(pk=patrol_id)


def check(patrol: Patrol, name: str, *, actor: User, at: datetime) -> Step[State]:
    facts = facts_of(patrol, actor, timezone.localdate(at))
    return procedure.check(STEPS, name, patrol.status, facts)


def take(
    patrol: Patrol,
    step: Step[State],
    *,
    actor: User,
    at: datetime,
    note: str = "",
    payload: Mapping[str, object] | None = None,
    occurred_at: datetime | None = None,
    **columns: object,
) -> Patrol:
    """Put the checked step into force: the new state, what goes with it, and its event."""
    if step.target is not None:
        columns["state"] = step.target.value
    for name, value in columns.items():
        setattr(patrol, name, value)
    if columns:
        patrol.save(update_fields=list(columns))
    workflow.record(
        patrol.subject,
        act=step.name,
        label=step.label,
        actor=actor,
        at=at,
        citation=step.citation,
        note=note,
        payload=payload,
        occurred_at=occurred_at,
    )
    return patrol


def is_repeated(patrol: Patrol, token: UUID, *, actor: User, at: datetime) -> bool:
    """Whether this sending came before; a new one is written down. The patrol is locked.

    A token that came of another inspection, or from another person, repeats nothing: to take it
    for a repetition would answer "taken" to what was never written down.
    """
    row, is_new = PatrolSending.objects.get_or_create(
        token=token, defaults={"patrol": patrol, "sent_by": actor, "received_at": at}
    )
    if (row.patrol_id, row.sent_by_id) != (patrol.pk, actor.pk):
        raise Refused(say("这次提交的标识已用于别的检查或者别的人，请重新打开本页再提交。"))
    return not is_new
