"""送达回证."""

from collections.abc import Sequence
from typing import Any

from cases.models import Case, CaseOfficer, Delivery
from cases.papers.parts import certified_officers, party
from cases.policy.delivery import MODES, Mode
from documents.kinds import PaperKind
from documents.models import Paper
from statutes.violations import violation

SERVICE_RECEIPT = PaperKind("service_receipt", "送达回证", "", "service_receipt", numbered=False)


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
        "party": party(case),
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
        "officers": certified_officers(officers, delivery.served_on),
    }
