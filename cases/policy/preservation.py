"""证据先行登记保存 (处罚法 第五十六条; 若干规定 第二十七条): grounds and outcomes."""

from enum import StrEnum

from statutes.wording import term

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
