"""过错责任追究: what opens an entry, and what it may conclude.

Drafts returned by a head open none: heads must dare to return them.
"""

from enum import StrEnum

from statutes.limit_types import Bearer, Limit
from statutes.wording import Sentence, say, term


class Trigger(StrEnum):
    CLOCK_BREACHED = "clock_breached"
    DECISION_OVERTURNED = "decision_overturned"
    OFFICER_COMPLAINT = "officer_complaint"


TRIGGER_LABELS: dict[Trigger, str] = {
    Trigger.CLOCK_BREACHED: term("法定期限超期"),
    Trigger.DECISION_OVERTURNED: term("决定被撤销、变更或者确认违法"),
    Trigger.OFFICER_COMPLAINT: term("对监察员的投诉查实"),
}


class Conclusion(StrEnum):
    NO_FAULT = "no_fault"
    REMINDED = "reminded"
    CRITICISED = "criticised"
    HANDED_OVER = "handed_over"


CONCLUSION_LABELS: dict[Conclusion, str] = {
    Conclusion.NO_FAULT: term("不存在过错"),
    Conclusion.REMINDED: term("批评教育、责令改正"),
    Conclusion.CRITICISED: term("通报批评、取消评优资格"),
    Conclusion.HANDED_OVER: term("移送纪检监察机关"),
}


# Ninety days only warn: 条例 第十七条 and 若干规定 第三十七条 set other limits, as 处罚法 第六十条
# lets them, and have clocks of their own. To turn to the higher court is a right.
NO_DUTY = frozenset({"penalty_90_days", "court_review"})


def is_answered_for(limit: Limit) -> bool:
    """Only a duty of the authority itself: a party that pays late is not an officer's fault."""
    return limit.bearer is Bearer.AUTHORITY and limit.code not in NO_DUTY


def refuse_conclusion(cause: str, *, is_concluded: bool, is_own: bool) -> Sentence | None:
    """Why a conclusion may not be recorded, or None."""
    if is_concluded:
        return say("该项过错责任已经有结论。")
    if is_own:
        return say("不得对本人的过错责任作出结论。")
    return None if cause.strip() else say("须写明原因。")
