"""Load the outlines of divisions for the map from a GeoJSON file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import Division
from grids.models import Outline
from grids.policy import outlines
from statutes.refusal import Refused

LONGEST_SOURCE = 200
LARGEST = 64 * 1024 * 1024  # bytes: a province by township, simplified


class Command(BaseCommand):
    help = (
        "从 GeoJSON 装入行政区划边界；每个要素的 code 属性是区划代码。有一处不对，整个文件不装入。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", required=True, help="数据来源和许可")

    @transaction.atomic
    def handle(self, *args: Any, file: Path, source: str, **options: Any) -> None:
        rings = _read(file)
        if not source.strip() or len(source) > LONGEST_SOURCE:
            raise CommandError("请用 --source 写明数据来源和许可，不超过200字。", returncode=2)
        known = set(Division.objects.filter(pk__in=rings).values_list("pk", flat=True))
        for code in sorted(known):
            outline = {"rings": rings[code], "source": source.strip()}
            Outline.objects.update_or_create(division_id=code, defaults=outline)
        self.stdout.write(f"{len(known)} / {len(rings)}")


def _read(file: Path) -> dict[str, outlines.Rings]:
    try:
        if file.stat().st_size > LARGEST:
            raise CommandError(f"{file}：文件超过64MB，请先简化边界或者分开装入。", returncode=2)
        return outlines.read(file.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{file}：{error}", returncode=2) from error
    except Refused as refused:
        raise CommandError(f"{file}：{refused.sentences[0]}", returncode=2) from refused
