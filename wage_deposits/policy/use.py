"""When the deposit pays in the debtor's stead: an order to pay ran out, so much is still owed.

The deposit is the contractor's, so the order is one that told the contractor to pay: its own
workers, or in advance those of a subcontractor (工资条例 第三十条).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from statutes.citations import cite
from statutes.money import yuan
from statutes.refusal import Refused
from statutes.wording import Sentence, say

USE = cite("保证金规定", "使用程序的规定")
IN_ADVANCE = cite("工资条例", "第三十条")
NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class PaymentOrder:
    """An order that told the contractor to pay: how much, until when, and how it stands."""

    number: str
    amount: Decimal
    due_on: date | None  # None until it has been served
    is_fulfilled: bool = False
    called: Decimal = NOTHING  # what deposits were called upon to pay under it

    @property
    def left(self) -> Decimal:
        return max(self.amount - self.called, NOTHING)


@dataclass(frozen=True, slots=True)
class Arrears:
    """What is owed on the project, in whose case, and by which order the contractor was to pay.

    `in_advance`: the debtor is another than the contractor, who was told to pay in its stead.
    """

    case_id: int
    case_no: str
    debtor: str
    order: PaymentOrder | None
    workers: int
    amount: Decimal
    # Paid out of a deposit, or on its way, and not yet booked in the case's ledger.
    pending: Decimal = NOTHING
    in_advance: bool = False

    @property
    def left(self) -> Decimal:
        """What no deposit has been called upon to pay."""
        return max(self.amount - self.pending, NOTHING)

    @property
    def most(self) -> Decimal:
        """What may be called for at most: of what is owed, as much as was ordered."""
        return min(self.left, self.order.left if self.order else NOTHING)


def check_use(
    arrears: Arrears, *, amount: Decimal, funds: Decimal, lapsed_on: date | None, today: date
) -> None:
    """Refuse a payment too early, too large, or from a guarantee that ended on `lapsed_on`."""
    wrong = [
        reason
        for reason in (
            _no_order(arrears, today),
            _too_much(amount, arrears, funds),
            _lapsed(lapsed_on, today),
        )
        if reason is not None
    ]
    if wrong:
        raise Refused(*wrong, citation=IN_ADVANCE if arrears.in_advance else USE)


def _no_order(arrears: Arrears, today: date) -> Sentence | None:
    """An order to pay money, addressed to the contractor, served, run out and not obeyed."""
    order = arrears.order
    if order is None and arrears.in_advance:
        return say(
            "%(debtor)s不是存储单位；责令存储单位先行清偿的文书逾期未履行，才能动用保证金。",
            debtor=arrears.debtor,
        )
    if order is None:
        return say("该案还没有责令限期清偿的文书，不能动用保证金。")
    if order.amount <= 0:
        return say("%(number)s没有责令支付工资，不能据以动用保证金。", number=order.number)
    if order.is_fulfilled:
        return say("%(number)s已经履行，不能据以动用保证金。", number=order.number)
    return _too_early(order, today)


def _too_early(order: PaymentOrder, today: date) -> Sentence | None:
    if order.due_on is None:
        return say("责令限期清偿的文书尚未送达，不能动用保证金。")
    if order.due_on >= today:
        day = order.due_on.isoformat()
        return say("责令限期清偿的期限至%(day)s，尚未届满，不能动用保证金。", day=day)
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
    if arrears.order is not None and amount > arrears.order.left:
        left = yuan(arrears.order.left)
        return say("支付金额不得超过责令支付而尚未由保证金支付的%(left)s元。", left=left)
    if amount > funds:
        return say("支付金额超过保证金余额%(funds)s元。", funds=yuan(funds))
    return None


def _lapsed(lapsed_on: date | None, today: date) -> Sentence | None:
    if lapsed_on is None or lapsed_on >= today:
        return None
    return say("保函已于%(day)s到期，不能据以支付。", day=lapsed_on.isoformat())
