"""移交: what one officer may take over from another.

条例 第十六条 and 处罚法 第四十二条 hold after a hand-over as before it: two certified officers on
each case, one of them in charge.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cases.policy.officers import Officer, two_certified
from statutes.wording import Sentence, say


@dataclass(frozen=True, slots=True)
class Seat:
    """One officer of a case by key, as the person and the certificate stand on the day."""

    key: int
    officer: Officer


def replaced(seats: Sequence[Seat], giver: int, taker: Seat) -> tuple[Seat, ...]:
    """The officers after the hand-over: the giver's place, in charge or assisting, is the taker's.

    Who already serves is not entered twice, and keeps the lead or takes it over.
    """
    leads = any(seat.officer.is_lead for seat in seats if seat.key in (giver, taker.key))
    taking = Seat(taker.key, Officer(taker.officer.name, leads, taker.officer.gap))
    others = [seat for seat in seats if seat.key not in (giver, taker.key)]
    return (taking, *others) if leads else (*others, taking)


def refuse(seats: Sequence[Seat], giver: int, taker: Seat) -> Sentence | None:
    """Why this case cannot be handed over so, or None."""
    if len(seats) > 1 and len(replaced(seats, giver, taker)) < 2:
        return say("接收人已是本案承办人，移交后不足两人，请先另行指定协办监察员。")
    return two_certified([seat.officer for seat in replaced(seats, giver, taker)])
