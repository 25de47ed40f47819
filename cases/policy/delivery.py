"""Service of papers: the lawful modes, what each must prove, and the day that counts.

若干规定 第三十八条 and 行政处罚法 第六十一条 send us to 民事诉讼法 第八十七条至第九十五条.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from statutes.citations import Citation, cite
from statutes.wording import Sentence, say, term


class Mode(StrEnum):
    DIRECT = "direct"
    LEFT = "left"
    MAIL = "mail"
    ENTRUSTED = "entrusted"
    ELECTRONIC = "electronic"
    PUBLIC_NOTICE = "public_notice"


PUBLIC_NOTICE_DAYS = 30


@dataclass(frozen=True, slots=True)
class ModeRule:
    """A mode's name, its article, and what the day given for it means."""

    label: str
    citation: Citation
    day: str


MODES: dict[Mode, ModeRule] = {
    Mode.DIRECT: ModeRule(term("直接送达"), cite("民诉法", "第八十八条"), term("签收日期")),
    Mode.LEFT: ModeRule(term("留置送达"), cite("民诉法", "第八十九条"), term("留置日期")),
    Mode.MAIL: ModeRule(term("邮寄送达"), cite("民诉法", "第九十一条"), term("回执上的收件日期")),
    Mode.ENTRUSTED: ModeRule(
        term("委托送达"), cite("民诉法", "第九十一条"), term("受托机关送达回证上的日期")
    ),
    Mode.ELECTRONIC: ModeRule(
        term("电子送达"), cite("民诉法", "第九十条"), term("到达受送达人系统的日期")
    ),
    Mode.PUBLIC_NOTICE: ModeRule(
        term("公告送达"), cite("民诉法", "第九十五条"), term("公告发出日期")
    ),
}


@dataclass(frozen=True, slots=True)
class Handover:
    """How one paper was handed over; `on` is the day that the mode's rule names."""

    mode: Mode
    on: date
    issued_on: date
    today: date
    receiver: str = ""
    refusal: str = ""
    witness: str = ""
    has_proof: bool = False
    has_consent: bool = False


def served_on(handover: Handover) -> date:
    """The day on which the paper counts as served; a public notice counts thirty days later."""
    if handover.mode is Mode.PUBLIC_NOTICE:
        return handover.on + timedelta(days=PUBLIC_NOTICE_DAYS)
    return handover.on


def refuse_handover(handover: Handover) -> tuple[Sentence, ...]:
    """Everything that this service still lacks; empty when it may be recorded."""
    return tuple(x for x in (_wrong_day(handover), _unproved(handover)) if x is not None)


def _wrong_day(handover: Handover) -> Sentence | None:
    if handover.on < handover.issued_on:
        return say("送达日期不得早于文书制作日期%(on)s。", on=handover.issued_on.isoformat())
    if served_on(handover) > handover.today:
        if handover.mode is Mode.PUBLIC_NOTICE:
            return say("公告未满三十日，尚未送达。")
        return say("送达日期不得晚于今天。")
    return None


# What each mode must have, and the sentence that asks for it.
DEMANDS: tuple[tuple[Mode, Callable[[Handover], object], Sentence], ...] = (
    (Mode.DIRECT, lambda h: h.receiver.strip(), say("直接送达须填写签收人。")),
    (Mode.LEFT, lambda h: h.refusal.strip(), say("留置送达须记明拒收事由。")),
    (
        Mode.LEFT,
        lambda h: h.witness.strip() or h.has_proof,
        say("留置送达须有见证人签名，或者有照片、录像记录送达过程。"),
    ),
    (Mode.ELECTRONIC, lambda h: h.has_consent, say("电子送达须有受送达人签署的送达地址确认书。")),
    (
        Mode.PUBLIC_NOTICE,
        lambda h: h.refusal.strip(),
        say("公告送达须记明其他方式无法送达的原因和经过。"),
    ),
    (Mode.ENTRUSTED, lambda h: h.receiver.strip(), say("委托送达须填写受托机关和签收人。")),
)
# The signature on the receipt proves these; every other mode has a paper that proves it.
PROVED_BY_RECEIPT = frozenset({Mode.DIRECT, Mode.LEFT})
UNPROVED = say("须上传送达凭证（邮寄回执、受托机关回证、系统到达记录或者公告原件）。")


def _unproved(handover: Handover) -> Sentence | None:
    for mode, has_it, asked in DEMANDS:
        if mode is handover.mode and not has_it(handover):
            return asked
    if handover.mode in PROVED_BY_RECEIPT or handover.has_proof:
        return None
    return UNPROVED
