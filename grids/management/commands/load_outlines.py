"""Load the outlines of divisions for the map from a GeoJSON file."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import Division
from grids.models import Outline

MULTI = {"Polygon": lambda c: [c], "MultiPolygon": lambda c: c}


class Command(BaseCommand):
    help = "从 GeoJSON 装入行政区划边界；每个要素的 code 属性是12位区划代码。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", required=True, help="数据来源和许可")

    @transaction.atomic
    def handle(self, *args: Any, file: Path, source: str, **options: Any) -> None:
        try:
            features = json.loads(file.read_text("utf-8"))["features"]
            rings = {_code(feature): _rings(feature["geometry"]) for feature in features}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CommandError(f"{file}: {error!r}") from error
        known = set(Division.objects.filter(pk__in=rings).values_list("pk", flat=True))
        for code in known:
            outline = {"rings": rings[code], "source": source}
            Outline.objects.update_or_create(division_id=code, defaults=outline)
        self.stdout.write(f"{len(known)} / {len(rings)}")


def _code(feature: dict[str, Any]) -> str:
    return str(feature["properties"]["code"]).ljust(12, "0")


def _rings(geometry: dict[str, Any]) -> list[list[list[float]]]:
    """The outer ring of every part; holes are other places and draw themselves."""
    return [part[0] for part in MULTI[geometry["type"]](geometry["coordinates"])]
