"""What must be put back after a use: the deposit is whole again, to the fen (保证金规定)."""

from decimal import Decimal

from statutes.citations import cite
from statutes.money import yuan
from statutes.refusal import Refused
from statutes.wording import say

REFILL = cite("保证金规定", "补足的规定")


def shortage(due: Decimal, held: Decimal) -> Decimal:
    """How much is missing from the figure; nothing where more is held."""
    return max(due - held, Decimal("0.00"))


def check_enough(given: Decimal, *, missing: Decimal) -> None:
    """Refuse what does not fill the gap."""
    if given < missing:
        raise Refused(
            say(
                "补足金额%(given)s元低于短缺的%(missing)s元。",
                given=yuan(given),
                missing=yuan(missing),
            ),
            citation=REFILL,
        )
