"""What each paper of a case prints: plain dictionaries, frozen when the paper is issued."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from cases.models import Case, CaseOfficer, Delivery, Order, WageClaim
from cases.policy.closing_check import Answer
from cases.policy.delivery import MODES, Mode
from cases.policy.ledger import NOTHING
from documents.kinds import PaperKind
from documents.models import Paper
from statutes.citations import Citation, cite
from statutes.violation_types import Violation
from statutes.violations import violation

FILING_APPROVAL = PaperKind("filing_approval", "立案审批表", "", "filing_approval", numbered=False)
CORRECTION_ORDER = PaperKind(
    "correction_order", "劳动保障监察限期改正指令书", "令字", "correction_order"
)
SERVICE_RECEIPT = PaperKind("service_receipt", "送达回证", "", "service_receipt", numbered=False)
CLOSING_APPROVAL = PaperKind(
    "closing_approval", "结案审批表", "", "closing_approval", numbered=False
)
KINDS = (FILING_APPROVAL, CORRECTION_ORDER, SERVICE_RECEIPT, CLOSING_APPROVAL)

EMPTY_OPINION: Mapping[str, Any] = {"text": "", "signed": "", "on": None}


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """What the inspector writes into an order; the rest comes from the case and its ledger."""

    findings: str
    requirement: str
    period_days: int
    due_if_served_today: date | None = None


def opinion(text: str, signed: str, on: date) -> dict[str, Any]:
    """One box of an approval form."""
    return {"text": text, "signed": signed, "on": on}


def _party(case: Case) -> dict[str, Any]:
    employer = case.employer
    return {
        "name": case.subject_name,
        "uscc": employer.uscc or "",
        "address": employer.address,
        "legal_representative": employer.legal_representative,
        "legal_representative_phone": employer.legal_representative_phone,
        "manager": employer.manager,
        "manager_position": employer.manager_position,
        "phone": employer.phone,
        "industry": employer.industry,
    }


def _officers(officers: Iterable[CaseOfficer], on: date) -> list[dict[str, Any]]:
    held = [(o, o.user.certificate_on(on)) for o in officers]
    return [
        {
            "name": officer.user.name,
            "role": "主办" if officer.is_lead else "协办",
            "certificate": certificate.number if certificate else "",
        }
        for officer, certificate in held
    ]


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
        "party": _party(case),
        "source": str(case.get_source_display()),
        "place": case.division.full_name,
        "summary": case.summary,
        "workers": workers,
        "claimed": claimed,
        "grounds": [str(_ground_of_filing(case)), *map(str, law.breached)],
        "officers": _officers(officers, on),
        "officer_opinion": dict(officer_opinion),
        "head_opinion": dict(EMPTY_OPINION),
    }


def _ground_of_filing(case: Case) -> Citation:
    """A complaint is filed under 第十八条, whatever else comes to light under 第十九条."""
    is_complaint = case.source == Case.Source.COMPLAINT
    return cite("若干规定", "第十八条" if is_complaint else "第十九条")


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
        "party": _party(case),
        "findings": draft.findings,
        "requirement": draft.requirement,
        "period_days": draft.period_days,
        "due_if_served_today": draft.due_if_served_today,
        "workers": len(owed),
        "amount": sum((claim.line.outstanding for claim in owed), NOTHING),
        "officers": _officers(officers, on),
        "annex": _annex(owed),
        **_law_of_order(law),
    }


# 加付赔偿金 follows an unpaid order only where one of these articles says so.
SURCHARGE_ARTICLES = frozenset({cite("条例", "第二十六条"), cite("劳动合同法", "第八十五条")})
DISOBEDIENCE = cite("条例", "第三十条")


def _law_of_order(law: Violation) -> dict[str, Any]:
    return {
        "breached": "、".join(map(str, law.breached)),
        "basis": str(law.basis),
        "surcharge_basis": str(law.basis) if law.basis in SURCHARGE_ARTICLES else "",
        "disobedience_basis": str(DISOBEDIENCE),
    }


def _annex(claims: Sequence[WageClaim]) -> dict[str, Any]:
    """附件: every worker with what was determined, already paid and is still to be paid."""
    return {
        "title": "应支付工资劳动者名单",
        "columns": [
            {"key": "worker", "label": "姓名", "kind": "name"},
            {"key": "identity", "label": "证件号码", "kind": "id"},
            {"key": "trade", "label": "工种", "kind": "text"},
            {"key": "period", "label": "期间", "kind": "text"},
            {"key": "determined", "label": "核定（元）", "kind": "money"},
            {"key": "paid", "label": "已付（元）", "kind": "money"},
            {"key": "owed", "label": "应付（元）", "kind": "money"},
        ],
        "rows": [
            {
                "worker": claim.worker,
                "identity": claim.identity_mask,
                "trade": claim.trade,
                "period": claim.period,
                "determined": claim.determined,
                "paid": claim.paid,
                "owed": claim.line.outstanding,
            }
            for claim in claims
        ],
    }


def service_receipt(
    case: Case,
    paper: Paper,
    officers: Sequence[CaseOfficer],
    delivery: Delivery,
) -> dict[str, Any]:
    """送达回证: what was served, on whom, where, how, and who signed or refused."""
    rule = MODES[Mode(delivery.mode)]
    return {
        "case_no": case.case_no,
        "cause": violation(case.cause).label,
        "party": _party(case),
        "served_title": paper.title,
        "served_number": paper.number,
        "place": delivery.place,
        "mode": rule.label,
        "basis": str(rule.citation),
        "handed_on": delivery.handed_on,
        "served_on": delivery.served_on,
        "receiver": delivery.receiver,
        "refusal": delivery.refusal,
        "witness": delivery.witness,
        "officers": _officers(officers, delivery.served_on),
    }


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
        "party": _party(case),
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
        "officers": _officers(officers, on),
        "officer_opinion": dict(officer_opinion),
        "head_opinion": dict(EMPTY_OPINION),
    }
