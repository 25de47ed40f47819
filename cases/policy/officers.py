"""Who may investigate: two certified officers, one of them in charge.

行政处罚法 第四十二条: at least two persons who hold the right to enforce;
条例 第十六条: at least two inspectors; 若干规定 第二十条: one of them is 主办.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from statutes.wording import Sentence, say


@dataclass(frozen=True, slots=True)
class Officer:
    """One officer of a case on the day of an act; `gap` says why the certificate does not hold."""

    name: str
    is_lead: bool
    gap: Sentence | None = None


def two_certified(officers: Sequence[Officer]) -> Sentence | None:
    """One officer in charge and at least one more, every one with a certificate in force."""
    if sum(officer.is_lead for officer in officers) != 1:
        return say("须指定一名主办监察员。")
    if len(officers) < 2:
        return say("监察执法不得少于两人，还须指定协办监察员。")
    return next((officer.gap for officer in officers if officer.gap is not None), None)
