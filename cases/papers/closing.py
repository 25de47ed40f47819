"""结案审批表."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cases.models import Case, CaseOfficer, Order
from cases.papers.parts import EMPTY_OPINION, certified_officers, party
from cases.policy.closing_check import Answer
from documents.kinds import PaperKind
from statutes.violations import violation

CLOSING_APPROVAL = PaperKind(
    "closing_approval", "结案审批表", "", "closing_approval", numbered=False
)


def closing_approval(
    case: Case,
    officers: Sequence[CaseOfficer],
    answers: Sequence[Answer],
    order: Order | None,
    *,
    officer_opinion: Mapping[str, Any],
    on: date,
) -> dict[str, Any]:
    """结案审批表: how the case was handled and carried out, with the four answers (四不放过)."""
    return {
        "case_no": case.case_no,
        "cause": violation(case.cause).label,
        "party": party(case),
        "source": str(case.get_source_display()),
        "filed_on": case.filed_on,
        "summary": case.closing_summary,
        "order_number": order.paper.number if order else "",
        "order_served_on": order.served_on if order else None,
        "corrected_on": case.corrected_on,
        "workers": case.workers,
        "claimed": case.claimed,
        "determined": case.determined,
        "paid": case.paid,
        "answers": [
            {"label": a.label, "reason": str(a.reason), "basis": str(a.citation)} for a in answers
        ],
        "officers": certified_officers(officers, on),
        "officer_opinion": dict(officer_opinion),
        "head_opinion": dict(EMPTY_OPINION),
    }
