"""One clock for several duties of one kind: it runs on the one that falls due first."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from cases.models import Case
from cases.services import gate
from workflow import services as workflow
from workflow.models import Clock


@dataclass(frozen=True, slots=True)
class Duty:
    """From when the limit counts, and its length where the act sets it."""

    base_at: datetime
    length: int | None = None


def follow(case: Case, code: str, duty: Duty | None, *, actor: User, at: datetime) -> None:
    """Let the case's clock `code` run on this duty; None ends it."""
    subject = gate.subject_of(case)
    running = Clock.objects.of(subject).open().filter(code=code).first()
    if running is not None and duty is not None and _is_of(running, duty):
        return
    if running is not None:
        workflow.stop_clock(subject, code, actor=actor, at=at)
    if duty is not None:
        workflow.start_clock(
            subject, code, base_at=duty.base_at, length=duty.length, actor=actor, at=at
        )


def _is_of(running: Clock, duty: Duty) -> bool:
    same_length = duty.length is None or running.length == duty.length
    return same_length and running.started_at == duty.base_at
