"""到场锁定: when the inspection began and how many were met, before anything else is written."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from statutes.refusal import Refused
from statutes.wording import Sentence, say

SHANGHAI = ZoneInfo("Asia/Shanghai")
# A phone without signal hands its arrival in later; beyond a day nobody remembers the minute.
LATEST_ENTRY = timedelta(hours=24)


def check_arrival(
    arrived_at: datetime, *, now: datetime, approved_at: datetime, planned_on: date
) -> None:
    """Refuse an arrival before the approval or the day of the notice, or written down too late."""
    if wrong := _wrong(arrived_at, now, approved_at, planned_on):
        raise Refused(wrong)


def _wrong(
    arrived_at: datetime, now: datetime, approved_at: datetime, planned_on: date
) -> Sentence | None:
    if arrived_at > now:
        return say("到场时间还没有到。")
    if arrived_at < approved_at:
        return say("到场时间早于批准检查的时间。")
    if arrived_at.astimezone(SHANGHAI).date() < planned_on:
        return say("检查通知书载明的日期是%(day)s，不能提前检查。", day=planned_on.isoformat())
    if now - arrived_at > LATEST_ENTRY:
        return say("到场时间须在到场后24小时内登记。")
    return None


def check_end(ended_at: datetime, *, arrived_at: datetime, now: datetime) -> None:
    """An inspection ends after it began, and not in the future."""
    if ended_at < arrived_at:
        raise Refused(say("结束时间早于到场时间。"))
    if ended_at > now:
        raise Refused(say("结束时间还没有到。"))
