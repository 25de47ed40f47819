"""结案审批表."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q, Sum

from cases.models import Case, CaseOfficer, Decision, Order, Remedy
from cases.papers.parts import EMPTY_OPINION, certified_officers, party
from cases.policy.closing_check import Answer
from cases.policy.decision import KINDS
from cases.policy.ledger import NOTHING
from cases.policy.performance import Item
from documents.kinds import PaperKind
from statutes.violations import violation

CLOSING_APPROVAL = PaperKind(
    "closing_approval", "结案审批表", "", "closing_approval", version=2, numbered=False
)


def closing_approval(
    case: Case,
    officers: Sequence[CaseOfficer],
    answers: Sequence[Answer],
    order: Order | None,
    decision: Decision | None = None,
    review: Mapping[str, Any] | None = None,
    *,
    officer_opinion: Mapping[str, Any],
    on: date,
) -> dict[str, Any]:
    """结案审批表: how the case was handled and carried out, with the four answers (四不放过)."""
    return {
        "decision": _decision(decision) if decision else None,
        "remedies": [_remedy(row) for row in decision.remedies.all()] if decision else [],
        "review": review,
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


def _decision(made: Decision) -> dict[str, Any]:
    """What was decided and how far it was carried out; amounts of nothing are None."""
    paid = made.fine_payments.aggregate(
        fine=Sum("amount", filter=Q(of=Item.FINE.value)),
        surcharge=Sum("amount", filter=Q(of=Item.SURCHARGE.value)),
    )
    return {
        "title": made.paper.title,
        "number": made.paper.number,
        "decided_on": made.decided_on,
        "served_on": made.served_on,
        "settled_on": made.settled_on,
        "ended_by_court_on": made.ended_by_court_on,
        "annulled": made.status == Decision.Status.ANNULLED,
        "is_performed": KINDS[made.ending].is_performed,
        "fine": made.fine or None,
        "fine_paid": paid["fine"] or NOTHING,
        "surcharge_paid": paid["surcharge"] or None,
        "wages": made.wages or None,
        "compensation": made.compensation or None,
    }


def _remedy(row: Remedy) -> dict[str, Any]:
    return {
        "kind": str(row.get_kind_display()),
        "body": row.body,
        "result": str(row.get_result_display()) if row.result else "",
        "result_on": row.result_on,
        "new_fine": row.new_fine,
    }
