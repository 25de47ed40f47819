"""What the employer sets against a worker's wages, and what the bureau answers (条例 第十九条).

The employer bears the proof of what it paid and deducted (工资条例 第五十条); whatever it says is
answered with a reason before the line is determined.
"""

from dataclasses import dataclass
from decimal import Decimal

from cases.policy.ledger import NOTHING
from statutes.citations import cite
from statutes.money import yuan
from statutes.wording import Sentence, say

BURDEN_OF_PROOF = cite("工资条例", "第五十条")


@dataclass(frozen=True, slots=True)
class CounterClaim:
    """What the employer says was paid or may be taken off; `accepted` is None until answered."""

    amount: Decimal = NOTHING
    reason: str = ""
    accepted: Decimal | None = None
    reply: str = ""

    @property
    def is_made(self) -> bool:
        return self.amount > NOTHING

    @property
    def is_answered(self) -> bool:
        return not self.is_made or self.accepted is not None

    @property
    def taken_off(self) -> Decimal:
        return self.accepted or NOTHING


def refuse_counter_claim(worker: str, claim: CounterClaim) -> Sentence | None:
    """Why the counter-claim may not be entered like this, or None."""
    if not claim.is_made:
        if claim.reason or claim.accepted is not None or claim.reply:
            return say(
                "%(worker)s：填写了单位抗辩的内容，须同时填写主张扣减的金额。", worker=worker
            )
        return None
    if not claim.reason:
        return say("%(worker)s：须写明单位主张扣减的理由。", worker=worker)
    if claim.accepted is None:
        if claim.reply:
            return say(
                "%(worker)s：写明了答复理由，须同时填写采纳的金额（不采纳填0）。", worker=worker
            )
        return None
    if not NOTHING <= claim.accepted <= claim.amount:
        return say(
            "%(worker)s：采纳的金额须在零与单位主张的%(amount)s元之间。",
            worker=worker,
            amount=yuan(claim.amount),
        )
    if not claim.reply:
        return say("%(worker)s：采纳或者不采纳单位的抗辩，都须写明理由。", worker=worker)
    return None
