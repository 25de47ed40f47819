"""Why a candidate is not listed after all (45号令 第六条、第七条); each is decided with reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from blacklist.policy import city_2014
from statutes.citations import Citation, cite
from statutes.wording import Sentence, say, term


class Ground(StrEnum):
    PAID_AND_PROMISED = "paid_and_promised"
    OBJECTION_UPHELD = "objection_upheld"
    NOT_ESTABLISHED = "not_established"


GROUND_LABELS: Mapping[Ground, str] = {
    Ground.PAID_AND_PROMISED: term("决定前履行支付义务并作出书面信用承诺"),
    Ground.OBJECTION_UPHELD: term("异议成立"),
    Ground.NOT_ESTABLISHED: term("列入情形不成立"),
}
CITATIONS: Mapping[Ground, Citation] = {
    Ground.PAID_AND_PROMISED: cite("45号令", "第七条"),
    Ground.OBJECTION_UPHELD: cite("45号令", "第六条"),
    Ground.NOT_ESTABLISHED: cite("45号令", "第五条"),
}


@dataclass(frozen=True, slots=True)
class Cure:
    """What is known on the day of the decision."""

    ruleset: str
    paid_on: date | None
    promised_on: date | None
    decided_on: date
    has_upheld_objection: bool


def refuse_ground(ground: Ground, given: Cure) -> Sentence | None:
    """Why this ground is not open; paying the day before the decision cures, the day after not."""
    if ground is Ground.OBJECTION_UPHELD and not given.has_upheld_objection:
        return say("没有核实成立的异议。")
    if ground is not Ground.PAID_AND_PROMISED:
        return None
    if given.ruleset == city_2014.ID:
        return say("本市规则没有付清后不予列入的规定。")
    if given.paid_on is None or given.paid_on > given.decided_on:
        return say("决定前没有付清。")
    if given.promised_on is None or given.promised_on > given.decided_on:
        return say("决定前没有作出书面信用承诺。")
    return None


def refuse_listing(given: Cure) -> Sentence | None:
    """An objection that was found right bars the listing."""
    if given.has_upheld_objection:
        return say("异议已核实成立，应当不予列入。")
    return None
