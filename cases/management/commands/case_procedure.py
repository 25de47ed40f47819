"""Print the procedure of a case as its docs show it, or write it into them."""

import re
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from cases.procedure.diagram import diagram, fenced, page

PAGE = settings.BASE_DIR / "docs/rules/procedure.md"
README = settings.BASE_DIR / "cases/README.md"
FENCE = re.compile(r"```mermaid\n.*?```", re.DOTALL)


class Command(BaseCommand):
    help = "Print the diagram and table of a case's procedure; --write puts them into the docs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true")

    def handle(self, *args: Any, write: bool, **options: Any) -> None:
        if not write:
            self.stdout.write(page(), ending="")
            return
        PAGE.write_text(page())
        README.write_text(FENCE.sub(lambda _: fenced(diagram()), README.read_text(), count=1))
