"""Run the figures named on the command line, or all: a table, then one line of JSON."""

import argparse
import importlib
import pkgutil
import sys

import django

import benchmarks
from benchmarks.frame import FIGURES, STAGES, Row, as_json, sizes_up_to, table

FEWEST = 1_000  # below that a page of the desk has too few matters


def load_figures() -> None:
    """Every module of this package may register figures."""
    django.setup()
    for module in pkgutil.iter_modules(benchmarks.__path__):
        if module.name != "__main__":
            importlib.import_module(f"benchmarks.{module.name}")


def arguments(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("figures", nargs="*", metavar="FIGURE", help=", ".join(FIGURES))
    parser.add_argument(
        "--rows",
        type=int,
        default=STAGES[-1],
        metavar="N",
        help="of the largest data set (default: %(default)s; filling 1000000 takes 8 minutes)",
    )
    asked = parser.parse_args(words)
    if unknown := set(asked.figures) - set(FIGURES):
        parser.error(f"no such figure: {', '.join(sorted(unknown))}; known: {', '.join(FIGURES)}")
    if asked.rows < FEWEST:
        parser.error(f"--rows must be {FEWEST} or more")
    return asked


def main(words: list[str]) -> int:
    load_figures()
    asked = arguments(words)
    rows: list[Row] = []
    for name in asked.figures or FIGURES:
        print(f"== {name}", file=sys.stderr, flush=True)
        rows += FIGURES[name](sizes_up_to(asked.rows))
    print(table(rows))
    print(as_json(rows))
    return 0 if all(row.held for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
