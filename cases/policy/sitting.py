"""询问笔录、现场检查笔录: what a record of asking or looking must say.

条例 第十五条、第十六条; 若干规定 第二十一条; 处罚法 第五十五条: two officers, certificates shown
and rights told, both sides sign, a refusal is noted. An officer sits in one place at a time: two
records of one officer that overlap are worth nothing before a court.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from statutes.wording import Sentence, say


@dataclass(frozen=True, slots=True)
class Sitting:
    """One record as the officers enter it."""

    began_at: datetime
    ended_at: datetime
    officers: tuple[int, int]  # who asks and who writes
    person: str
    rights_told: bool
    pages: int
    signed_pages: int
    refusal: str = ""
    witness: str = ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A record that exists already, of this case or another."""

    case_no: str
    person: str
    began_at: datetime
    ended_at: datetime
    officers: frozenset[int]
    is_of_this_case: bool

    def overlaps(self, other: Sitting) -> bool:
        return self.began_at < other.ended_at and other.began_at < self.ended_at


def refuse(
    sitting: Sitting, *, now: datetime, on: date, begun_on: date | None
) -> tuple[Sentence, ...]:
    """Everything that bars the record; `on` is the day on which it took place."""
    asker, recorder = sitting.officers
    rows = (
        (sitting.ended_at <= sitting.began_at, say("结束时间须晚于开始时间。")),
        (sitting.ended_at > now, say("结束时间不得晚于现在。")),
        (
            begun_on is not None and on < begun_on,
            say("笔录时间不得早于收到投诉举报之日（%(day)s）。", day=str(begun_on)),
        ),
        (asker == recorder, say("询问（检查）人和记录人须为两人。")),
        (
            not sitting.rights_told,
            say("须出示执法证件并告知权利义务；未出示的，当事人有权拒绝接受调查。"),
        ),
    )
    return tuple(sentence for bars, sentence in rows if bars) + refuse_signature(sitting)


def refuse_signature(sitting: Sitting) -> tuple[Sentence, ...]:
    """Every page is signed, or the refusal is noted with who saw it."""
    refused = bool(sitting.refusal.strip())
    rows = (
        (
            not refused and sitting.signed_pages != sitting.pages,
            say(
                "笔录共%(pages)s页，须逐页签名（已签%(signed)s页）；拒绝签名的，写明事由。",
                pages=sitting.pages,
                signed=sitting.signed_pages,
            ),
        ),
        (
            refused and sitting.signed_pages > 0,
            say("已经签名的，不再填写拒绝签名的事由。"),
        ),
        (
            refused and not sitting.witness.strip(),
            say("拒绝签名的，写明在场的见证人；没有见证人的，写明全程录音录像。"),
        ),
    )
    return tuple(sentence for bars, sentence in rows if bars)


def refuse_overlap(sitting: Sitting, earlier: Iterable[Earlier]) -> tuple[Sentence, ...]:
    """No officer asks in two rooms at once, and nobody is asked in two of them."""
    told = []
    for other in earlier:
        if not other.overlaps(sitting):
            continue
        same_officer = bool(other.officers & set(sitting.officers))
        same_person = other.is_of_this_case and other.person == sitting.person.strip()
        if same_officer or same_person:
            told.append(_clash(other, same_officer=same_officer))
    return tuple(told)


def _clash(other: Earlier, *, same_officer: bool) -> Sentence:
    """Whom an officer asked in another case is that case's own."""
    facts = {
        "case": other.case_no,
        "begin": f"{other.began_at:%Y-%m-%d %H:%M}",
        "end": f"{other.ended_at:%H:%M}",
    }
    if not other.is_of_this_case:
        return say("同一监察员在%(begin)s至%(end)s已有一份笔录（%(case)s），时间重叠。", **facts)
    facts["person"] = other.person
    if same_officer:
        return say(
            "同一监察员在%(begin)s至%(end)s已有一份笔录（%(case)s，%(person)s），时间重叠。",
            **facts,
        )
    return say("%(person)s在%(begin)s至%(end)s已有一份笔录（%(case)s），时间重叠。", **facts)
