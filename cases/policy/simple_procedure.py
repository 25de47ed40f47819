"""当场处罚 (处罚法 第五十一条至第五十三条; 若干规定 第三十一条、第三十二条).

A small fine or a warning on facts that nobody doubts. What is owed to workers is never settled
that way: it must be reckoned and ordered first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from statutes.citations import Citation, cite
from statutes.money import yuan
from statutes.penalties import Range, outside
from statutes.penalty_types import Also, Effect
from statutes.wording import Sentence, say, term

LARGEST = {True: Decimal("3000.00"), False: Decimal("200.00")}
# 处罚法 第六十八条第一项.
COLLECTED_AT_ONCE = Decimal("100.00")
OWED_TO_WORKERS = say("案件涉及应付给劳动者的款项，须按普通程序办理。")


@dataclass(frozen=True, slots=True)
class SpotFacts:
    """What is to be penalised on the spot; a fine of nought is a warning."""

    fine: Decimal
    is_unit: bool
    facts_are_certain: bool
    rights_were_told: bool
    defence: str  # what the party said, or that it said nothing
    receiver: str = "当事人"  # who signed for the decision
    refusal: str = ""  # noted on the decision where nobody would sign


def refuse(spot: SpotFacts) -> tuple[Sentence, ...]:
    """Why the simple procedure does not fit; empty when it does."""
    most = LARGEST[spot.is_unit]
    refusals = []
    if spot.fine > most:
        refusals.append(say("当场罚款不得超过%(most)s元，须按普通程序办理。", most=yuan(most)))
    if not spot.facts_are_certain:
        refusals.append(say("违法事实须确凿并有法定依据，才能当场处罚。"))
    if not spot.rights_were_told:
        refusals.append(say("须当场告知处罚内容、事实、理由、依据和陈述申辩的权利。"))
    if not spot.defence.strip():
        refusals.append(say("须记录当事人的陈述申辩，没有陈述的也要注明。"))
    if not (spot.receiver.strip() or spot.refusal.strip()):
        refusals.append(say("决定书须当场交付：填写签收人，拒绝签收的注明事由。"))
    return tuple(refusals)


def refuse_amount(
    allowed: Range, fine: Decimal, *, order_was_disobeyed: bool, reason: str
) -> tuple[Sentence, ...]:
    """Why this violation may not be answered with this fine, or with a warning, at once."""
    refusals = []
    if allowed.kind is Effect.COMPENSATION:
        refusals.append(OWED_TO_WORKERS)
    elif not fine and Also.WARNING not in allowed.also:
        refusals.append(say("法律没有对该行为规定警告，不能当场警告。"))
    elif fine and (beyond := outside(allowed, fine)) and not _is_excused(allowed, fine, reason):
        refusals.append(beyond)
    if fine and allowed.after_order and not order_was_disobeyed:
        refusals.append(say("该行为须经责令改正而逾期未改正，才可以罚款。"))
    return tuple(refusals)


def _is_excused(allowed: Range, fine: Decimal, reason: str) -> bool:
    """Below the least a reason will do (处罚法 第三十二条); above the most nothing does."""
    return bool(reason.strip()) and fine < allowed.minimum


class Collection(StrEnum):
    """On what ground the officers take the money themselves."""

    SMALL = "small"
    HARD_LATER = "hard_later"
    REMOTE = "remote"


@dataclass(frozen=True, slots=True)
class CollectionRule:
    """A ground for collecting a fine on the spot, and its article."""

    label: str
    citation: Citation


COLLECTIONS: Mapping[Collection, CollectionRule] = {
    Collection.SMALL: CollectionRule(term("一百元以下罚款"), cite("处罚法", "第六十八条")),
    Collection.HARD_LATER: CollectionRule(
        term("不当场收缴事后难以执行"), cite("处罚法", "第六十八条")
    ),
    Collection.REMOTE: CollectionRule(
        term("边远、水上、交通不便地区，当事人提出当场缴纳"), cite("处罚法", "第六十九条")
    ),
}


def refuse_collection(ground: Collection, fine: Decimal, receipt: str) -> tuple[Sentence, ...]:
    """Why the officers may not take the fine themselves; elsewhere it is paid to the bank."""
    refusals = []
    if not fine:
        refusals.append(say("警告没有罚款可以收缴。"))
    if ground is Collection.SMALL and fine > COLLECTED_AT_ONCE:
        most = yuan(COLLECTED_AT_ONCE)
        refusals.append(say("超过%(most)s元的罚款不能以此为由当场收缴。", most=most))
    if not receipt.strip():
        refusals.append(say("当场收缴罚款必须出具财政部门统一制发的专用票据，请填写票据号。"))
    return tuple(refusals)
