"""script/test: pytest with a database of its own, so that a running server is not disturbed."""

import os
import sys

from launch.environment import running_services
from launch.places import CHECKOUT, VAR, end_in_order
from launch.postgres import FORGETFUL
from launch.project import run

PYTEST = [sys.executable, "-m", "pytest"]
# One process per core; what one has not begun the other takes over.
WHOLE_SUITE = ["-n", "auto", "--maxprocesses", "4", "--dist", "worksteal"]
NO_DATABASE = ["-p", "no:django", "-p", "no:playwright", "-p", "no:xdist", "-m", "not slow"]


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["--pure"]:
        return run([*PYTEST, *NO_DATABASE, *pure_tests(), *arguments[1:]], os.environ)
    with running_services(VAR / "test", FORGETFUL) as services:
        return run([*PYTEST, *(arguments or WHOLE_SUITE)], services.environment)


def pure_tests() -> list[str]:
    """The ring that needs neither Django nor a database: the law itself."""
    rules = CHECKOUT.glob("*/tests/test_policy*.py")
    steps = CHECKOUT.glob("*/tests/test_procedure*.py")
    return ["statutes", *sorted(str(path.relative_to(CHECKOUT)) for path in (*rules, *steps))]


if __name__ == "__main__":
    end_in_order()
    sys.exit(main(sys.argv[1:]))
