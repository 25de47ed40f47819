"""The decisions: 行政处罚、行政处理、不予行政处罚、撤销立案决定书 and 案件移送书."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from cases.policy.decision import KINDS, Kind
from documents.kinds import PaperKind

PAPERS: Mapping[Kind, PaperKind] = {
    Kind.PENALTY: PaperKind("penalty_decision", "行政处罚决定书", "罚字", "penalty_decision"),
    Kind.HANDLING: PaperKind("handling_decision", "行政处理决定书", "处字", "handling_decision"),
    Kind.NO_PENALTY: PaperKind(
        "no_penalty_decision", "不予行政处罚决定书", "不罚字", "no_penalty_decision"
    ),
    Kind.REVOCATION: PaperKind(
        "revocation_decision", "撤销立案决定书", "撤字", "revocation_decision"
    ),
    Kind.TRANSFER: PaperKind("case_transfer", "案件移送书", "移字", "case_transfer"),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """What the officer writes into a decision; the rest comes from the proposal and the ledger."""

    facts: str
    content: str  # what is added to the sums and reasons that the paper states itself
    hearing: str = ""  # what the party said, and why it was followed or not
    payment: str = ""  # how a fine or the wages are paid
    period_days: int = 15  # within which a handling decision is carried out
    receiver: str = ""  # the authority that a matter is handed to


@dataclass(frozen=True, slots=True)
class Papers:
    """The numbers of the papers that a decision names."""

    order: str = ""
    order_on: date | None = None
    notice: str = ""
    notice_served_on: date | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """One worker of a handling decision's list."""

    worker: str
    identity: str
    period: str
    wages: Decimal
    compensation: Decimal


def decision(
    shared: Mapping[str, Any],
    wording: Wording,
    named: Papers,
    owed: Sequence[Owed],
    kind: Kind,
) -> dict[str, Any]:
    """The decision as it will be signed (处罚法 第五十九条, 条例 第十九条)."""
    context = {
        **shared,
        "facts": wording.facts.strip(),
        "content": wording.content.strip(),
        "hearing": wording.hearing.strip(),
        "payment": wording.payment.strip(),
        "period_days": wording.period_days,
        "receiver": wording.receiver.strip(),
        "order_number": named.order,
        "order_on": named.order_on,
        "notice_number": named.notice,
        "notice_served_on": named.notice_served_on,
        "basis": str(KINDS[kind].citation),
    }
    if kind is Kind.HANDLING:
        context["annex"] = _annex(owed)
    return context


def _annex(owed: Sequence[Owed]) -> dict[str, Any]:
    """附件: every worker with the wages to be paid and the part of the compensation."""
    return {
        "title": "应支付工资和加付赔偿金劳动者名单",
        "columns": [
            {"key": "worker", "label": "姓名", "kind": "name"},
            {"key": "identity", "label": "证件号码", "kind": "id"},
            {"key": "period", "label": "期间", "kind": "text"},
            {"key": "wages", "label": "应付工资（元）", "kind": "money"},
            {"key": "compensation", "label": "加付赔偿金（元）", "kind": "money"},
        ],
        "rows": [{name: getattr(row, name) for name in Owed.__slots__} for row in owed],
    }
