"""音像记录: which acts are recorded in sound and picture (处罚法 第四十七条)."""

from datetime import datetime
from enum import StrEnum

from statutes.wording import Sentence, say, term


class Occasion(StrEnum):
    RECEPTION = "reception"
    INSPECTION = "inspection"
    INTERVIEW = "interview"
    PRESERVATION = "preservation"
    DEFENCE = "defence"
    SPOT_PENALTY = "spot_penalty"
    CORRECTION_CHECK = "correction_check"
    HEARING = "hearing"
    SERVICE = "service"


OCCASION_LABELS: dict[Occasion, str] = {
    Occasion.RECEPTION: term("接待"),
    Occasion.INSPECTION: term("现场检查"),
    Occasion.INTERVIEW: term("调查询问"),
    Occasion.PRESERVATION: term("先行登记保存"),
    Occasion.DEFENCE: term("听取陈述申辩"),
    Occasion.SPOT_PENALTY: term("当场处罚"),
    Occasion.CORRECTION_CHECK: term("核查改正"),
    Occasion.HEARING: term("听证"),
    Occasion.SERVICE: term("送达"),
}


def refuse_span(began_at: datetime, ended_at: datetime, *, now: datetime) -> tuple[Sentence, ...]:
    """A recording has a beginning and an end, and both lie behind."""
    rows = (
        (ended_at <= began_at, say("结束时间须晚于开始时间。")),
        (ended_at > now, say("结束时间不得晚于现在。")),
    )
    return tuple(sentence for bars, sentence in rows if bars)
