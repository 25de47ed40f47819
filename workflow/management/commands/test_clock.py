"""manage.py test_clock stop 2026-11-23T09:00 | shift +3d | reset | show: the demo's clock."""

import re
from argparse import ArgumentParser
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from workflow.clock import now, set_test_clock

SHIFT = re.compile(r"^([+-]?\d+)([dhm])$")
UNITS = {"d": "days", "h": "hours", "m": "minutes"}


class Command(BaseCommand):
    help = "停住或拨动演示时钟(仅演示环境)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("act", choices=["stop", "shift", "reset", "show"])
        parser.add_argument("value", nargs="?", help="stop: ISO 8601; shift: e.g. 3d, -2h")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("演示时钟只能在演示环境使用；正式环境以机器时间为准", returncode=2)
        match options["act"]:
            case "stop":
                set_test_clock(stopped_at=_moment(options["value"]))
            case "shift":
                set_test_clock(shift=_shift(options["value"]))
            case "reset":
                set_test_clock()
        self.stdout.write(timezone.localtime(now()).isoformat(timespec="seconds"))


def _moment(text: str | None) -> datetime:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError as error:
        raise CommandError("请给出停住的时刻，例如 2026-11-23T09:00", returncode=2) from error
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def _shift(text: str | None) -> timedelta:
    found = SHIFT.match(text or "")
    if found is None:
        raise CommandError("请给出拨动的量，例如 3d、-2h、30m", returncode=2)
    return timedelta(**{UNITS[found[2]]: int(found[1])})
