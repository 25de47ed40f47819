"""script/manage: manage.py with the services it needs; standard output is the command's alone."""

import sys

from launch.environment import running_services
from launch.places import end_in_order
from launch.project import MANAGE, compile_messages, migrate, run

ABOUT_MIGRATIONS = {"makemigrations", "migrate", "showmigrations", "sqlmigrate"}


def main(arguments: list[str]) -> int:
    compile_messages()
    with running_services() as services:
        if services.postgres and not ABOUT_MIGRATIONS.intersection(arguments[:1]):
            migrate(services)
        return run([*MANAGE, *arguments], services.environment)


if __name__ == "__main__":
    end_in_order()
    sys.exit(main(sys.argv[1:]))
