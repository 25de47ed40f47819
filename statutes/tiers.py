"""Discretion (裁量): the range of the law divided into tiers by how grave the case is.

No national text divides the ranges; 处罚法 第三十四条 leaves it to each authority, which must
publish what it sets. The default is four equal parts, and the tiers are always an argument, so
that a dated value of the rulebook replaces them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from statutes.citations import cite
from statutes.money import FEN
from statutes.penalties import Range
from statutes.penalty_types import Bounds
from statutes.refusal import Refused
from statutes.wording import Sentence, say, term

DISCRETION = cite("处罚法", "第三十四条")
DEFAULT_SHARES = (25, 50, 75)  # where each tier but the last ends, in per cent of the range
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Tier:
    """One part of a range: from and up to which share of it, and for which cases."""

    code: str
    label: str
    when: str
    low: Decimal
    high: Decimal

    def within(self, bounds: Bounds) -> Bounds:
        """Return this part of the bounds, exact."""
        width = bounds.high - bounds.low
        return Bounds(bounds.low + width * self.low, bounds.low + width * self.high)


@dataclass(frozen=True, slots=True)
class Placed:
    """The part of a range that a tier leaves."""

    tier: Tier
    minimum: Decimal
    maximum: Decimal


_TIERS = (
    ("minor", term("轻微"), term("危害后果轻微，主动改正或者在责令期限内改正")),
    ("ordinary", term("一般"), term("没有从轻、从重情节")),
    ("serious", term("较重"), term("涉及人数较多、数额较大或者持续时间较长，或者造成一定影响")),
    ("grave", term("严重"), term("有从重情节，或者造成严重后果、恶劣影响")),
)


def tiers_at(shares: Sequence[int]) -> tuple[Tier, ...]:
    """Return the four tiers; all but the last end at these shares (per cent) of the range."""
    ends = (0, *shares, 100)
    if len(ends) != len(_TIERS) + 1 or any(a >= b for a, b in zip(ends, ends[1:], strict=False)):
        raise Refused(_not_shares())
    return tuple(
        Tier(code, label, when, Decimal(low) / HUNDRED, Decimal(high) / HUNDRED)
        for (code, label, when), low, high in zip(_TIERS, ends, ends[1:], strict=False)
    )


DEFAULT_TIERS = tiers_at(DEFAULT_SHARES)


def read_shares(text: str) -> tuple[int, ...]:
    """Read the shares as the rulebook keeps them: 25/50/75."""
    parts = [part.strip() for part in text.split("/")]
    if not all(part.isdecimal() for part in parts):
        raise Refused(_not_shares())
    return tuple(int(part) for part in parts)


def written_shares(shares: Sequence[int]) -> str:
    """Write shares as the rulebook keeps them, after checking that they make tiers."""
    tiers_at(shares)
    return "/".join(map(str, shares))


def place_in_range(allowed: Range, tier: Tier) -> Placed:
    """Return the part of the range that the tier leaves; neighbours share their bound."""
    part = tier.within(Bounds(allowed.minimum, allowed.maximum))
    return Placed(
        tier,
        part.low.quantize(FEN, rounding=ROUND_HALF_UP),
        part.high.quantize(FEN, rounding=ROUND_HALF_UP),
    )


def tier_of(allowed: Range, amount: Decimal, tiers: Sequence[Tier]) -> Tier | None:
    """Return the tier an amount falls in; none outside the range or where the law leaves no room.

    A bound that two tiers share belongs to the lower one.
    """
    if allowed.is_point or not allowed.minimum <= amount <= allowed.maximum:
        return None
    return next(tier for tier in tiers if amount <= place_in_range(allowed, tier).maximum)


def outside_tier(allowed: Range, amount: Decimal, tier: Tier) -> Sentence | None:
    """Say why an amount lies outside the tier that the findings put the case in."""
    placed = place_in_range(allowed, tier)
    if placed.minimum <= amount <= placed.maximum:
        return None
    return say(
        "金额%(amount)s元不在“%(label)s”档（%(minimum)s元至%(maximum)s元），应当说明理由",
        amount=f"{amount:.2f}",
        label=tier.label,
        minimum=f"{placed.minimum:.2f}",
        maximum=f"{placed.maximum:.2f}",
    )


def _not_shares() -> Sentence:
    return say("裁量档次应为三个递增的百分数，如 25/50/75，各在0与100之间（不含）")
