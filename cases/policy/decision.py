"""What a case may end in, and what each ending takes (条例 第十八条, 处罚法 第五十七条)."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from statutes.citations import Citation, cite
from statutes.money import yuan
from statutes.wording import Sentence, say, term


class Kind(StrEnum):
    """The five endings that are decisions."""

    PENALTY = "penalty"
    HANDLING = "handling"
    NO_PENALTY = "no_penalty"
    REVOCATION = "revocation"
    TRANSFER = "transfer"


@dataclass(frozen=True, slots=True)
class KindRule:
    """One ending: its name, its article, what must come before it and what follows."""

    label: str
    citation: Citation
    needs_notice: bool = False
    is_performed: bool = False  # something is to be paid or done by the party


KINDS: dict[Kind, KindRule] = {
    Kind.PENALTY: KindRule(
        term("行政处罚"), cite("处罚法", "第五十七条"), needs_notice=True, is_performed=True
    ),
    Kind.HANDLING: KindRule(
        term("行政处理"), cite("条例", "第十八条"), needs_notice=True, is_performed=True
    ),
    Kind.NO_PENALTY: KindRule(term("不予行政处罚"), cite("处罚法", "第三十三条")),
    Kind.REVOCATION: KindRule(term("撤销立案"), cite("条例", "第十八条")),
    Kind.TRANSFER: KindRule(term("移送有关部门"), cite("条例", "第十八条")),
}


@dataclass(frozen=True, slots=True)
class Terms:
    """What a party is told or ordered, as far as one may be heavier than another.

    `fine` and `compensation` are yuan; `grounds` are the codes of the violations it rests on.
    """

    kind: Kind
    fine: Decimal = Decimal("0.00")
    compensation: Decimal = Decimal("0.00")
    grounds: frozenset[str] = frozenset()


def departs(told: Terms, decided: Terms) -> Sentence | None:
    """Why what is to be decided must first be told anew, or None (处罚法 第四十四条、第四十五条).

    Lighter is always allowed: the defence was heard for that. Heavier, or on another ground, the
    party has not been heard on.
    """
    if decided.kind is not told.kind and KINDS[decided.kind].needs_notice:
        return say(
            "告知的是%(told)s，不得改作%(decided)s，须重新告知。",
            told=KINDS[told.kind].label,
            decided=KINDS[decided.kind].label,
        )
    if decided.fine > told.fine:
        return say(
            "罚款%(decided)s元重于告知的%(told)s元，须重新告知。",
            decided=yuan(decided.fine),
            told=yuan(told.fine),
        )
    if decided.compensation > told.compensation:
        return say(
            "加付赔偿金%(decided)s元高于告知的%(told)s元，须重新告知。",
            decided=yuan(decided.compensation),
            told=yuan(told.compensation),
        )
    if decided.grounds - told.grounds:
        return say("处理依据的违法事实没有全部告知，须重新告知。")
    return None


def may_stand_without_order(kind: Kind, *, order_was_disobeyed: bool) -> bool:
    """Whether the ending waits for an order: only what was to be corrected and was not is handled.

    条例 第十八条第二项: 对应当改正未改正的，依法责令改正或者作出相应的行政处理决定.
    """
    return kind is not Kind.HANDLING or order_was_disobeyed
