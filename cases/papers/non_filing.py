"""不予立案审批表 and 不予立案告知书."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.models import Case, CaseOfficer
from cases.papers.parts import certified_officers, party
from cases.policy.non_filing import GROUNDS, Code
from documents.kinds import PaperKind
from statutes.citations import listed
from statutes.violations import violation

NON_FILING_APPROVAL = PaperKind(
    "non_filing_approval", "不予立案审批表", "", "non_filing_approval", numbered=False
)
NON_FILING_NOTICE = PaperKind("non_filing_notice", "不予立案告知书", "不立字", "non_filing_notice")


@dataclass(frozen=True, slots=True)
class NonFiling:
    """Why a lead is not filed, who is told, and to whom it goes instead."""

    code: Code
    reason: str
    body: str = ""
    addressee: str = ""


def non_filing_approval(
    case: Case,
    officers: Sequence[CaseOfficer],
    refusal: NonFiling,
    *,
    reference: str,
    officer_opinion: Mapping[str, Any],
    head_opinion: Mapping[str, Any],
    on: date,
) -> dict[str, Any]:
    """不予立案审批表: the lead, what the check found, the ground, and both opinions."""
    return {
        "case_no": case.case_no,
        "cause": violation(case.cause).label,
        "party": party(case),
        "source": str(case.get_source_display()),
        "reference": reference,
        "place": case.division.full_name,
        "summary": case.summary,
        **_ground(refusal),
        "officers": certified_officers(officers, on),
        "officer_opinion": dict(officer_opinion),
        "head_opinion": dict(head_opinion),
    }


def non_filing_notice(
    case: Case, refusal: NonFiling, *, reference: str, received_on: date
) -> dict[str, Any]:
    """不予立案告知书: the ground and its articles, for who reported or transferred the matter."""
    return {
        "addressee": refusal.addressee,
        "received_on": received_on,
        "source": str(case.get_source_display()),
        "reference": reference,
        "respondent": case.subject_name,
        **_ground(refusal),
    }


def _ground(refusal: NonFiling) -> dict[str, Any]:
    ground = GROUNDS[refusal.code]
    return {
        "ground": ground.label,
        "wording": ground.wording,
        "articles": listed(ground.citations),
        "reason": refusal.reason,
        "body": refusal.body,
        "needs_body": ground.names_body,
    }
