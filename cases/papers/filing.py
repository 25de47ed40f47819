"""立案审批表."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from cases.models import Case, CaseOfficer
from cases.papers.parts import EMPTY_OPINION, certified_officers, party
from documents.kinds import PaperKind
from statutes.citations import Citation, cite
from statutes.violations import violation

FILING_APPROVAL = PaperKind(
    "filing_approval", "立案审批表", "", "filing_approval", version=2, numbered=False
)


def filing_approval(
    case: Case,
    officers: Sequence[CaseOfficer],
    *,
    workers: int,
    claimed: Decimal,
    officer_opinion: Mapping[str, Any],
    on: date,
) -> dict[str, Any]:
    """立案审批表 (law.md §10); the head's box stays empty until the head decides."""
    law = violation(case.cause)
    return {
        "case_no": case.case_no,
        "cause": law.label,
        "party": party(case),
        "source": str(case.get_source_display()),
        "place": case.division.full_name,
        "summary": case.summary,
        "workers": workers,
        "claimed": claimed,
        "grounds": [str(_ground(case)), *map(str, law.breached)],
        "officers": certified_officers(officers, on),
        "officer_opinion": dict(officer_opinion),
        "head_opinion": dict(EMPTY_OPINION),
    }


def _ground(case: Case) -> Citation:
    """A complaint is filed under 第十八条, whatever else comes to light under 第十九条."""
    is_complaint = case.source == Case.Source.COMPLAINT
    return cite("若干规定", "第十八条" if is_complaint else "第十九条")
