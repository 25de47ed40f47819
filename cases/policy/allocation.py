"""Sharing one lump payment among the workers of a ledger, to the last fen.

Where money is not enough for all, every worker receives the same share of what is owed to them
(债权平等). Fractions of a fen go to the largest remainders; the order of the lines breaks ties,
so the same input always gives the same shares.
"""

from collections.abc import Hashable, Mapping
from decimal import ROUND_DOWN, Decimal
from typing import TypeVar

from cases.policy.ledger import FEN, NOTHING
from statutes.money import yuan
from statutes.refusal import Refused
from statutes.wording import say

Key = TypeVar("Key", bound=Hashable)


def allocate(amount: Decimal, owed: Mapping[Key, Decimal]) -> dict[Key, Decimal]:
    """Split `amount` in proportion to `owed`; nobody receives more than is owed to them."""
    total = sum(owed.values(), NOTHING)
    if not NOTHING < amount <= total or amount != amount.quantize(FEN):
        raise Refused(
            say(
                "分配金额须大于零、精确到分，且不超过尚欠总额%(owed)s元。",
                owed=yuan(total),
            )
        )
    exact = {key: amount * part / total for key, part in owed.items()}
    shares = {key: value.quantize(FEN, rounding=ROUND_DOWN) for key, value in exact.items()}
    spare = int((amount - sum(shares.values(), NOTHING)) / FEN)
    by_remainder = sorted(owed, key=lambda key: shares[key] - exact[key])
    for key in by_remainder[:spare]:
        shares[key] += FEN
    return {key: share for key, share in shares.items() if share > NOTHING}
