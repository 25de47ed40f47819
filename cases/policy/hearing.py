"""听证 (处罚法 第六十三条至第六十五条): the right, the request, the notice, who presides.

From which amount on a hearing must be offered is local: a dated value, passed in.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cases.policy.decision import Kind, Terms
from statutes.limits import limit
from statutes.penalty_types import Also
from statutes.wording import Sentence, say
from statutes.workdays import Calendar

NOTICE, REQUEST = "hearing_notice", "hearing_request"


@dataclass(frozen=True, slots=True)
class HearingFacts:
    """The hearing that was asked for, as far as it has come."""

    requested_on: date
    set_for: date | None = None
    held_on: date | None = None
    ended_on: date | None = None  # withdrawn, or the party stayed away without good reason
    noticed_on: date | None = None  # the day on which the summons was served
    is_noticed_late: bool = False  # less than seven working days before it


# 第六十三条: 吊销许可证件、降低资质等级、责令停产停业、责令关闭 and their like, whatever the fine;
# and 没收违法所得, whose amount is found only with the decision.
GRAVE = frozenset(
    {
        Also.SITE_STOPPED,
        Also.PERMIT_REVOKED,
        Also.BUSINESS_REVOKED,
        Also.QUALIFICATION_CUT,
        Also.CLOSED_DOWN,
        Also.CONFISCATION,
    }
)


def must_be_offered(
    terms: Terms, *, threshold: Decimal, measures: Collection[Also] = frozenset()
) -> bool:
    """较大数额罚款: the amount named by the place counts itself (以上); so do grave measures."""
    if terms.kind is not Kind.PENALTY:
        return False
    return terms.fine >= threshold or not GRAVE.isdisjoint(measures)


def refuse_request(hearing_until: date | None, on: date) -> Sentence | None:
    """Why no hearing can be asked for (any more), or None."""
    if hearing_until is None:
        return say("本案告知的处理不属于应当组织听证的范围。")
    if on > hearing_until:
        return say("听证申请期限已于%(last)s届满。", last=hearing_until.isoformat())
    return None


def earliest_day(noticed_on: date, calendar: Calendar) -> date:
    """The first day that leaves seven working days between notice and hearing."""
    length = limit(NOTICE, on=noticed_on).term.length
    return calendar.add(noticed_on, length)


def refuse_day(noticed_on: date, set_for: date, calendar: Calendar) -> Sentence | None:
    """Why the hearing cannot be held on this day, or None: seven working days before it."""
    earliest = earliest_day(noticed_on, calendar)
    if set_for < earliest:
        return say("听证应当在举行的七个工作日前通知，最早%(day)s。", day=earliest.isoformat())
    return None


def refuse_holding(hearing: HearingFacts | None, on: date) -> Sentence | None:
    """Why the hearing cannot be held today, or None: set, noticed in time, and its day has come."""
    if hearing is None or hearing.set_for is None:
        return say("尚未发出听证通知书。")
    if hearing.noticed_on is None:
        return say("听证通知书尚未送达。")
    if hearing.is_noticed_late:
        return say(
            "听证通知书%(day)s才送达，距听证不足七个工作日，须另定听证日期。",
            day=hearing.noticed_on.isoformat(),
        )
    if on < hearing.set_for:
        return say("听证定于%(day)s举行。", day=hearing.set_for.isoformat())
    return None


def is_set(hearing: HearingFacts | None) -> bool:
    """Whether a day stands; one that was noticed too late must be set anew."""
    return hearing is not None and hearing.set_for is not None and not hearing.is_noticed_late


def refuse_chair(*, has_investigated: bool) -> Sentence | None:
    """第六十四条第四项: who investigated the case does not preside."""
    if has_investigated:
        return say("听证主持人不得是本案调查人员。")
    return None


def unfinished(hearing: HearingFacts | None) -> Sentence | None:
    """A hearing that was asked for and neither held nor ended, or None."""
    if hearing is None or hearing.held_on or hearing.ended_on:
        return None
    return say("当事人已申请听证，听证尚未结束。")


def was_held(hearing: HearingFacts | None) -> bool:
    return hearing is not None and hearing.held_on is not None
