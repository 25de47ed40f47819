"""`python -m benchmarks.importing FILE`: one import in a process of its own, and what it took.

Prints the most memory that the process ever held, in MiB; the register stays as it was.
"""

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
    # Not getrusage: what that calls its peak begins with the memory of whoever started it.
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


if __name__ == "__main__":
    print(main(Path(sys.argv[1])))
