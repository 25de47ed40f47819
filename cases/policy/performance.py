"""履行: what a decision orders to be paid, what has been paid, and what is still owed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from cases.policy.surcharge import NOTHING, Surcharge
from statutes.money import yuan
from statutes.wording import Sentence, say, term


class Item(StrEnum):
    """What a payment on a decision is for; wages are paid on the ledger."""

    FINE = "fine"
    SURCHARGE = "surcharge"
    COMPENSATION = "compensation"


ITEM_LABELS: dict[Item, str] = {
    Item.FINE: term("罚款"),
    Item.SURCHARGE: term("加处罚款"),
    Item.COMPENSATION: term("加付赔偿金"),
}


@dataclass(frozen=True, slots=True)
class Account:
    """One decision on one day. `fine` is the fine that stands, as a remedy may have changed it."""

    on: date
    fine: Decimal
    surcharge: Surcharge
    compensation: Decimal = NOTHING
    fine_paid: Decimal = NOTHING
    surcharge_paid: Decimal = NOTHING
    compensation_paid: Decimal = NOTHING
    wages_owed: Decimal = NOTHING
    is_annulled: bool = False

    def owed(self, item: Item) -> Decimal:
        """What is still to be paid of one item."""
        if self.is_annulled:
            return NOTHING
        due, paid = {
            Item.FINE: (self.fine, self.fine_paid),
            Item.SURCHARGE: (self.surcharge.amount, self.surcharge_paid),
            Item.COMPENSATION: (self.compensation, self.compensation_paid),
        }[item]
        return max(NOTHING, due - paid)

    @property
    def total_owed(self) -> Decimal:
        wages = NOTHING if self.is_annulled else self.wages_owed
        return sum((self.owed(item) for item in Item), wages)

    @property
    def is_settled(self) -> bool:
        return self.total_owed == NOTHING

    @property
    def to_refund(self) -> Decimal:
        """强制法 第四十一条: what was paid on a decision that was annulled or made lighter."""
        due = NOTHING if self.is_annulled else self.fine + self.surcharge.amount
        return max(NOTHING, self.fine_paid + self.surcharge_paid - due)


@dataclass(frozen=True, slots=True)
class Tender:
    """A payment as it is about to be recorded."""

    item: Item
    amount: Decimal
    paid_on: date
    receipt_number: str


def refuse_tender(
    tender: Tender, account: Account, *, decided_on: date, today: date
) -> tuple[Sentence, ...]:
    """Everything that is wrong with a payment; `account` is that of the day it was made on."""
    label = say(ITEM_LABELS[tender.item])
    owed = account.owed(tender.item)
    rows = (
        (tender.amount <= NOTHING, say("金额须大于零。")),
        (not tender.receipt_number.strip(), say("须填写票据号（缴款书、收据或者转账凭证号）。")),
        (tender.paid_on > today, say("缴款日期不得晚于今天。")),
        (
            tender.paid_on < decided_on,
            say("缴款日期不得早于决定日期%(on)s。", on=decided_on.isoformat()),
        ),
        (
            tender.amount > owed,
            say("%(item)s尚欠%(owed)s元，不得多收。", item=label, owed=yuan(owed)),
        ),
    )
    return tuple(sentence for is_wrong, sentence in rows if is_wrong)
