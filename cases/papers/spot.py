"""当场行政处罚决定书."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from cases.models import Case, CaseOfficer
from cases.papers.parts import certified_officers, party
from cases.policy.simple_procedure import COLLECTIONS, Collection
from documents.kinds import PaperKind
from statutes.citations import cite, listed
from statutes.penalty_types import Also
from statutes.violation_types import ORDER_LABELS, Order
from statutes.violations import violation

SPOT_DECISION = PaperKind("spot_decision", "当场行政处罚决定书", "当罚字", "spot_decision")
RECONSIDERATION_FIRST = cite("复议法", "第二十三条")
SIMPLE_PROCEDURE = cite("处罚法", "第五十一条")


@dataclass(frozen=True, slots=True)
class SpotPenalty:
    """What the officers write on the scene; the rest comes from the case and the catalogue."""

    violation: str
    facts: str
    fine: Decimal
    place: str
    defence: str
    receiver: str = ""
    refusal: str = ""
    reason: str = ""  # for a fine below the least
    workers: int | None = None
    amount: Decimal | None = None
    facts_are_certain: bool = False
    rights_were_told: bool = False
    collection: Collection | None = None
    receipt_number: str = ""


def spot_decision(
    case: Case, officers: Sequence[CaseOfficer], penalty: SpotPenalty, *, at: datetime
) -> dict[str, Any]:
    """当场处罚决定书 (处罚法 第五十二条), with every fact which that article names."""
    on = timezone.localdate(at)
    law = violation(penalty.violation, on)
    ground = COLLECTIONS[penalty.collection] if penalty.collection else None
    return {
        "case_no": case.case_no,
        "party": party(case),
        "cause": law.label,
        "facts": penalty.facts,
        "breached": listed(law.breached),
        "basis": str(law.basis),
        "procedure_basis": str(SIMPLE_PROCEDURE),
        "order": "" if law.order is Order.NONE else ORDER_LABELS[law.order],
        "is_warned": Also.WARNING in law.penalty.also,
        "fine": penalty.fine,
        "has_fine": penalty.fine > 0,
        "reason": penalty.reason,
        "moment": at,
        "place": penalty.place,
        "defence": penalty.defence,
        "collected": ground.label if ground else "",
        "collected_basis": str(ground.citation) if ground else "",
        "receipt_number": penalty.receipt_number,
        "review_basis": str(RECONSIDERATION_FIRST),
        "receiver": penalty.receiver,
        "refusal": penalty.refusal,
        "officers": certified_officers(officers, on),
        "is_unit": case.employer.kind == case.employer.Kind.UNIT,
    }
