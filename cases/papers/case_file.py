"""卷宗封面, 卷内目录, 备考表, and the card that stands before each piece of evidence."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from cases.models import Case, CaseOfficer, Evidence
from cases.papers.parts import certified_officers
from cases.policy.case_file import VOLUME_LABELS, Volume
from documents.kinds import PaperKind
from statutes.violations import violation

CASE_COVER = PaperKind("case_cover", "卷宗封面", "", "case_cover", numbered=False)
CASE_INDEX = PaperKind("case_index", "卷内目录", "", "case_index", numbered=False)
CASE_NOTES = PaperKind("case_notes", "备考表", "", "case_notes", numbered=False)
EVIDENCE_CARD = PaperKind("evidence_card", "证据卡", "", "evidence_card", numbered=False)


def case_cover(
    case: Case, volume: Volume, officers: Sequence[CaseOfficer], *, outcome: str, on: date
) -> dict[str, Any]:
    """卷宗封面; the binder adds how many pieces and pages."""
    return {
        "volume": VOLUME_LABELS[volume],
        "office": case.office.name,
        "case_no": case.case_no,
        "party": case.subject_name,
        "cause": violation(case.cause).label,
        "source": str(case.get_source_display()),
        "outcome": outcome,
        "filed_on": case.filed_on,
        "closed_on": case.closed_on,
        "officers": certified_officers(officers, on),
        "archived_on": case.archived_on,
        "archive_no": case.archive_no,
        "retention": str(case.get_retention_display()),
    }


def case_index(case: Case, volume: Volume) -> dict[str, Any]:
    """卷内目录; the binder adds the entries with their page numbers."""
    return {"volume": VOLUME_LABELS[volume], "case_no": case.case_no}


def case_notes(case: Case, volume: Volume, *, bound_by: str, on: date) -> dict[str, Any]:
    """备考表; what could not be bound in is named in it."""
    remarks = []
    if volume is Volume.SECONDARY:
        remarks.append("本卷为内部材料，不对外提供查阅。")
    return {**case_index(case, volume), "bound_by": bound_by, "bound_on": on, "remarks": remarks}


def evidence_card(case: Case, item: Evidence) -> dict[str, Any]:
    """What the index says of a piece of evidence in one line, in full."""
    return {
        "case_no": case.case_no,
        "number": item.number,
        "title": item.title,
        "kind": str(item.get_kind_display()),
        "form": str(item.get_form_display()),
        "origin": item.origin,
        "condition": item.condition,
        "proves": item.proves,
        "obtained_on": item.obtained_on,
        "place": item.place,
        "collectors": f"{item.collector.name}、{item.second_collector.name}",
        "witness": item.witness,
        "file_name": item.original.name if item.original else "",
        "sha256": item.original.sha256 if item.original else "",
        "excluded": item.exclusion_reason,
    }
