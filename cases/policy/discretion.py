"""裁量: every violation of a proposal measured against the range and the tier that law allows.

处罚法 第三十四条 and `statutes.penalties`: an amount outside either needs a reason, which whoever
approves sees first. Where an act ended under an older law, that law governs unless the present
one is milder (处罚法 第三十七条).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any

from cases.policy.decision import KINDS, Kind
from statutes.dates import Spell, read_date
from statutes.findings import Outcome
from statutes.money import ZERO, yuan
from statutes.penalties import Range, are_one_act, governing, heavier, outside, penalty_range
from statutes.penalty_types import Effect
from statutes.pursuit import time_barred
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
class Around:
    """What else the files say, as far as a consequence hangs on it."""

    order_was_disobeyed: bool = True
    found_on: date | None = None  # the day on which the authority first heard of it
    fined_before: Mapping[str, str] = field(default_factory=dict)  # by violation: the case


@dataclass(frozen=True, slots=True)
class Measured:
    """A ground with what the law allows for it, and why the amount departs from that."""

    ground: Ground
    allowed: Range
    tier: Tier | None
    departs: tuple[Sentence, ...] = ()  # each needs a reason
    is_time_barred: bool = False

    @property
    def label(self) -> str:
        return VIOLATIONS[self.ground.violation].label


def measure(
    ground: Ground, *, on: date, tiers: Sequence[Tier], around: Around | None = None
) -> Measured:
    """Reckon the range of one violation; raises Refused naming the fact that is missing."""
    allowed = _allowed(ground, on)
    amount = ground.proposed
    said = next((tier for tier in tiers if tier.code == ground.tier), None)
    reasons = [outside(allowed, amount)]
    if said is not None and reasons[0] is None and not allowed.is_point and amount:
        reasons.append(outside_tier(allowed, amount, said))
    known = around or Around()
    pursued = _pursuit(ground, known)
    reasons += _hindrances(ground, allowed, known)
    if pursued is Outcome.NEEDS:
        reasons.append(say("违法行为终了至发现已超过二年，须写明五年追究时效的依据"))
    departs = tuple(reason for reason in reasons if reason is not None)
    tier = said or tier_of(allowed, amount, tiers)
    return Measured(ground, allowed, tier, departs, is_time_barred=pursued is Outcome.YES)


def refuse(kind: Kind, measured: Sequence[Measured]) -> tuple[Sentence, ...]:
    """Everything that keeps these grounds from carrying a proposal of this kind."""
    refusals = [*_repeated(measured), *_fined_twice(measured)]
    if KINDS[kind].is_performed and not measured:
        refusals.append(say("须写明至少一项违法行为。"))
    for one in measured:
        refusals.extend(_misplaced(kind, one))
        if one.is_time_barred:
            refusals.append(say("“%(label)s”已过追究时效，不再查处。", label=one.label))
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


def _fined_twice(measured: Iterable[Measured]) -> Iterable[Sentence]:
    """处罚法 第二十九条: of two fines for one act only the heavier may be given."""
    fined = [m for m in measured if m.ground.proposed and m.allowed.kind is Effect.FINE]
    for one, other in combinations(fined, 2):
        same_days = _meet(one.ground.spells, other.ground.spells)
        if same_days and are_one_act(one.allowed, other.allowed):
            yield heavier(one.allowed, other.allowed).because


def _meet(first: Sequence[Spell], second: Sequence[Spell]) -> bool:
    """Whether the stretches share a day; what is not dated may share any."""
    if not first or not second:
        return True
    return any(a.start <= b.end and b.start <= a.end for a in first for b in second)


def _hindrances(ground: Ground, allowed: Range, around: Around) -> Iterable[Sentence]:
    """What speaks against a fine as such, and must be answered in writing."""
    if not ground.proposed or allowed.kind is not Effect.FINE:
        return
    if allowed.after_order and not around.order_was_disobeyed:
        yield say(
            "该行为须经责令改正而逾期未改正才可以罚款，本案没有逾期未改正的指令书；"
            "依据其他案卷的指令书、处理决定的，须写明文号"
        )
    if before := around.fined_before.get(ground.violation):
        yield say(
            "当事人曾在%(case)s因同类行为被罚款，同一违法行为不得再次罚款，须写明不是同一行为",
            case=before,
        )


def _pursuit(ground: Ground, around: Around) -> Outcome:
    """Whether the act may no longer be pursued (条例 第二十条); undated, nobody can tell."""
    if not ground.spells or around.found_on is None:
        return Outcome.NO
    ended = max(spell.end for spell in ground.spells)
    return time_barred(ended_on=ended, found_on=around.found_on).outcome


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
