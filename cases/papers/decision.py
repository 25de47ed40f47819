"""The decisions: 行政处罚、行政处理、不予行政处罚、撤销立案决定书 and 案件移送书."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.policy.decision import KINDS, Kind
from documents.kinds import PaperKind

LIST_TITLE = "应支付工资和加付赔偿金劳动者名单（工资计算表）"
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


def decision(
    shared: Mapping[str, Any],
    wording: Wording,
    named: Papers,
    sheet: Mapping[str, Any] | None,
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
        context["sheet"] = sheet
    return context
