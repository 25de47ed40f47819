"""The feed of what is public: entries and tombstones in the order in which they changed.

docs/open-data.md describes it; people script against it. A reader keeps the last `revision` it has
seen and asks for what came `after`; an entry that ended comes once more, without its name.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.urls import reverse

from publications.models import Publication

VERSION, PAGE = 1, 200
MOST_REVISION = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader stands: after which revision, and of which kind ("" for all)."""

    after: int = 0
    kind: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """What a reader's copy is compared by: the newest change, and the day it was asked."""

    revision: int
    revised_at: datetime | None
    today: date

    def tag(self, place: Place) -> str:
        text = f"{VERSION}|{self.revision}|{self.today}|{place.after}|{place.kind}"
        return f'"{sha256(text.encode()).hexdigest()[:32]}"'


def state(today: date) -> State:
    newest = Publication.objects.once_public().aggregate(Max("revision"), Max("revised_at"))
    return State(newest["revision__max"] or 0, newest["revised_at__max"], today)


def page(place: Place, today: date) -> dict[str, Any]:
    """One page of changes after the reader's place, and the place to go on from."""
    rows = Publication.objects.once_public().filter(revision__gt=place.after)
    if place.kind:
        rows = rows.of_kind(place.kind)
    related = rows.select_related("office", "corrects", "correction").order_by("revision")
    found = list(related[: PAGE + 1])
    shown = found[:PAGE]
    return {
        "version": VERSION,
        "entries": [_told(entry, today) for entry in shown],
        "after": shown[-1].revision if shown else place.after,
        "more": len(found) > PAGE,
    }


def _told(entry: Publication, today: date) -> dict[str, Any]:
    return _public(entry) if entry.is_public(today) else _tombstone(entry)


def _public(entry: Publication) -> dict[str, Any]:
    return {
        "id": entry.public_id,
        "revision": entry.revision,
        "status": "public",
        "kind": entry.kind,
        "office": entry.office.name,
        "starts_on": entry.starts_on.isoformat(),
        "ends_on": entry.ends_on.isoformat() if entry.ends_on else None,
        "corrects": entry.corrects.public_id if entry.corrects else None,
        "url": _url(entry),
        "content": entry.content,
    }


def _tombstone(entry: Publication) -> dict[str, Any]:
    """An opaque number and a day: a removed entry is not named again."""
    correction = _correction(entry)
    return {
        "id": entry.public_id,
        "revision": entry.revision,
        "status": "removed",
        "removed_on": removed_on(entry).isoformat(),
        "replaced_by": correction.public_id if correction else None,
    }


def removed_on(entry: Publication) -> date:
    """The day it ended; past its last day and not yet turned by the job, the day after."""
    if entry.ended_on is not None:
        return entry.ended_on
    assert entry.ends_on is not None  # public without an end does not lapse
    return entry.ends_on + timedelta(days=1)


def _correction(entry: Publication) -> Publication | None:
    return getattr(entry, "correction", None)


def _url(entry: Publication) -> str:
    path = reverse("portal:published_entry", args=[entry.public_id])
    return f"{settings.SITE_URL.rstrip('/')}{path}"
