"""`manage.py law_index`: write docs/law-index.md from the statutes (a test keeps it fresh)."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from statutes.articles import index


class Command(BaseCommand):
    help = "Write docs/law-index.md from the statutes"
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(settings.BASE_DIR) / "docs" / "law-index.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(index(), encoding="utf-8")
        self.stdout.write(str(path))
