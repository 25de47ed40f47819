"""What a figure is: our way and a baseline, measured in turns in the same run."""

import json
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass

ROUNDS = 15
STAGES = (10_000, 100_000)


@dataclass(frozen=True)
class Row:
    """One line of the table. `bar` is the ratio ours ÷ baseline that must be held."""

    work: str
    size: str
    ours: float
    baseline: float
    unit: str
    bar: float
    more_is_better: bool = False  # rates, not times

    @property
    def ratio(self) -> float:
        return self.ours / self.baseline

    @property
    def held(self) -> bool:
        return self.ratio >= self.bar if self.more_is_better else self.ratio <= self.bar


Sizes = tuple[int, ...]  # of the data sets, in rows, growing


def sizes_up_to(rows: int) -> Sizes:
    """The sizes at which the desk and the kiosk are measured, `rows` being the largest."""
    return (*(size for size in STAGES if size < rows), rows)


Figure = Callable[[Sizes], Iterable[Row]]
FIGURES: dict[str, Figure] = {}


def figure(name: str) -> Callable[[Figure], Figure]:
    """Register a function that yields rows under the name that `script/bench NAME` runs."""

    def register(function: Figure) -> Figure:
        FIGURES[name] = function
        return function

    return register


class Times:
    """Milliseconds of both, taken in turns so that a busy moment meets them alike."""

    def __init__(self) -> None:
        self._ours: list[float] = []
        self._baseline: list[float] = []

    def take(
        self, ours: Callable[[], object], baseline: Callable[[], object], rounds: int = ROUNDS
    ) -> None:
        ours(), baseline()  # the first of each warms up
        for _ in range(rounds):
            self._baseline.append(_milliseconds(baseline))
            self._ours.append(_milliseconds(ours))

    @property
    def ours(self) -> float:
        return statistics.median(self._ours)

    @property
    def baseline(self) -> float:
        return statistics.median(self._baseline)


def _milliseconds(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return (time.perf_counter() - started) * 1000


def table(rows: list[Row]) -> str:
    lines = [("work", "size", "ours", "baseline", "ratio", "bar", "")]
    for row in rows:
        sign = "≥" if row.more_is_better else "≤"
        lines.append(
            (
                row.work,
                row.size,
                f"{row.ours:.1f} {row.unit}",
                f"{row.baseline:.1f} {row.unit}",
                f"{row.ratio:.2f}",
                f"{sign} {row.bar:g}",
                "held" if row.held else "MISSED",
            )
        )
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def readable(size: int) -> str:
    """1,000,000 as people say it."""
    return f"{size // 1_000_000} M" if size >= 1_000_000 else f"{size // 1_000} k"


def as_json(rows: list[Row]) -> str:
    return json.dumps([asdict(row) | {"ratio": row.ratio, "held": row.held} for row in rows])
