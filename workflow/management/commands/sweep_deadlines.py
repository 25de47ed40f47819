"""manage.py sweep_deadlines [--at DATETIME] [--format json]"""

import json
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from workflow import deadlines
from workflow.clock import now


class Command(BaseCommand):
    help = "检查全部时限，发出预警和升级;--at 可为漏跑的一天补跑"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--at", help="ISO 8601, e.g. 2026-11-23T02:00; default now")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        result = deadlines.sweep_deadlines(at=_moment(options["at"]))
        if options["format"] == "json":
            counts = {
                "checked": result.checked,
                "warned": result.warned,
                "breached": result.breached,
            }
            self.stdout.write(
                json.dumps(counts | {"items": list(result.items)}, ensure_ascii=False)
            )
            return
        for item in result.items:
            self.stdout.write("{level:9} {due_at}  {subject}  {clock}".format(**item))
        self.stdout.write(
            f"检查 {result.checked} 项时限，预警 {result.warned} 项，超期 {result.breached} 项"
        )


def _moment(text: str | None) -> datetime:
    if text is None:
        return now()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(
            f"--at {text} 不是日期时间；请写成 2026-11-23T02:00 的形式", returncode=2
        ) from error
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
