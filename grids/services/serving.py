"""检查通知书 comes to the employer: delivered before the inspection, or shown on arrival."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from documents import services as documents
from grids.models import Patrol
from grids.policy.notices import DELIVERY_LABELS, Delivery, why_not_arrived, why_not_delivered
from grids.procedure import APPROVAL
from grids.services import patrol_gate as gate
from statutes.refusal import Refused


@dataclass(frozen=True, slots=True)
class Receipt:
    """How and when the notice was delivered, and who signed for it (留置: who saw it left)."""

    way: Delivery
    delivered_at: datetime
    received_by: str


@transaction.atomic
def deliver(patrol_id: int, receipt: Receipt, *, actor: User, at: datetime) -> Patrol:
    """登记通知书送达: from then on the employer knows who comes, when and why."""
    patrol = gate.locked(patrol_id)
    step = gate.check(patrol, "deliver_notice", actor=actor, at=at)
    columns = _served(patrol, receipt, at)
    note = f"{DELIVERY_LABELS[receipt.way]} {receipt.received_by.strip()}"
    return gate.take(
        patrol, step, actor=actor, at=at, note=note, occurred_at=receipt.delivered_at, **columns
    )


def on_arrival(
    patrol: Patrol, shown_to: str, *, arrived_at: datetime, headcount: int, at: datetime
) -> dict[str, Any]:
    """What the arrival says of the notice, as columns of the locked patrol."""
    is_delivered = patrol.notice_delivered_at is not None
    wrong = why_not_arrived(is_delivered=is_delivered, shown_to=shown_to, headcount=headcount)
    if wrong:
        raise Refused(wrong, citation=APPROVAL)
    if is_delivered or not shown_to.strip():
        return {}
    return _served(patrol, Receipt(Delivery.SHOWN, arrived_at, shown_to), at)


def _served(patrol: Patrol, receipt: Receipt, at: datetime) -> dict[str, Any]:
    """Mark the paper as served; the columns that say how."""
    notice = patrol.notice
    assert notice is not None and notice.issued_at is not None  # an approved patrol has one
    told = {"issued_at": notice.issued_at, "now": at}
    if wrong := why_not_delivered(receipt.delivered_at, receipt.received_by, **told):
        raise Refused(wrong, citation=APPROVAL)
    patrol.notice = documents.mark_served(notice, on=timezone.localdate(receipt.delivered_at))
    return {
        "notice_delivered_at": receipt.delivered_at,
        "notice_delivery": receipt.way.value,
        "notice_received_by": receipt.received_by.strip(),
    }
