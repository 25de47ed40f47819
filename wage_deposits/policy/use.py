"""When the deposit pays in the debtor's stead: an order to pay ran out, so much is still owed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from statutes.citations import cite
from statutes.money import yuan
from statutes.refusal import Refused
from statutes.wording import Sentence, say

USE = cite("保证金规定", "使用程序的规定")


@dataclass(frozen=True, slots=True)
class Arrears:
    """What is owed on the project, in whose case, and by which order it was to be paid."""

    case_id: int
    case_no: str
    debtor: str
    order_number: str
    order_due_on: date | None  # None until the order has been served
    workers: int
    amount: Decimal
    # Paid out of a deposit, or on its way, and not yet booked in the case's ledger.
    pending: Decimal = Decimal("0.00")

    @property
    def left(self) -> Decimal:
        """What no deposit has been called upon to pay."""
        return max(self.amount - self.pending, Decimal("0.00"))


def check_use(
    arrears: Arrears, *, amount: Decimal, funds: Decimal, lapsed_on: date | None, today: date
) -> None:
    """Refuse a payment too early, too large, or from a guarantee that ended on `lapsed_on`."""
    wrong = [
        reason
        for reason in (
            _too_early(arrears, today),
            _too_much(amount, arrears, funds),
            _lapsed(lapsed_on, today),
        )
        if reason is not None
    ]
    if wrong:
        raise Refused(*wrong, citation=USE)


def _too_early(arrears: Arrears, today: date) -> Sentence | None:
    if arrears.order_due_on is None:
        return say("责令限期清偿的文书尚未送达，不能动用保证金。")
    if arrears.order_due_on >= today:
        return say(
            "责令限期清偿的期限至%(day)s，尚未届满，不能动用保证金。",
            day=arrears.order_due_on.isoformat(),
        )
    return None


def _too_much(amount: Decimal, arrears: Arrears, funds: Decimal) -> Sentence | None:
    if arrears.amount > 0 and not arrears.left:
        return say(
            "保证金已为该案支付%(pending)s元，请先记入案件台账。", pending=yuan(arrears.pending)
        )
    if not arrears.left:
        return say("该案已没有未付的工资，不能动用保证金。")
    if amount <= 0:
        return say("支付金额应当大于零。")
    if amount > arrears.left:
        return say("支付金额不得超过尚欠的%(owed)s元。", owed=yuan(arrears.left))
    if amount > funds:
        return say("支付金额超过保证金余额%(funds)s元。", funds=yuan(funds))
    return None


def _lapsed(lapsed_on: date | None, today: date) -> Sentence | None:
    if lapsed_on is None or lapsed_on >= today:
        return None
    return say("保函已于%(day)s到期，不能据以支付。", day=lapsed_on.isoformat())
