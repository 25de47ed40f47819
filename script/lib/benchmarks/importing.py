"""`python -m benchmarks.importing FILE`: one import in a process of its own, and what it took.

Prints the most memory that the process ever held, in MiB; the register stays as it was.
"""

import resource
import sys
from pathlib import Path

import django
from django.db import transaction
from django.utils import timezone


def main(path: Path) -> int:
    django.setup()
    from employers.services.imports import import_employers

    with path.open("rb") as file, transaction.atomic():
        import_employers(file, actor=None, at=timezone.now())
        transaction.set_rollback(True)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    print(main(Path(sys.argv[1])))
