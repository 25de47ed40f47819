"""A record as a run froze it and a finding quotes it: read back, and said in words."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from credit_rating.policy.conduct import (
    KIND_LABELS,
    Award,
    Decision,
    Item,
    Kind,
    Matter,
    Review,
)
from statutes.money import yuan
from statutes.violations import VIOLATIONS
from statutes.wording import Sentence, say, term

DECISION_LABELS: dict[Decision, str] = {
    Decision.HANDLING: term("行政处理决定"),
    Decision.PENALTY: term("行政处罚决定"),
}
REVIEW_LABELS: dict[Review, str] = {
    Review.NOT_TAKEN: term("逾期未申报"),
    Review.NOT_PASSED: term("不合格"),
}
RECORD_LABELS: dict[str, str] = {
    "incident": term("引发群体性、极端事件"),
    "impact": term("造成严重不良社会影响"),
    "conviction": term("因劳动保障违法行为被追究刑事责任"),
    "award_part": term("仲裁、诉讼部分支持劳动者"),
    "award_whole": term("仲裁、诉讼全部支持劳动者"),
}


def item_of(facts: Mapping[str, Any]) -> Item:
    """The record as the rules judge it, with its own figures; what is left out is unknown."""
    kind = Kind(facts["kind"])
    amount, fine = facts.get("amount"), facts.get("fine")
    decision = facts.get("decision")
    return Item(
        kind,
        frozenset(map(Matter, facts.get("matters", ""))),
        workers=facts.get("workers"),
        amount=None if amount is None else Decimal(amount),
        fine=None if fine is None else Decimal(fine),
        decision=None if decision is None else Decision(decision),
        is_ordered=facts.get("is_ordered"),
        disobeyed=facts.get("disobeyed"),
        obstructed=facts.get("obstructed"),
        petition=facts.get("petition"),
        impact=facts.get("impact"),
        convicted=facts.get("convicted"),
        review=Review(facts["review"]) if "review" in facts else None,
        years_skipped=facts.get("years_skipped", 0),
        award=Award(facts["award"]) if "award" in facts else None,
    )


def source_of(facts: Mapping[str, Any]) -> Sentence:
    """Which record it is."""
    return say("%(kind)s %(label)s", kind=say(KIND_LABELS[Kind(facts["kind"])]),
               label=facts.get("label", ""))  # fmt: skip


def said_of(facts: Mapping[str, Any]) -> tuple[Sentence, ...]:
    """What is known of the record, as far as a rule may have asked it."""
    return tuple(
        sentence
        for sentence in (_about(facts), *_figures(facts), *_measures(facts), *_answers(facts))
        if sentence
    )


def _about(facts: Mapping[str, Any]) -> Sentence | None:
    about = facts.get("about", "")
    if facts["kind"] == Kind.RECORD.value:
        return say(RECORD_LABELS[about])
    if "review" in facts:
        return say(REVIEW_LABELS[Review(facts["review"])])
    if not about:
        return None
    known = VIOLATIONS.get(about)
    return say(known.label) if known else say("%(words)s", words=about)


def _figures(facts: Mapping[str, Any]) -> tuple[Sentence | None, ...]:
    workers, amount = facts.get("workers"), facts.get("amount")
    return (
        say("涉及%(count)s人", count=workers) if workers else None,
        say("金额%(amount)s元", amount=yuan(Decimal(amount))) if amount else None,
    )


def _measures(facts: Mapping[str, Any]) -> tuple[Sentence | None, ...]:
    decision, fine = facts.get("decision"), Decimal(facts.get("fine") or 0)
    decided = DECISION_LABELS.get(Decision(decision)) if decision else None
    return (
        say("已责令改正") if facts.get("is_ordered") else None,
        say(decided) if decided else None,
        say("罚款%(amount)s元", amount=yuan(fine)) if fine else None,
    )


def _answers(facts: Mapping[str, Any]) -> tuple[Sentence | None, ...]:
    if facts["kind"] == Kind.RECORD.value:
        return ()
    return (
        say("拒不履行") if facts.get("disobeyed") else None,
        say("抗拒、阻挠监察") if facts.get("obstructed") else None,
        say("引发群体性、极端事件") if facts.get("petition") else None,
        say("造成严重不良社会影响") if facts.get("impact") else None,
    )
