"""`manage.py workdays add DATE N` and `between A B`: a public contract (rulebook/README.md)."""

import json
from argparse import SUPPRESS, ArgumentParser
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.wording import translate, translate_all
from rulebook.services import calendar
from statutes.dates import read_date
from statutes.refusal import Refused
from statutes.wording import Sentence, say
from statutes.workdays import Calendar

MOST = 10_000  # days; beyond it a slip of the hand is likelier than a question
REFUSED = 2  # the exit code of every refused argument


class Command(BaseCommand):
    help = "Working-day arithmetic by the State Council's calendar"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        # Suppressed defaults: a sub-parser would otherwise reset what stands before the verb.
        shared = ArgumentParser(add_help=False)
        shared.add_argument("--format", choices=("text", "json"), default=SUPPRESS)
        parser.add_argument("--format", choices=("text", "json"), default=SUPPRESS)
        verbs = parser.add_subparsers(dest="verb", required=True, parser_class=ArgumentParser)
        add = verbs.add_parser("add", parents=[shared], help="the N-th working day after DATE")
        add.add_argument("date", metavar="DATE")
        add.add_argument("n", metavar="N", help="may be negative: counts back")
        span = verbs.add_parser(
            "between", parents=[shared], help="working days after A up to and including B"
        )
        span.add_argument("a", metavar="A")
        span.add_argument("b", metavar="B")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            answer = VERBS[options["verb"]](calendar(), options)
        except Refused as refused:
            self.stderr.write("\n".join(translate_all(refused)), self.style.ERROR)
            raise SystemExit(REFUSED) from refused
        if options.get("format") == "json":
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            self._tell(answer)

    def _tell(self, answer: Mapping[str, Any]) -> None:
        self.stdout.write(str(answer["result"]))
        for day in answer["skipped"]:
            skipped = say("跳过 %(date)s %(reason)s", date=day["date"], reason=day["reason"])
            self.stdout.write(translate(skipped))
        if answer["provisional"]:
            self.stdout.write(translate(say("所涉年度放假安排尚未公布，结果为暂定")))


def _add(calendar: Calendar, options: Mapping[str, Any]) -> dict[str, Any]:
    start, n = read_date(options["date"]), _count(options["n"])
    result = calendar.add(start, n)
    return _answer(result.isoformat(), calendar, start, result)


def _between(calendar: Calendar, options: Mapping[str, Any]) -> dict[str, Any]:
    start, end = read_date(options["a"]), read_date(options["b"])
    return _answer(calendar.between(start, end), calendar, start, end)


def _answer(result: str | int, calendar: Calendar, start: date, end: date) -> dict[str, Any]:
    return {
        "result": result,
        "provisional": calendar.provisional_between(start, end),
        "skipped": [
            {"date": day.date.isoformat(), "reason": translate(Sentence(day.reason))}
            for day in calendar.skipped(start, end)
        ],
    }


def _count(text: str) -> int:
    try:
        n = int(text)
    except ValueError:
        raise Refused(say("“%(text)s”不是整数，请写工作日的个数", text=text)) from None
    if abs(n) > MOST:
        raise Refused(say("工作日个数不得超过%(most)d", most=MOST))
    return n


VERBS: dict[str, Callable[[Calendar, Mapping[str, Any]], dict[str, Any]]] = {
    "add": _add,
    "between": _between,
}
