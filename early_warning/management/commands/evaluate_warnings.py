"""`manage.py evaluate_warnings [--on D] [--dry-run]`: early_warning/README.md."""

import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext

from accounts.wording import translate, translate_all
from early_warning.policy.signals import LEVEL_LABELS
from early_warning.services.evaluation import Tally, evaluate
from statutes.refusal import Refused
from statutes.wording import say
from workflow.clock import now, today

REFUSED = 2  # the exit code of every refused argument


class Command(BaseCommand):
    help = "Judge every employer by the warning rules; raise and escalate what they find"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", metavar="DATE", help="facts dated after it are ignored")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done")
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            on = _day(options["on"])
            tally = evaluate(on, at=now(), dry_run=options["dry_run"])
        except Refused as refused:
            self.stderr.write("\n".join(translate_all(refused)), self.style.ERROR)
            raise SystemExit(REFUSED) from refused
        if options["format"] == "json":
            self.stdout.write(json.dumps(_answer(tally), ensure_ascii=False))
        else:
            self._tell(tally)

    def _tell(self, tally: Tally) -> None:
        for _what, verdict, _warning in tally.items:
            level = gettext(LEVEL_LABELS[verdict.level])
            self.stdout.write(f"{verdict.uscc or '—'} {verdict.name} {level}")
        summary = say(
            "评估%(evaluated)s家：新预警%(raised)s件，升级%(escalated)s件，补充信号%(added)s件",
            evaluated=tally.evaluated,
            raised=tally.raised,
            escalated=tally.escalated,
            added=tally.added,
        )
        self.stdout.write(translate(summary))


def _day(text: str | None) -> date:
    if text is None:
        return today()
    try:
        on = date.fromisoformat(text)
    except ValueError:
        raise Refused(say("“%(text)s”不是日期，请写成 2026-11-23", text=text)) from None
    if on > today():
        raise Refused(say("评估日期%(text)s还没有到", text=text))
    return on


def _answer(tally: Tally) -> dict[str, Any]:
    return {
        "on": tally.on.isoformat(),
        "evaluated": tally.evaluated,
        "raised": tally.raised,
        "escalated": tally.escalated,
        "added": tally.added,
        "settled": tally.settled,
        "seconds": tally.seconds,
        "items": [
            {
                "what": what,
                "warning": warning.number if warning else None,
                "uscc": verdict.uscc,
                "employer": verdict.name,
                "level": verdict.level.value,
                "points": verdict.warned.points,
                "signs": [
                    {
                        "rule": signal.code,
                        "points": signal.points,
                        "sentence": translate(signal.sentence),
                    }
                    for signal in verdict.warned.signals
                ],
            }
            for what, verdict, warning in tally.items
        ],
    }
