"""`python -m benchmarks.rating_once`: one whole rating in a process of its own.

Prints the most memory that the process ever held, in MiB.
"""

import sys
from pathlib import Path

import django


def main() -> int:
    django.setup()
    from benchmarks.rating import ours

    ours()
    # Not getrusage: what that calls its peak begins with the memory of whoever started it.
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


if __name__ == "__main__":
    print(main())
    sys.exit(0)
