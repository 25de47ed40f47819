"""The wage ledger's arithmetic: claimed 诉求, determined 核定 and paid 到手 are never mixed.

All amounts are Decimal yuan with two places. An amount that has not been determined is None,
which is not the same as a claim determined at nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from statutes.money import yuan
from statutes.wording import Sentence, say, term

NOTHING = Decimal("0.00")
FEN = Decimal("0.01")
# One worker's: the sum of ten thousand such lines still fits a column of the ledger.
LARGEST = Decimal("99999999.99")


class Settlement(StrEnum):
    """How far one worker's line has been settled."""

    UNDETERMINED = "undetermined"
    UNFOUNDED = "unfounded"
    UNPAID = "unpaid"
    PARTIAL = "partial"
    PAID = "paid"
    SIGNED = "signed"


SETTLEMENT_LABELS: dict[Settlement, str] = {
    Settlement.UNDETERMINED: term("待核定"),
    Settlement.UNFOUNDED: term("无欠付"),
    Settlement.UNPAID: term("未付"),
    Settlement.PARTIAL: term("部分"),
    Settlement.PAID: term("已付"),
    Settlement.SIGNED: term("已签收"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One worker's three amounts, and what an amount to be determined is held against."""

    worker: str
    claimed: Decimal
    determined: Decimal | None
    paid: Decimal = NOTHING
    is_signed: bool = False
    by_months: Decimal | None = None  # what the months give, where the line was entered by months
    is_answered: bool = True  # no counter-claim of the employer waits for its answer

    @property
    def outstanding(self) -> Decimal:
        return (self.determined or NOTHING) - self.paid


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums of a ledger; `workers` counts every line, `undetermined` those still open."""

    workers: int = 0
    undetermined: int = 0
    claimed: Decimal = NOTHING
    determined: Decimal = NOTHING
    paid: Decimal = NOTHING

    @property
    def outstanding(self) -> Decimal:
        return self.determined - self.paid


def totals(lines: Iterable[Line]) -> Totals:
    """Add up a ledger line by line."""
    rows = list(lines)
    return Totals(
        workers=len(rows),
        undetermined=sum(row.determined is None for row in rows),
        claimed=sum((row.claimed for row in rows), NOTHING),
        determined=sum((row.determined or NOTHING for row in rows), NOTHING),
        paid=sum((row.paid for row in rows), NOTHING),
    )


def settlement(line: Line) -> Settlement:
    """Where one line stands, in the words of the ledger's last column."""
    if line.determined is None:
        return Settlement.UNDETERMINED
    if line.determined == NOTHING:
        return Settlement.UNFOUNDED
    if line.paid == NOTHING:
        return Settlement.UNPAID
    if line.paid < line.determined:
        return Settlement.PARTIAL
    return Settlement.SIGNED if line.is_signed else Settlement.PAID


def refuse_determination(line: Line, amount: Decimal, note: str) -> Sentence | None:
    """Why this amount may not be entered as determined, or None.

    It may be more or less than the claim, never less than what has already been paid; whoever
    departs from the claim says why, because the order's annex and an appeal will quote it.
    """
    if amount.is_finite() and amount > LARGEST:
        return say("%(worker)s：金额超过一亿元，请核对。", worker=line.worker)
    if not _is_amount(amount) or amount < NOTHING:
        return say("%(worker)s：核定金额须为不小于零、精确到分的数额。", worker=line.worker)
    if amount < line.paid:
        return say(
            "%(worker)s：核定金额不得少于已经支付的%(paid)s元。",
            worker=line.worker,
            paid=yuan(line.paid),
        )
    if not line.is_answered:
        return say("%(worker)s：单位的抗辩尚未答复，不能核定。", worker=line.worker)
    if line.by_months is not None and amount != line.by_months:
        return say(
            "%(worker)s：已按月核算为%(owed)s元，要改核定金额请修改各月。",
            worker=line.worker,
            owed=yuan(line.by_months),
        )
    if amount != line.claimed and not note.strip():
        return say("%(worker)s：核定金额与诉求不一致，须写明核定依据。", worker=line.worker)
    return None


def refuse_payment(line: Line, amount: Decimal) -> Sentence | None:
    """Why this payment may not be recorded on this line, or None: never more than is owed."""
    if line.determined is None:
        return say("%(worker)s：尚未核定，不能登记付款。", worker=line.worker)
    if not _is_amount(amount) or amount <= NOTHING:
        return say("%(worker)s：付款金额须大于零并精确到分。", worker=line.worker)
    if amount > line.outstanding:
        return say(
            "%(worker)s：本次付款%(amount)s元超过尚欠的%(owed)s元，请核对。",
            worker=line.worker,
            amount=yuan(amount),
            owed=yuan(line.outstanding),
        )
    return None


def _is_amount(amount: Decimal) -> bool:
    return amount.is_finite() and abs(amount) <= LARGEST and amount == amount.quantize(FEN)
