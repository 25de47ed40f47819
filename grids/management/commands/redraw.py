"""Run a published draw again: `redraw FILE --seed SEED --nonce NONCE` prints the list it gives."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from grids.policy.inputs import redraw
from statutes.refusal import Refused


class Command(BaseCommand):
    help = "按公布的输入文件、种子和系统随机数重新抽签，打印抽取结果。"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--seed", required=True)
        parser.add_argument("--nonce", default="", help="没有公布系统随机数的旧抽签不填")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(
        self, *args: Any, file: Path, seed: str, nonce: str, format: str, **options: Any
    ) -> None:
        try:
            drawn = redraw(file.read_bytes().decode(), seed, nonce)
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error), returncode=2) from error
        except Refused as refused:
            raise CommandError("；".join(map(str, refused.sentences)), returncode=2) from refused
        if format == "json":
            rows = [{"object": row.name, "officers": list(row.officers)} for row in drawn]
            self.stdout.write(json.dumps(rows, ensure_ascii=False))
            return
        for number, row in enumerate(drawn, 1):
            self.stdout.write(f"{number} {row.name} {' '.join(row.officers)}")
