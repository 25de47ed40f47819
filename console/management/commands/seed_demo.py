"""manage.py seed_demo [--employers N] [--seed S]: a synthetic city, built through the services."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from console.demo import city
from console.demo.people import DISTRICT_TEAM, PASSWORD, TEAM
from workflow.clock import today


class Command(BaseCommand):
    help = "建立演示城市:机构、人员、单位和两年的投诉案件(仅演示环境)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--employers", type=int, default=160)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("演示数据和演示账号只能在演示环境建立(DEBUG 已关闭)", returncode=2)
        if options["employers"] < 1:
            raise CommandError("--employers 至少为 1", returncode=2)
        if city.is_built():
            self.stderr.write("演示城市已经建立,没有改动")
            return
        built = city.build(
            today=today(), number_of_employers=options["employers"], seed=options["seed"]
        )
        if options["format"] == "json":
            self.stdout.write(json.dumps(asdict(built), ensure_ascii=False))
            return
        self.stdout.write(
            f"单位 {built.employers} 家,投诉 {built.complaints} 件,案件 {built.cases} 件,"
            f"文书 {built.papers} 件"
        )
        for person in (*TEAM, *DISTRICT_TEAM):
            self.stdout.write(f"  {person.username:8} {person.name}  {PASSWORD}")
