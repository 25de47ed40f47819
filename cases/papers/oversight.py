"""回避决定书 (若干规定 第二十四条) and 中止调查审批表."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cases.models import Case, CaseOfficer, Recusal
from cases.papers.parts import EMPTY_OPINION, certified_officers, party
from cases.policy.recusal import GROUND_LABELS, Ground
from documents.kinds import PaperKind
from statutes.citations import cite
from statutes.violations import violation

RECUSAL_DECISION = PaperKind("recusal_decision", "回避决定书", "回避字", "recusal_decision")
SUSPENSION_APPROVAL = PaperKind(
    "suspension_approval", "中止调查审批表", "", "suspension_approval", numbered=False
)


def recusal_decision(
    case: Case, recusal: Recusal, *, is_granted: bool, opinion: str, decider: str
) -> dict[str, Any]:
    """回避决定书: who asked whom to step back and why, what was decided, and the way against it."""
    return {
        "case_no": case.case_no,
        "cause": violation(case.cause).label,
        "party": party(case),
        "applicant": recusal.requested_by,
        "officer": recusal.officer.name,
        "ground": GROUND_LABELS[Ground(recusal.ground)],
        "reason": recusal.reason,
        "received_on": recusal.received_on,
        "is_granted": is_granted,
        "opinion": opinion,
        "decider": decider,
        "basis": str(cite("若干规定", "第二十四条")),
        "law": str(cite("处罚法", "第四十三条")),
    }


def suspension_approval(
    case: Case,
    officers: Sequence[CaseOfficer],
    *,
    reason: str,
    local_rule: str,
    due_on: date | None,
    officer_opinion: Mapping[str, Any],
    on: date,
) -> dict[str, Any]:
    """中止调查审批表: why the investigation cannot go on, and by which local rule it may rest."""
    return {
        "case_no": case.case_no,
        "cause": violation(case.cause).label,
        "party": party(case),
        "filed_on": case.filed_on,
        "due_on": due_on,
        "reason": reason,
        "local_rule": local_rule,
        "officers": certified_officers(officers, on),
        "officer_opinion": dict(officer_opinion),
        "head_opinion": dict(EMPTY_OPINION),
    }
