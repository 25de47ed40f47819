"""What the gazette and the media release print: plain dicts; wording and layout are the templates'.

A gazette prints only the public copy of its entries, each with the last day it stands.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.conf import settings

from accounts.models import Office
from documents.kinds import PaperKind
from publications.models import Publication
from publications.policy.kinds import KIND_LABELS, REGIMES, Kind
from publications.policy.whitelist import fields_of

GAZETTE = PaperKind("gazette", "公告", "公字", "gazette")
MEDIA_RELEASE = PaperKind("media_release", "新闻通稿", "", "media_release", numbered=False)
NAMED_IN_RELEASE, ROWS_A_SHEET = 10, 50
# The column under which each field stands; what is not here is not printed.
WHO, FACTS, HANDLING, UNTIL = "who", "facts", "handling", "until"
COLUMNS: dict[str, tuple[str, ...]] = {
    WHO: (
        "uscc",
        "registration_no",
        "address",
        "legal_representative",
        "responsible_persons",
    ),
    FACTS: ("violation_class", "violation", "project", "facts", "scope", "figures", "matters"),
    HANDLING: (
        "year",
        "grade",
        "penalty_kind",
        "handling",
        "fine",
        "confiscated",
        "grounds",
        "document_no",
        "decided_on",
    ),
}


def gazette(
    kind: Kind, title: str, entries: Sequence[Publication], *, office: Office, on: date
) -> dict[str, Any]:
    """公告: under which act, who, what they did, what was decided, and until when it is said."""
    return {
        "title": title,
        "kind": KIND_LABELS[kind],
        "basis": str(REGIMES[kind].basis),
        "count": len(entries),
        "on": on,
        "live_url": _live_url(kind),
        "supervision_phone": office.supervision_phone,
        "phone": office.phone,
        "continued": False,
        "sheets": _sheets([_row(number, entry) for number, entry in enumerate(entries, 1)]),
    }


def _sheets(rows: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """A sheet for every so many rows: the press lays out each by itself, in bounded memory."""
    return [rows[start : start + ROWS_A_SHEET] for start in range(0, len(rows), ROWS_A_SHEET)]


def media_release(
    kind: Kind, title: str, entries: Sequence[Publication], *, office: Office, on: date
) -> dict[str, Any]:
    """新闻通稿: how many, some of the names, and where the whole list is read."""
    named = [entry.heading for entry in entries[:NAMED_IN_RELEASE]]
    return {
        "title": title,
        "kind": KIND_LABELS[kind],
        "basis": str(REGIMES[kind].basis),
        "office": office.name,
        "count": len(entries),
        "named": named,
        "others": len(entries) - len(named),
        "until": _latest(entries),
        "on": on,
        "live_url": _live_url(kind),
        "phone": office.phone,
        "supervision_phone": office.supervision_phone,
    }


def _row(number: int, entry: Publication) -> dict[str, Any]:
    return {
        "line": number,
        "name": entry.heading,
        **{column: lines_of(entry, names) for column, names in COLUMNS.items()},
        "until": entry.ends_on,
    }


def lines_of(entry: Publication, names: Iterable[str]) -> list[dict[str, str]]:
    """Label and text of these fields, where the entry says anything."""
    fields = fields_of(entry.what)
    found = (fields[name] for name in names if name in fields and name in entry.content)
    return [
        {"label": field.label, "text": field.as_text(entry.content[field.name])} for field in found
    ]


def _latest(entries: Iterable[Publication]) -> date | None:
    return max((entry.ends_on for entry in entries if entry.ends_on), default=None)


def _live_url(kind: Kind) -> str:
    return f"{settings.SITE_URL.rstrip('/')}/published/{kind.value}/"
