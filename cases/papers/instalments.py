"""延期（分期）缴纳罚款: the head's approval form, and the notice to the party."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cases.models import Case, CaseOfficer, Decision
from cases.papers.parts import EMPTY_OPINION, certified_officers, party
from cases.policy.instalments import is_deferral
from cases.policy.performance import Account, Item
from cases.policy.surcharge import Part
from documents.kinds import PaperKind
from statutes.citations import cite
from statutes.violations import violation

INSTALMENT_APPROVAL = PaperKind(
    "instalment_approval", "延期（分期）缴纳罚款审批表", "", "instalment_approval", numbered=False
)
INSTALMENT_NOTICE = PaperKind(
    "instalment_notice", "延期（分期）缴纳罚款通知书", "缓缴字", "instalment_notice"
)
BASIS = cite("处罚法", "第六十六条")


def _rows(parts: Sequence[Part]) -> list[dict[str, Any]]:
    return [
        {"row": row, "due_on": part.due_on, "amount": part.amount}
        for row, part in enumerate(parts, 1)
    ]


def instalment_approval(
    case: Case,
    officers: Sequence[CaseOfficer],
    decision: Decision,
    account: Account,
    parts: Sequence[Part],
    *,
    reason: str,
    officer_opinion: Mapping[str, Any],
    on: date,
) -> dict[str, Any]:
    """延期（分期）缴纳罚款审批表: the fine, what is left of it, why and until when."""
    return {
        "case_no": case.case_no,
        "cause": violation(case.cause).label,
        "party": party(case),
        "decision_number": decision.paper.number,
        "decided_on": decision.decided_on,
        "served_on": decision.served_on,
        "due_on": decision.due_on,
        "fine": account.fine,
        "fine_paid": account.fine_paid,
        "owed": account.owed(Item.FINE),
        "is_deferral": is_deferral(parts),
        "parts": _rows(parts),
        "reason": reason,
        "basis": str(BASIS),
        "officers": certified_officers(officers, on),
        "officer_opinion": dict(officer_opinion),
        "head_opinion": dict(EMPTY_OPINION),
    }


def instalment_notice(
    case: Case,
    officers: Sequence[CaseOfficer],
    decision: Decision,
    parts: Sequence[Part],
    *,
    is_granted: bool,
    reason: str,
    on: date,
) -> dict[str, Any]:
    """延期（分期）缴纳罚款通知书: granted, with every part's last day; or refused, with why."""
    return {
        "case_no": case.case_no,
        "party": party(case),
        "decision_number": decision.paper.number,
        "decided_on": decision.decided_on,
        "fine": decision.fine,
        "due_on": decision.due_on,
        "is_granted": is_granted,
        "is_deferral": is_deferral(parts),
        "parts": _rows(parts),
        "reason": reason,
        "basis": str(BASIS),
        "surcharge_basis": str(cite("处罚法", "第七十二条")),
        "officers": certified_officers(officers, on),
    }
