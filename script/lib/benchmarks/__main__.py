"""Run the figures named on the command line, or all: a table, then one line of JSON."""

import importlib
import pkgutil
import sys

import django

import benchmarks
from benchmarks.frame import FIGURES, Row, as_json, table


def load_figures() -> None:
    """Every module of this package may register figures."""
    django.setup()
    for module in pkgutil.iter_modules(benchmarks.__path__):
        if module.name != "__main__":
            importlib.import_module(f"benchmarks.{module.name}")


def main(names: list[str]) -> int:
    load_figures()
    unknown = set(names) - set(FIGURES)
    if unknown:
        print(f"No such figure: {', '.join(sorted(unknown))}. Known: {', '.join(FIGURES)}")
        return 2
    rows: list[Row] = []
    for name in names or FIGURES:
        print(f"== {name}", file=sys.stderr, flush=True)
        rows += FIGURES[name]()
    print(table(rows))
    print(as_json(rows))
    return 0 if all(row.held for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
