"""What a figure is: our way and a baseline, measured in turns in the same run."""

import json
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass

ROUNDS = 15


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


Figure = Callable[[], Iterable[Row]]
FIGURES: dict[str, Figure] = {}


def figure(name: str) -> Callable[[Figure], Figure]:
    """Register a function that yields rows under the name that `script/bench NAME` runs."""

    def register(function: Figure) -> Figure:
        FIGURES[name] = function
        return function

    return register


def in_turns(
    ours: Callable[[], object], baseline: Callable[[], object], rounds: int = ROUNDS
) -> tuple[float, float]:
    """Median milliseconds of both, alternating so that a busy moment meets them alike."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds + 1):
        for action, taken in zip((ours, baseline), times, strict=True):
            started = time.perf_counter()
            action()
            taken.append((time.perf_counter() - started) * 1000)
    first_round_warms_up = slice(1, None)
    return tuple(statistics.median(taken[first_round_warms_up]) for taken in times)  # type: ignore[return-value]


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


def as_json(rows: list[Row]) -> str:
    return json.dumps([asdict(row) | {"ratio": row.ratio, "held": row.held} for row in rows])
