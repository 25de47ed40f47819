"""移交清单."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from cases.models import Handover, HandoverItem
from cases.procedure.states import STATE_LABELS
from documents.kinds import PaperKind

CASELOAD_LIST = PaperKind("caseload_list", "案件移交清单", "", "caseload_list", numbered=False)
COLUMNS = (
    ("number", "编号", "id"),
    ("party", "用人单位", "text"),
    ("stage", "阶段", "name"),
    ("role", "身份", "name"),
)


def caseload_list(handover: Handover, items: Iterable[HandoverItem], *, on: date) -> dict[str, Any]:
    """移交清单: every matter that passed, and those that stayed with their reasons."""
    listed = list(items)
    moved = [item for item in listed if item.outcome == HandoverItem.Outcome.MOVED]
    stayed = [item for item in listed if item.outcome == HandoverItem.Outcome.REFUSED]
    return {
        "giver": handover.giver.name,
        "taker": handover.taker.name,
        "head": handover.decided_by.name,
        "reason": handover.reason,
        "decided_on": on,
        "cases": sum(item.case_id is not None for item in moved),
        "complaints": sum(item.complaint_id is not None for item in moved),
        "annex": {
            "title": "移交的案件和投诉",
            "columns": [
                dict(zip(("key", "label", "kind"), column, strict=True)) for column in COLUMNS
            ],
            "rows": [_row(item) for item in moved],
        },
        "stayed": [{**_row(item), "why": str(item.reason)} for item in stayed],
    }


def _row(item: HandoverItem) -> dict[str, str]:
    if item.case is not None:
        return {
            "number": item.case.case_no,
            "party": item.case.subject_name,
            "stage": STATE_LABELS[item.case.status],
            "role": "主办" if item.was_lead else "协办",
        }
    assert item.complaint is not None
    return {
        "number": item.complaint.number,
        "party": item.complaint.employer_name,
        "stage": str(item.complaint.get_state_display()),
        "role": "承办",
    }
