"""证据先行登记保存 (处罚法 第五十六条; 若干规定 第二十七条): grounds and outcomes."""

from datetime import date
from enum import StrEnum

from statutes.wording import Sentence, say, term

CLOCK = "evidence_registration"


class Ground(StrEnum):
    TAMPERING = "tampering"
    HARM = "harm"
    LATER_LOST = "later_lost"
    OTHER = "other"


GROUND_LABELS: dict[Ground, str] = {
    Ground.TAMPERING: term("当事人可能对证据采取伪造、变造、毁灭行为"),
    Ground.HARM: term("当事人采取措施不当可能导致证据灭失"),
    Ground.LATER_LOST: term("不采取登记保存措施以后难以取得"),
    Ground.OTHER: term("其他可能导致证据灭失的情形"),
}


class Outcome(StrEnum):
    """What was decided on the preserved things within seven working days."""

    COPIED = "copied"
    TAKEN = "taken"
    EXAMINED = "examined"
    HANDED_OVER = "handed_over"
    RELEASED = "released"


OUTCOME_LABELS: dict[Outcome, str] = {
    Outcome.COPIED: term("复制、拍照、录像后退还"),
    Outcome.TAKEN: term("作为证据调取"),
    Outcome.EXAMINED: term("送交鉴定"),
    Outcome.HANDED_OVER: term("移送有关部门"),
    Outcome.RELEASED: term("解除登记保存"),
}


def refuse_outcome(outcome: Outcome, *, on: date, due_on: date) -> Sentence | None:
    """After the seventh working day the measure has lapsed: there is only its end to record."""
    if on <= due_on or outcome is Outcome.RELEASED:
        return None
    return say(
        "七个工作日已于%(due)s届满，登记保存已经解除，只能登记为“%(released)s”。",
        due=due_on.isoformat(),
        released=say(OUTCOME_LABELS[Outcome.RELEASED]),
    )
