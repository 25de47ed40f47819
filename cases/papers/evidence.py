"""证据清单: every piece of evidence that stands, with where it is from and what it shows."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from cases.models import Case, Evidence, Interview
from cases.papers.parts import certified_officers, party
from documents.kinds import PaperKind
from statutes.violations import violation

EVIDENCE_LIST = PaperKind("evidence_list", "证据清单", "", "evidence_list", numbered=False)
OF_A_HASH = 16  # signs that tell two files apart on paper; the whole hash is in the record


def evidence_list(
    case: Case, items: Iterable[Evidence], records: Iterable[Interview], *, on: date
) -> dict[str, Any]:
    """证据清单: number, kind, form, origin, when, where and by whom, pages, what it proves."""
    return {
        "case_no": case.case_no,
        "cause": violation(case.cause).label,
        "party": party(case),
        "items": [_item(item) for item in items],
        "records": [_record(record) for record in records],
        "officers": certified_officers(case.serving_officers(), on),
        "on": on,
    }


def _item(item: Evidence) -> dict[str, Any]:
    return {
        "number": item.number,
        "kind": str(item.get_kind_display()),
        "form": str(item.get_form_display()),
        "title": item.title,
        "origin": item.origin,
        "condition": item.condition,
        "proves": item.proves,
        "obtained_on": item.obtained_on,
        "place": item.place,
        "collectors": [item.collector.name, item.second_collector.name],
        "witness": item.witness,
        "pages": item.pages,
        "digest": item.original.sha256[:OF_A_HASH] if item.original else "",
    }


def _record(record: Interview) -> dict[str, Any]:
    return {
        "title": str(record.get_kind_display()),
        "person": record.person,
        "role": record.role,
        "began_at": record.began_at,
        "officers": [record.asker.name, record.recorder.name],
        "pages": record.pages,
    }
