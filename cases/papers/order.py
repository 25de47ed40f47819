"""限期改正指令书 with the 工资计算表 of the workers to be paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.models import Case, CaseOfficer, WageClaim
from cases.papers.parts import certified_officers, party
from cases.papers.wage_sheet import wage_sheet
from cases.policy.ledger import NOTHING
from documents.kinds import PaperKind
from statutes.citations import cite, listed
from statutes.violation_types import Violation
from statutes.violations import violation

CORRECTION_ORDER = PaperKind(
    "correction_order", "劳动保障监察限期改正指令书", "令字", "correction_order", version=2
)


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """What the inspector writes into an order; the rest comes from the case and its ledger."""

    findings: str
    requirement: str
    period_days: int
    due_if_served_today: date | None = None


def default_findings(claims: Sequence[WageClaim]) -> str:
    """The sentence an order opens with, from the ledger; the inspector may write on."""
    owed = [claim for claim in claims if claim.line.outstanding > NOTHING]
    if not owed:
        return ""
    first = min((c.period_from for c in owed if c.period_from), default=None)
    last = max((c.period_to for c in owed if c.period_to), default=None)
    span = _span(first, last)
    who = owed[0].worker if len(owed) == 1 else f"{owed[0].worker}等{len(owed)}名劳动者"
    return f"经查，你单位拖欠{who}{span}工资，事实清楚，证据确凿。"


def default_requirement() -> str:
    return "足额支付所欠劳动者工资（名单及数额见附件），并将支付凭证报送本机关。"


def _span(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return ""
    begin = f"{first.year}年{first.month}月"
    if (first.year, first.month) == (last.year, last.month):
        return begin
    year = "" if first.year == last.year else f"{last.year}年"
    return f"{begin}至{year}{last.month}月"


def correction_order(
    case: Case,
    claims: Sequence[WageClaim],
    officers: Sequence[CaseOfficer],
    draft: OrderDraft,
    *,
    on: date,
) -> dict[str, Any]:
    """限期改正指令书: facts, law breached, basis, what to do by when, consequence, remedies."""
    owed = [claim for claim in claims if claim.line.outstanding > NOTHING]
    law = violation(case.cause)
    return {
        "case_no": case.case_no,
        "party": party(case),
        "findings": draft.findings,
        "requirement": draft.requirement,
        "period_days": draft.period_days,
        "due_if_served_today": draft.due_if_served_today,
        "workers": len(owed),
        "amount": sum((claim.line.outstanding for claim in owed), NOTHING),
        "officers": certified_officers(officers, on),
        "sheet": wage_sheet(owed),
        **_law_of_order(law),
    }


# 加付赔偿金 follows an unpaid order only where one of these articles says so.
SURCHARGE_ARTICLES = frozenset({cite("条例", "第二十六条"), cite("劳动合同法", "第八十五条")})
DISOBEDIENCE = cite("条例", "第三十条")


def _law_of_order(law: Violation) -> dict[str, Any]:
    return {
        "breached": listed(law.breached),
        "basis": str(law.basis),
        "surcharge_basis": str(law.basis) if law.basis in SURCHARGE_ARTICLES else "",
        "disobedience_basis": str(DISOBEDIENCE),
    }
