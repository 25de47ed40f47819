"""manage.py verify_history: recompute every hash chain and every issued paper's hash.

It lives here because this is the lowest app that may import both `workflow` and `documents`.
"""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents.services import check_numbers, check_papers
from workflow.integrity import verify_chains


class Command(BaseCommand):
    help = "重新计算全部办案记录的哈希链和已出具文书的哈希"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        chains = verify_chains()
        papers = list(check_papers())
        count = len(papers)
        broken = [*chains.broken, *filter(None, papers), *filter(None, check_numbers())]
        if options["format"] == "json":
            report = {"events": chains.events, "papers": count, "broken": broken}
            self.stdout.write(json.dumps(report, ensure_ascii=False))
        else:
            self.stdout.writelines(f"{line}\n" for line in broken)
            self.stdout.write(
                f"核对事项 {chains.events} 条、文书 {count} 件，异常 {len(broken)} 处"
            )
        if broken:
            raise CommandError("记录与哈希不符，见上", returncode=1)
