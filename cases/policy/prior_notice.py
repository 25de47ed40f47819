"""事先告知: no penalty or handling decision before the party was told and could speak.

处罚法 第四十四条、第四十五条、第六十二条; 条例 第十九条. How long the party has to state its case
is not in national law; the notice names the period and its last day is kept with it.
"""

from dataclasses import dataclass
from datetime import date

from cases.policy.decision import Terms, departs
from statutes.wording import Sentence, say


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """The notice that stands: what it told, when it was served, and what came of it."""

    terms: Terms
    served_on: date | None = None
    defence_until: date | None = None
    hearing_until: date | None = None  # None: no right to a hearing was told
    is_waived: bool = False  # in writing, by the party
    unanswered: int = 0  # statements of defence without a written review


def not_served(notice: NoticeFacts | None) -> Sentence | None:
    """Whether the party has been told at all."""
    if notice is None:
        return say("尚未告知当事人拟作出的处理内容及事实、理由、依据。")
    return say("事先告知书尚未送达。") if notice.served_on is None else None


def not_heard(notice: NoticeFacts | None, on: date) -> Sentence | None:
    """Why the party has not been heard yet: still within its periods, or left without an answer."""
    if (reason := not_served(notice)) is not None or notice is None:
        return reason
    last = last_day(notice)
    if last is not None and on <= last and not notice.is_waived:
        return say(
            "陈述申辩（听证申请）期限至%(last)s届满，此前不得作出决定。", last=last.isoformat()
        )
    if notice.unanswered:
        return say("还有%(count)s份陈述申辩没有复核意见。", count=notice.unanswered)
    return None


def refuse_heavier(
    told: Terms, proposed: Terms, *, was_defended: bool, has_new_reason: bool
) -> Sentence | None:
    """Why a heavier proposal may not be told: a defence is no reason (处罚法 第四十五条)."""
    if not was_defended or has_new_reason or departs(told, proposed) is None:
        return None
    return say("不得因当事人陈述、申辩而给予更重的处理；加重须有告知以后新取得的证据。")


def last_day(notice: NoticeFacts) -> date | None:
    """The last day on which the party may still state its case or ask for a hearing."""
    days = [day for day in (notice.defence_until, notice.hearing_until) if day is not None]
    return max(days, default=None)


def too_late_to_speak(notice: NoticeFacts | None, on: date) -> Sentence | None:
    """A late statement is still recorded and read: only the absence of a notice bars it."""
    return not_served(notice)
