"""script/bench: the measures of the code, on a data set and servers of their own."""

import os
import sys

from launch.environment import running_services
from launch.places import VAR, end_in_order, stop
from launch.project import MANAGE, migrate, run

# As a small production machine would be set: safe on disk, with room for the data set.
SETTINGS = {"shared_buffers": "1GB", "work_mem": "64MB", "max_wal_size": "4GB"}
# Measured as it runs in production, but for the certificate of the web server.
PRODUCTION = {
    "DEBUG": "0",
    "HTTPS": "0",
    "ALLOWED_HOSTS": "127.0.0.1",
    "LOG_LEVEL": "ERROR",
    "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
}


def main(arguments: list[str]) -> int:
    for elsewhere in ("DATABASE_URL", "REDIS_URL"):
        os.environ.pop(elsewhere, None)  # nobody's data, and settings that are known
    with running_services(VAR / "bench", SETTINGS) as services:
        migrate(services)
        environment = {**services.environment, **PRODUCTION}
        if run([*MANAGE, "collectstatic", "--no-input", "--verbosity", "0"], environment):
            stop("The static files could not be collected; the reason is above.")
        return run([sys.executable, "-m", "benchmarks", *arguments], environment)


if __name__ == "__main__":
    end_in_order()
    sys.exit(main(sys.argv[1:]))
