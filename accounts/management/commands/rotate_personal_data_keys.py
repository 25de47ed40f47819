"""`manage.py rotate_personal_data_keys`: put the newest key in front, run this, retire the old."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from accounts.services.personal_data import BATCH, rotate


class Command(BaseCommand):
    help = "Re-encrypt personal data under the first key of PERSONAL_DATA_KEYS."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--batch", type=int, default=BATCH)
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        rewritten = rotate(options["batch"])
        if options["format"] == "json":
            self.stdout.write(json.dumps({"rewritten": rewritten}))
            return
        for column, rows in rewritten.items():
            self.stdout.write(f"{column}: {rows}")
        self.stdout.write(f"已用最新密钥重新加密：{sum(rewritten.values())} 行")
