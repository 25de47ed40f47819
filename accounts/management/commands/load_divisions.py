"""`manage.py load_divisions`: take over the national list of administrative divisions."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from accounts.services.divisions import NATIONAL_LIST, load_divisions, read_national_list


class Command(BaseCommand):
    help = "Load or refresh the administrative divisions of China down to township."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=NATIONAL_LIST)
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_divisions(read_national_list(options["file"]))
        if options["format"] == "json":
            self.stdout.write(json.dumps(asdict(loaded)))
            return
        self.stdout.write(
            f"行政区划：新增 {loaded.created}，更新 {loaded.updated}，未变 {loaded.unchanged}"
        )
