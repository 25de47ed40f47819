"""裁量: every violation of a proposal measured against the range and the tier that law allows.

处罚法 第三十四条 and `statutes.penalties`: an amount outside either needs a reason, which whoever
approves sees first. Where an act ended under an older law, that law governs unless the present
one is milder (处罚法 第三十七条).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from cases.policy.decision import KINDS, Kind
from statutes.dates import Spell, read_date
from statutes.money import ZERO, yuan
from statutes.penalties import Range, governing, outside, penalty_range
from statutes.penalty_types import Effect
from statutes.refusal import Refused
from statutes.tiers import Tier, outside_tier, tier_of
from statutes.violations import VIOLATIONS
from statutes.wording import Sentence, say

# Which ending orders which money.
BELONGS = {Effect.FINE: Kind.PENALTY, Effect.COMPENSATION: Kind.HANDLING}


@dataclass(frozen=True, slots=True)
class Ground:
    """One violation as the officers found it, and what they propose for it."""

    violation: str
    workers: int | None = None
    amount: Decimal | None = None
    spells: tuple[Spell, ...] = ()
    proposed: Decimal = ZERO
    tier: str = ""  # the tier that the findings put it in; none: not said
    reason: str = ""  # why outside the range or the tier
    is_unlicensed: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """A ground with what the law allows for it, and why the amount departs from that."""

    ground: Ground
    allowed: Range
    tier: Tier | None
    departs: tuple[Sentence, ...] = ()

    @property
    def label(self) -> str:
        return VIOLATIONS[self.ground.violation].label


def measure(ground: Ground, *, on: date, tiers: Sequence[Tier]) -> Measured:
    """Reckon the range of one violation; raises Refused naming the fact that is missing."""
    allowed = _allowed(ground, on)
    amount = ground.proposed
    said = next((tier for tier in tiers if tier.code == ground.tier), None)
    reasons = [outside(allowed, amount)]
    if said is not None and reasons[0] is None and not allowed.is_point and amount:
        reasons.append(outside_tier(allowed, amount, said))
    departs = tuple(reason for reason in reasons if reason is not None)
    return Measured(ground, allowed, said or tier_of(allowed, amount, tiers), departs)


def refuse(kind: Kind, measured: Sequence[Measured]) -> tuple[Sentence, ...]:
    """Everything that keeps these grounds from carrying a proposal of this kind."""
    refusals = list(_repeated(measured))
    if KINDS[kind].is_performed and not measured:
        refusals.append(say("须写明至少一项违法行为。"))
    for one in measured:
        refusals.extend(_misplaced(kind, one))
        if needs_reason(kind, one) and not one.ground.reason.strip():
            refusals.extend(
                say("“%(label)s”：%(why)s", label=one.label, why=w) for w in one.departs
            )
    return tuple(refusals)


def needs_reason(kind: Kind, one: Measured) -> bool:
    """An ending that is no penalty and no handling decision is its own reason for nought.

    So is a penalty for compensation, which only a handling decision orders.
    """
    if not one.departs or one.ground.proposed > ZERO:
        return bool(one.departs)
    return BELONGS.get(one.allowed.kind) is kind


def reason_kept(kind: Kind, one: Measured) -> str:
    """The reason stored with an amount outside the bare figures of the law; never empty there."""
    if one.ground.reason.strip():
        return one.ground.reason.strip()
    if BELONGS.get(one.allowed.kind, kind) is not kind:
        return f"拟作{KINDS[kind].label}决定"
    inside = one.allowed.minimum <= one.ground.proposed <= one.allowed.maximum
    return "" if inside else "法律规定可以不处罚款"


def sum_of(measured: Iterable[Measured], effect: Effect) -> Decimal:
    """What is proposed in all as a fine, or as compensation to the workers."""
    amounts = (one.ground.proposed for one in measured if one.allowed.kind is effect)
    return sum(amounts, ZERO)


def read_spells(text: str) -> tuple[Spell, ...]:
    """Read stretches as people write them: 2024-03-14:2024-06-19, several with a blank between."""
    spells = []
    for part in text.replace("，", " ").replace(",", " ").replace("；", " ").split():
        start, colon, end = part.replace("：", ":").partition(":")
        if not colon:
            raise Refused(say("期间“%(text)s”应写成 2024-03-14:2024-06-19", text=part))
        spells.append(Spell(read_date(start), read_date(end)))
    return tuple(spells)


def written_spells(spells: Iterable[Sequence[str]]) -> str:
    """Write stored spells back as they are typed."""
    return " ".join(f"{start}:{end}" for start, end in spells)


def kept(sentence: Sentence) -> dict[str, Any]:
    """A sentence as a record keeps it, to be said again in any language."""
    params = {
        name: kept(value) if isinstance(value, Sentence) else _plain(value)
        for name, value in sentence.params.items()
    }
    return {"msgid": sentence.msgid, "params": params}


def revived(row: Mapping[str, Any]) -> Sentence:
    """The sentence that a record kept."""
    params = {
        name: revived(value) if isinstance(value, Mapping) else value
        for name, value in row["params"].items()
    }
    return Sentence(row["msgid"], params)


# -- inner --


def _plain(value: object) -> str | int:
    return value if isinstance(value, int) else str(value)


def _allowed(ground: Ground, on: date) -> Range:
    today = _range(ground, on)
    if not ground.spells:
        return today
    ended = min(max(spell.end for spell in ground.spells), on)
    return governing(_range(ground, ended), today).chosen if ended < on else today


def _range(ground: Ground, on: date) -> Range:
    return penalty_range(
        ground.violation,
        on=on,
        workers=ground.workers,
        amount=ground.amount,
        spells=ground.spells,
        unlicensed=ground.is_unlicensed,
    )


def _repeated(measured: Iterable[Measured]) -> Iterable[Sentence]:
    seen: set[str] = set()
    for one in measured:
        if one.ground.violation in seen:
            yield say("违法行为“%(label)s”重复填写。", label=one.label)
        seen.add(one.ground.violation)


def _misplaced(kind: Kind, one: Measured) -> Iterable[Sentence]:
    """A fine belongs to a penalty, compensation to a handling decision, and neither elsewhere."""
    if not one.ground.proposed:
        return
    if BELONGS.get(one.allowed.kind) is not kind:
        yield say(
            "“%(label)s”的%(amount)s元不能以%(kind)s决定作出。",
            label=one.label,
            amount=yuan(one.ground.proposed),
            kind=say(KINDS[kind].label),
        )
