"""案件记录更正单: what stood there, what it is to read, and why."""

from datetime import date
from typing import Any

from cases.models import Case, RecordCorrection
from cases.papers.parts import party
from cases.policy.record_correction import CORRECTABLE
from documents.kinds import PaperKind
from statutes.violations import violation

RECORD_CORRECTION = PaperKind(
    "record_correction", "案件记录更正单", "", "record_correction", numbered=False
)


def record_correction(case: Case, made: RecordCorrection, *, by: str, on: date) -> dict[str, Any]:
    """案件记录更正单; the record itself stays as it was."""
    return {
        "case_no": case.case_no,
        "cause": violation(case.cause).label,
        "party": party(case),
        "closed_on": case.closed_on,
        "archive_no": case.archive_no,
        "matter": CORRECTABLE.get(made.field, made.field),
        "before": made.before,
        "after": made.after,
        "reason": made.reason,
        "by": by,
        "on": on,
    }
