"""`manage.py import_history FILE`: a public contract (cases/README.md)."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext

from accounts.wording import translate, translate_all
from cases.policy.history_columns import LABELS
from cases.services.history import Tally, import_history
from statutes.refusal import Refused
from statutes.tables import Rejection
from statutes.wording import say
from workflow.clock import now

REFUSED = 2  # the exit code of every refused file or argument


class Command(BaseCommand):
    help = "Import old cases from a .xlsx or .csv file (columns: cases/README.md)"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would be done")
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            tally = self._import(options["file"], dry_run=options["dry_run"])
        except Refused as refused:
            self.stderr.write("\n".join(translate_all(refused)), self.style.ERROR)
            raise SystemExit(REFUSED) from refused
        if options["format"] == "json":
            self.stdout.write(json.dumps(_answer(tally), ensure_ascii=False))
        else:
            self._tell(tally)

    def _import(self, path: Path, *, dry_run: bool) -> Tally:
        try:
            with path.open("rb") as file:
                return import_history(file, at=now(), dry_run=dry_run)
        except OSError as error:
            unreadable = say("读不到文件“%(path)s”，请核对路径和权限", path=path)
            raise Refused(unreadable) from error

    def _tell(self, tally: Tally) -> None:
        for rejection in tally.rejected:
            self.stdout.write(_line(rejection))
        summary = say(
            "新增%(created)s件，更新%(updated)s件，未变%(unchanged)s件，退回%(rejected)s行",
            created=tally.created,
            updated=tally.updated,
            unchanged=tally.unchanged,
            rejected=len({r.row for r in tally.rejected}),
        )
        self.stdout.write(translate(summary))


def _answer(tally: Tally) -> dict[str, Any]:
    return {
        "created": tally.created,
        "updated": tally.updated,
        "unchanged": tally.unchanged,
        "rejected": [
            {"row": r.row, "column": r.column, "message": translate(r.message)}
            for r in tally.rejected
        ],
    }


def _line(rejection: Rejection) -> str:
    column = gettext(LABELS[rejection.column]) if rejection.column else ""
    return translate(
        say("第%(row)s行 %(column)s：%(message)s", row=rejection.row, column=column,
            message=rejection.message)
    )  # fmt: skip
