"""案卷评查: how many of a hundred points a case file earns, and which items it lacks.

The items and their points are the bureau's own (dated data, passed in); the sheet shipped here
follows a published score sheet for administrative penalty files. A veto item (否决项) that is not
met fails the file whatever its points.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from statutes.wording import Sentence, say

PASS = 80


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the sheet; `points` nought and `is_veto` for what cannot be outweighed."""

    code: str
    group: str
    label: str
    points: int = 0
    is_veto: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """How one item was answered: None when it does not apply to this case, and why."""

    item: Item
    is_met: bool | None
    because: Sentence | None = None

    @property
    def earned(self) -> int:
        return 0 if self.is_met is False else self.item.points


@dataclass(frozen=True, slots=True)
class Score:
    """What the whole sheet comes to. Items that do not apply count as earned."""

    points: int
    vetoes: tuple[str, ...] = ()  # labels of the veto items that are not met


def score(marks: Iterable[Mark]) -> Score:
    """Add up the sheet."""
    rows = list(marks)
    vetoes = tuple(m.item.label for m in rows if m.item.is_veto and m.is_met is False)
    return Score(sum(m.earned for m in rows), vetoes)


def too_low(result: Score | None) -> Sentence | None:
    """Why the file may not be closed as it is, or None; a head may override it with a reason."""
    if result is None:
        return say("案卷尚未评查。")
    if result.vetoes:
        return say("案卷评查否决项：%(items)s。", items="、".join(result.vetoes))
    if result.points < PASS:
        return say("案卷评查%(points)s分，不足%(pass)s分。", points=result.points, **{"pass": PASS})
    return None
