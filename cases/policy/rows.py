"""Numbers of ledger lines as people write them: 1–3、7."""

from collections.abc import Iterable


def written(rows: Iterable[int]) -> str:
    """Write line numbers in order, runs of three or more as from–to."""
    runs: list[list[int]] = []
    for row in sorted(set(rows)):
        if runs and runs[-1][-1] == row - 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return "、".join(_run(run) for run in runs)


def _run(run: list[int]) -> str:
    if len(run) > 2:
        return f"{run[0]}–{run[-1]}"
    return "、".join(map(str, run))


def read(text: str) -> frozenset[int]:
    """The line numbers that `written` wrote."""
    found: set[int] = set()
    for part in filter(None, text.split("、")):
        first, _, last = part.partition("–")
        found.update(range(int(first), int(last or first) + 1))
    return frozenset(found)
