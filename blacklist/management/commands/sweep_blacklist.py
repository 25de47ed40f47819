"""`manage.py sweep_blacklist [--on D] [--ruleset ID] [--dry-run]`: a public contract."""

import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.wording import translate, translate_all
from blacklist.services.sweeping import Tally, require_known, sweep
from statutes.refusal import Refused
from statutes.wording import say
from workflow.clock import now, today

REFUSED = 2  # the exit code of every refused argument


class Command(BaseCommand):
    help = "Judge every employer by the rules of the wage list and propose whom they would list"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", metavar="DATE", help="facts dated after it are ignored")
        parser.add_argument(
            "--ruleset", metavar="ID", help="judge every record by this set, without writing"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be done")
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            require_known(options["ruleset"])
            on = _day(options["on"])
            tally = sweep(on, at=now(), ruleset=options["ruleset"], dry_run=options["dry_run"])
        except Refused as refused:
            self.stderr.write("\n".join(translate_all(refused)), self.style.ERROR)
            raise SystemExit(REFUSED) from refused
        if options["format"] == "json":
            self.stdout.write(json.dumps(_answer(tally), ensure_ascii=False))
        else:
            self._tell(tally)

    def _tell(self, tally: Tally) -> None:
        for row in tally.candidates:
            words = " ".join(row["triggers"])
            self.stdout.write(f"{row['uscc'] or '—'} {row['subject']} {words}")
        for row in tally.undetermined:
            words = " ".join(row["needs"])
            self.stdout.write(f"{row['uscc'] or '—'} {row['subject']} ? {words}")
        summary = say(
            "评定%(evaluated)s件：符合列入情形%(candidates)s家，事实不全%(undetermined)s家；"
            "新提出%(opened)s家，有变化%(changed)s家，撤回%(closed)s家",
            evaluated=tally.evaluated,
            candidates=len(tally.candidates),
            undetermined=len(tally.undetermined),
            opened=tally.opened,
            changed=tally.changed,
            closed=tally.closed,
        )
        self.stdout.write(translate(summary))


def _day(text: str | None) -> date:
    if text is None:
        return today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(say("“%(text)s”不是日期，请写成 2026-11-23", text=text)) from None


def _answer(tally: Tally) -> dict[str, Any]:
    return {
        "ruleset": tally.ruleset,
        "on": tally.on.isoformat(),
        "evaluated": tally.evaluated,
        "candidates": tally.candidates,
        "undetermined": tally.undetermined,
    }
