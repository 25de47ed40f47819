"""script/bench: the measures of the code, on a data set and servers of their own."""

import sys

from launch.environment import running_services
from launch.places import VAR, end_in_order
from launch.project import migrate, run

# As a small production machine would be set: safe on disk, with room for the data set.
SETTINGS = {"shared_buffers": "1GB", "work_mem": "64MB", "max_wal_size": "4GB"}


def main(arguments: list[str]) -> int:
    with running_services(VAR / "bench", SETTINGS) as services:
        migrate(services)
        return run([sys.executable, "-m", "benchmarks", *arguments], services.environment)


if __name__ == "__main__":
    end_in_order()
    sys.exit(main(sys.argv[1:]))
