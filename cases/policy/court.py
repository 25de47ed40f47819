"""What the court may answer to an application, and what each answer needs and starts.

强制法 第五十六条至第五十八条: accepted within five working days or not; granted or not; against
either refusal the authority may turn to the next higher court within fifteen days.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from statutes.wording import Sentence, say, term


class Answer(StrEnum):
    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"
    GRANTED = "granted"
    REFUSED = "refused"
    REVIEW_ASKED = "review_asked"


ANSWER_LABELS: dict[Answer, str] = {
    Answer.ACCEPTED: term("受理"),
    Answer.NOT_ACCEPTED: term("不予受理"),
    Answer.GRANTED: term("准予执行"),
    Answer.REFUSED: term("不准予执行"),
    Answer.REVIEW_ASKED: term("已向上一级法院申请复议"),
}
RULINGS = frozenset({Answer.GRANTED, Answer.REFUSED})
ACCEPTANCE, RULING, REVIEW = "court_acceptance", "court_ruling", "court_review"
# Which limits an answer ends, and which it starts.
ENDS: dict[Answer, tuple[str, ...]] = {
    Answer.ACCEPTED: (ACCEPTANCE, REVIEW),
    Answer.NOT_ACCEPTED: (ACCEPTANCE,),
    Answer.GRANTED: (RULING, REVIEW),
    Answer.REFUSED: (RULING,),
    Answer.REVIEW_ASKED: (REVIEW,),
}
STARTS: dict[Answer, str] = {
    Answer.ACCEPTED: RULING,
    Answer.NOT_ACCEPTED: REVIEW,
    Answer.REFUSED: REVIEW,
}


@dataclass(frozen=True, slots=True)
class CourtFacts:
    """Where the application stands."""

    applied_on: date
    is_accepted: bool = False
    is_refused: bool = False  # not accepted, or not granted
    is_granted: bool = False


def refuse_answer(answer: Answer, court: CourtFacts, *, on: date, today: date) -> Sentence | None:
    """Why this answer cannot be the next one, or None."""
    if on < court.applied_on:
        return say("答复日期不得早于申请日期%(on)s。", on=court.applied_on.isoformat())
    if on > today:
        return say("答复日期不得晚于今天。")
    if court.is_granted:
        return say("人民法院已经裁定准予执行。")
    if answer in RULINGS and not court.is_accepted:
        return say("人民法院尚未受理，没有裁定。")
    if answer is Answer.REVIEW_ASKED and not court.is_refused:
        return say("没有不予受理或者不准予执行的裁定。")
    if answer in {Answer.ACCEPTED, Answer.NOT_ACCEPTED} and court.is_accepted:
        return say("人民法院已经受理。")
    return None
