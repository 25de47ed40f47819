"""The timeline that is also the record: by day, what happened when and when it was written down."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from accounts.subjects import Subject
from cases.procedure.stages import OTHER, OTHER_LABEL, STAGES, stage_of
from console.told import told
from workflow.models import Event

# What is entered within the hour was entered when it happened.
AT_ONCE = timedelta(hours=1)
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One act as the timeline shows it."""

    event: Event

    @property
    def is_late(self) -> bool:
        """Whether it was written down noticeably later than it happened."""
        event = self.event
        if event.is_day_only:
            return timezone.localdate(event.recorded_at) > self.day
        return event.recorded_at - event.occurred_at > AT_ONCE

    @property
    def told(self) -> str:
        return told(self.event)

    @property
    def day(self) -> date:
        return timezone.localdate(self.event.occurred_at)

    @property
    def place(self) -> tuple[date, datetime, int]:
        """Where it stands in the record: an act without an hour where it was written down."""
        event = self.event
        end = event.occurred_at + A_DAY
        moment = min(event.recorded_at, end) if event.is_day_only else event.occurred_at
        return self.day, moment, event.sequence


def shown(subject: Subject, stage: str = "") -> dict[str, Any]:
    """The events of one stage, or all, grouped by the day on which they happened."""
    events = list(Event.objects.of(subject).order_by("sequence"))
    stages = _stages(events)
    chosen = stage if stage in stages else ""
    shown = (Entry(e) for e in events if not chosen or stage_of(e.act) == chosen)
    entries = sorted(shown, key=lambda entry: entry.place)
    return {
        "days": _by_day(entries),
        "parts": stages,
        "part": chosen,
        "late_count": sum(entry.is_late for entry in entries),
    }


def _by_day(entries: Iterable[Entry]) -> list[tuple[date, list[Entry]]]:
    return [(day, list(rows)) for day, rows in groupby(entries, key=lambda entry: entry.day)]


def _stages(events: Iterable[Event]) -> dict[str, str]:
    """The stages that this case has been through, in their order."""
    seen = {stage_of(event.act) for event in events}
    labels = {code: label for code, (label, _) in STAGES.items()} | {OTHER: OTHER_LABEL}
    return {code: gettext(label) for code, label in labels.items() if code in seen}
