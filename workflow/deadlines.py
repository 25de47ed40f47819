"""The nightly sweep: every level that a running clock has reached is announced, each once."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.policy.roles import Role
from statutes.clocks import Level, Levels, level_at
from statutes.wording import Sentence, say
from workflow.models import Clock
from workflow.services import notify


@dataclass(frozen=True, slots=True)
class Sweep:
    """What one pass over the running clocks found: counts, and an item per announced clock."""

    checked: int
    warned: int
    breached: int
    items: tuple[dict[str, object], ...]


def sweep_deadlines(*, at: datetime) -> Sweep:
    """Announce every level that running clocks have reached by `at`, each level once.

    A missed night is made good by running it for that night's `at`: a level that was announced
    is not announced again. From yellow on the owner is told, from red on the unit head too.
    """
    checked = Clock.objects.running().filter(started_at__lte=at).count()
    items = [
        item
        for pk in Clock.objects.awaiting_warning(at).by_urgency().values_list("pk", flat=True)
        if (item := _announce(pk, at)) is not None
    ]
    breached = sum(item["level"] == Level.BREACHED.value for item in items)
    return Sweep(checked, len(items) - breached, breached, tuple(items))


@transaction.atomic
def _announce(clock_id: int, at: datetime) -> dict[str, object] | None:
    clock = (
        Clock.objects.awaiting_warning(at)
        .select_for_update(of=("self",))
        .filter(pk=clock_id)
        .first()
    )
    if clock is None:  # ended or announced by another sweep meanwhile
        return None
    marks = Levels(clock.blue_at, clock.yellow_at, clock.red_at, clock.breached_at)
    level = level_at(marks, at)
    clock.announced_level = level.value
    clock.next_level_at = next(
        (m for m in (marks.yellow_at, marks.red_at, marks.breached_at) if m > at), None
    )
    clock.save(update_fields=["announced_level", "next_level_at"])
    _warn(clock, level, at)
    return {
        "subject": clock.subject_label,
        "clock": clock.code,
        "level": level.value,
        "due_at": timezone.localtime(clock.due_at).isoformat(),
    }


WARNINGS = {
    Level.YELLOW: say("期限将至：%(subject)s“%(clock)s”"),
    Level.RED: say("今日到期：%(subject)s“%(clock)s”"),
    Level.BREACHED: say("已经超期：%(subject)s“%(clock)s”"),
}


def _warn(clock: Clock, level: Level, at: datetime) -> None:
    """Half of the time gone (blue) shows on the desk; only a limit at risk interrupts a person."""
    if level not in WARNINGS:
        return
    message = Sentence(
        WARNINGS[level].msgid, {"subject": clock.subject_label, "clock": clock.label}
    )
    owner = [clock.owner] if clock.owner else []
    escalate = Role.UNIT_HEAD if level in {Level.RED, Level.BREACHED} or not owner else None
    notify(clock.subject, users=owner, role=escalate, message=message, at=at, level=level)
