"""Which grid an employer belongs to, and which grids have grown out of balance (两网化方案).

Grids follow townships and streets and are sized by their employers and workers. An employer is in
exactly one grid: the one whose divisions name its place most closely. Sizes are local habits and
come in as arguments.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from statutes.citations import cite
from statutes.wording import Sentence, say

DIVISION = cite("两网化方案", "网格划分的规定")
ASSISTANTS = 2  # 每个网格配备两名以上协管员


@dataclass(frozen=True, slots=True)
class Area:
    """A grid as placement sees it: the prefixes of its divisions and what it already holds."""

    code: str
    prefixes: tuple[str, ...]
    employers: int = 0
    workers: int = 0
    assistants: int = 0

    def closeness(self, division: str) -> int:
        """How many digits of the division's code it names; 0 where it does not cover it."""
        covering = (len(p) for p in self.prefixes if division.startswith(p))
        return max(covering, default=0)


@dataclass(frozen=True, slots=True)
class Sizes:
    """What a grid of the place should hold."""

    most_employers: int = 1000
    most_workers: int = 20000
    fewest_employers: int = 200


@dataclass(frozen=True, slots=True)
class Imbalance:
    """A grid that should be looked at, and why."""

    code: str
    reasons: tuple[Sentence, ...]
    is_too_large: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One half of a proposed split: the divisions it takes with what lies in them."""

    divisions: tuple[str, ...]
    employers: int
    workers: int


@dataclass(frozen=True, slots=True)
class Load:
    """What lies in one division of a grid."""

    division: str
    employers: int
    workers: int


@dataclass(slots=True)
class _Half:
    loads: list[Load] = field(default_factory=list)

    @property
    def weight(self) -> tuple[int, int]:
        return sum(x.workers for x in self.loads), sum(x.employers for x in self.loads)

    def as_part(self) -> Part:
        workers, employers = self.weight
        return Part(tuple(sorted(x.division for x in self.loads)), employers, workers)


def grid_for(division: str, areas: Iterable[Area]) -> str | None:
    """The grid of an employer at that division, or None where nothing covers it.

    No two grids claim one division, so of those that cover it one alone names it most closely.
    """
    nearest = max(areas, key=lambda area: (area.closeness(division), area.code), default=None)
    return nearest.code if nearest and nearest.closeness(division) else None


def imbalances(areas: Iterable[Area], sizes: Sizes) -> list[Imbalance]:
    """Every grid that is too large, too small or short of assistants, the largest first."""
    found = [_imbalance(area, sizes) for area in areas]
    ranked = sorted((x for x in found if x), key=lambda x: (not x.is_too_large, x.code))
    return list(ranked)


def propose_split(loads: Sequence[Load]) -> tuple[Part, Part] | None:
    """Part a grid's divisions into two of like weight, heaviest first to the lighter half.

    None where it lies in one division: a street that is too large is divided by name, by people.
    """
    if len(loads) < 2:
        return None
    first, second = _Half(), _Half()
    for load in sorted(loads, key=lambda x: (-x.workers, -x.employers, x.division)):
        lighter = min((first, second), key=lambda half: half.weight)
        lighter.loads.append(load)
    return first.as_part(), second.as_part()


def coverage(divisions: Iterable[str], areas: Sequence[Area]) -> Mapping[str, bool]:
    """For each division whether some grid covers it."""
    return {code: any(area.closeness(code) for area in areas) for code in divisions}


def _imbalance(area: Area, sizes: Sizes) -> Imbalance | None:
    large, other = _too_large(area, sizes), []
    if area.employers < sizes.fewest_employers:
        other.append(
            say(
                "用人单位%(count)s户，少于%(fewest)s户，可以与相邻网格合并。",
                count=area.employers,
                fewest=sizes.fewest_employers,
            )
        )
    if (short := ASSISTANTS - area.assistants) > 0:
        other.append(say("协管员缺%(count)s人，每个网格不少于二人。", count=short))
    reasons = (*large, *other)
    return Imbalance(area.code, reasons, bool(large)) if reasons else None


def _too_large(area: Area, sizes: Sizes) -> list[Sentence]:
    rows = (
        (
            area.employers > sizes.most_employers,
            say(
                "用人单位%(count)s户，超过%(most)s户，建议拆分。",
                count=area.employers,
                most=sizes.most_employers,
            ),
        ),
        (
            area.workers > sizes.most_workers,
            say(
                "劳动者%(count)s人，超过%(most)s人，建议拆分。",
                count=area.workers,
                most=sizes.most_workers,
            ),
        ),
    )
    return [sentence for holds, sentence in rows if holds]
