"""回避 (处罚法 第四十三条; 若干规定 第二十三条至第二十五条): its grounds."""

from datetime import date
from enum import StrEnum

from statutes.wording import Sentence, say, term

CLOCK = "recusal_decision"


class Ground(StrEnum):
    RELATIVE = "relative"
    INTEREST = "interest"
    OTHER = "other"


GROUND_LABELS: dict[Ground, str] = {
    Ground.RELATIVE: term("是用人单位法定代表人或者主要负责人的近亲属"),
    Ground.INTEREST: term("本人或者近亲属与案件有直接利害关系"),
    Ground.OTHER: term("有其他关系可能影响公正"),
}


def refuse_request(
    *, received_on: date, today: date, is_serving: bool, is_pending: bool
) -> Sentence | None:
    """Why an application may not be recorded, or None."""
    if not is_serving:
        return say("申请回避的对象须是本案现任的监察员。")
    if is_pending:
        return say("对该监察员的回避申请正在等待决定。")
    return say("收到日期不得晚于今天。") if received_on > today else None
