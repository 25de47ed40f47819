"""案卷评查: how many of a hundred points a case file earns, and which items it lacks.

The items and their points are the bureau's own (dated data, passed in). A veto item (否决项) that
is not met fails the file whatever its points.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from cases.policy.file_facts import FileFacts
from cases.policy.file_rules import RULES
from statutes.review_items import PASS, WHOLE, Item
from statutes.wording import Sentence, say


@dataclass(frozen=True, slots=True)
class Mark:
    """How one item was answered: None when it does not apply to this case, and why.

    `act` names the step of the procedure that supplies what is missing.
    """

    item: Item
    is_met: bool | None
    because: Sentence | None = None
    act: str = ""

    @property
    def earned(self) -> int:
        return 0 if self.is_met is False else self.item.points


@dataclass(frozen=True, slots=True)
class Score:
    """What the whole sheet comes to. Items that do not apply count as earned."""

    points: int
    vetoes: tuple[str, ...] = ()  # labels of the veto items that are not met
    lacking: frozenset[str] = frozenset()  # codes of every item that is not met


def mark(items: Iterable[Item], facts: FileFacts) -> tuple[Mark, ...]:
    """Answer every item of the sheet from the file, in the order of the sheet."""
    verdicts = ((item, RULES[item.code](facts)) for item in items)
    return tuple(Mark(item, v.is_met, v.because, v.act) for item, v in verdicts)


def score(marks: Iterable[Mark]) -> Score:
    """Add up the sheet."""
    rows = list(marks)
    missed = [m for m in rows if m.is_met is False]
    vetoes = tuple(m.item.label for m in missed if m.item.is_veto)
    return Score(sum(m.earned for m in rows), vetoes, frozenset(m.item.code for m in missed))


def too_low(result: Score | None) -> Sentence | None:
    """Why the file may not be closed as it is, or None; a head may override it with a reason."""
    if result is None:
        return say("案卷尚未评查。")
    if result.vetoes:
        return say("案卷评查否决项：%(items)s。", items="、".join(result.vetoes))
    if result.points < PASS:
        return say("案卷评查%(points)s分，不足%(pass)s分。", points=result.points, **{"pass": PASS})
    return None


def is_covered(result: Score | None, explained: Iterable[Collection[str]]) -> bool:
    """Whether a head has explained exactly what is missing now; what came later is not covered."""
    return result is not None and any(result.lacking <= set(codes) for codes in explained)


def out_of(marks: Iterable[Mark]) -> str:
    """The score as it is written: 87/100."""
    return f"{score(marks).points}/{WHOLE}"
