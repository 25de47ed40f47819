"""加付赔偿金 of a case, worker by worker: what a handling decision orders and its list prints."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Q, QuerySet, Sum

from cases.models import Case, Order, OrderLine
from cases.policy import compensation as rule
from cases.policy.ledger import NOTHING
from statutes.refusal import Refused


@dataclass(frozen=True, slots=True)
class Row:
    """One worker of the list (名单附表)."""

    claim_id: int
    row: int
    worker: str
    identity: str
    trade: str
    period: str
    determined: Decimal
    paid: Decimal
    owed: Decimal  # still to be paid, whatever was paid late included
    unpaid: Decimal  # 应付金额: ordered, and not paid when the order's period ended
    compensation: Decimal


def schedule(case: Case, percent: Decimal, on: date) -> tuple[Row, ...]:
    """What each worker named in the disobeyed order is owed, and is to receive besides.

    Refused where there is no such order, or `percent` is not between 50 and 100. The reason for
    the percentage is the decision's own (`cases.policy.compensation.refuse_percent`).
    """
    order = case.orders.standing().first()
    outcome = _outcome(order)
    reason = rule.refuse_compensation(outcome, on=on) or rule.refuse_share(percent)
    if reason is not None:
        raise Refused(reason)
    assert order is not None
    assert order.due_on is not None
    return tuple(_row(line, percent) for line in _lines(order, order.due_on))


def total(rows: Iterable[Row]) -> Decimal:
    """The compensation of the decision: the sum of its workers'."""
    return rule.total({row.claim_id: row.compensation for row in rows})


def owed(rows: Sequence[Row]) -> Decimal:
    """The wages of the decision: what its workers are still owed."""
    return sum((row.owed for row in rows), NOTHING)


def _outcome(order: Order | None) -> rule.OrderOutcome | None:
    if order is None:
        return None
    return rule.OrderOutcome(order.due_on, is_disobeyed=order.status == Order.Status.DISOBEYED)


def _lines(order: Order, due_on: date) -> QuerySet[OrderLine]:
    """The workers of the order with what had reached each when its period ended."""
    in_time = Q(claim__payments__disbursement__paid_on__lte=due_on)
    lines = order.lines.select_related("claim").annotate(
        in_time=Sum("claim__payments__amount", filter=in_time, default=NOTHING)
    )
    return lines.order_by(F("claim__row"))


def _row(line: OrderLine, percent: Decimal) -> Row:
    claim = line.claim
    determined = claim.determined or NOTHING
    in_time: Decimal = line.in_time  # type: ignore[attr-defined]  # annotated by _lines
    unpaid = rule.base(ordered=line.amount, determined=determined, paid_in_time=in_time)
    return Row(
        claim_id=claim.pk,
        row=claim.row,
        worker=claim.worker,
        identity=claim.identity_mask,
        trade=claim.trade,
        period=claim.period,
        determined=determined,
        paid=claim.paid,
        owed=claim.line.outstanding,
        unpaid=unpaid,
        compensation=rule.amount(unpaid, percent),
    )
