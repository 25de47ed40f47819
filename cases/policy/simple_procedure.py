"""当场处罚 (处罚法 第五十一条、第五十二条; 若干规定 第三十一条、第三十二条)."""

from dataclasses import dataclass
from decimal import Decimal

from statutes.money import yuan
from statutes.wording import Sentence, say

LARGEST = {True: Decimal("3000.00"), False: Decimal("200.00")}


@dataclass(frozen=True, slots=True)
class SpotFacts:
    """What is to be penalised on the spot; a fine of nought is a warning."""

    fine: Decimal
    is_unit: bool
    facts_are_certain: bool
    rights_were_told: bool
    defence: str  # what the party said, or that it said nothing


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
    return tuple(refusals)
