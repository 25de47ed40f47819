"""Recomputes every hash chain and every daily root, in flat memory, and names what is broken."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.utils import timezone

from workflow.models import DailyRoot, Event
from workflow.policy import chain


@dataclass(frozen=True, slots=True)
class ChainReport:
    """How many events were read, and a line per broken place."""

    events: int
    broken: tuple[str, ...]


def verify_chains() -> ChainReport:
    """Read the whole legal record once; a removed, changed or reordered act shows as a break."""
    count, broken = 0, []
    for event, problem in _check_events():
        count += 1
        if problem:
            broken.append(f"{event.subject_type}:{event.subject_id}#{event.sequence} {problem}")
    return ChainReport(count, (*broken, *_check_roots()))


def _check_events() -> Iterator[tuple[Event, str]]:
    rows = Event.objects.order_by("subject_type", "subject_id", "sequence").iterator(2000)
    for _, events in groupby(rows, key=lambda e: (e.subject_type, e.subject_id)):
        sequence, before = 0, chain.GENESIS
        for event in events:
            sequence += 1
            yield event, _problem(event, sequence, before)
            sequence, before = event.sequence, event.hash


def _problem(event: Event, sequence: int, before: str) -> str:
    if event.sequence != sequence:
        return f"expected number {sequence}"
    if event.previous_hash != before:
        return "does not follow the act before it"
    if event.hash != chain.link(before, event.content()):
        return "content does not match its hash"
    return ""


def _check_roots() -> Iterator[str]:
    before = chain.GENESIS
    since = None
    for row in DailyRoot.objects.order_by("day"):
        heads = daily_heads(since, row.day)
        if row.previous_root != before or row.root != chain.root(before, heads):
            yield f"root {row.day} does not match the record"
        before, since = row.root, row.day


def daily_heads(after: date | None, until: date) -> list[tuple[str, int, str]]:
    """Heads, at the end of the day `until`, of the chains that moved after the day `after`."""
    moved = Event.objects.filter(recorded_at__lt=_midnight_after(until))
    if after:
        moved = moved.filter(recorded_at__gte=_midnight_after(after))
    ordered = moved.order_by("subject_type", "subject_id", "-sequence")
    return list(
        ordered.distinct("subject_type", "subject_id").values_list(
            "subject_type", "subject_id", "hash"
        )
    )


def _midnight_after(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
