"""`manage.py rate_credit --year Y`: a public contract (credit_rating/README.md)."""

import json
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.wording import translate, translate_all
from credit_rating.policy.facts import said_of, source_of
from credit_rating.policy.judgement import Reason, whole_json
from credit_rating.services import ordering
from credit_rating.services.rating import rate
from statutes.refusal import Refused
from statutes.wording import say
from workflow.clock import now

REFUSED = 2  # the exit code of every refused argument


class Command(BaseCommand):
    help = "Rate the employers' conduct of a year; nothing is in force before it is approved"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--year", type=int, required=True)
        parser.add_argument("--ruleset", metavar="ID")
        parser.add_argument("--division", metavar="CODE")
        parser.add_argument("--dry-run", action="store_true", help="count, and keep nothing")
        parser.add_argument("--explain", metavar="USCC", help="print one employer's findings")
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            answer, lines = self._explain(options) if options["explain"] else self._rate(options)
        except Refused as refused:
            self.stderr.write("\n".join(translate_all(refused)), self.style.ERROR)
            raise SystemExit(REFUSED) from refused
        if options["format"] == "json":
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(lines))

    def _rate(self, options: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
        started, at = time.monotonic(), now()
        asked = {name: options[name] for name in ("year", "ruleset", "division")}
        if options["dry_run"]:
            run, counts = ordering.try_out(**asked, at=at)
        else:
            run = ordering.order_run(**asked, actor=None, at=at)
            run = rate(run.pk, at=at, progress=self._tell_progress)
            counts = run.counts
        seconds = round(time.monotonic() - started, 3)
        answer = {"year": run.year, "ruleset": run.ruleset, "counts": counts, "seconds": seconds}
        told = say(
            "%(year)s年度（%(ruleset)s）：A级%(a)s户，B级%(b)s户，C级%(c)s户，用时%(seconds)s秒",
            year=run.year, ruleset=run.ruleset, seconds=seconds,
            a=counts["A"], b=counts["B"], c=counts["C"],
        )  # fmt: skip
        return answer, [translate(told)]

    def _tell_progress(self, done: int, whole: int) -> None:
        self.stderr.write(translate(say("已评定%(done)s户，共%(whole)s户", done=done, whole=whole)))

    def _explain(self, options: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
        found = ordering.explain(
            uscc=options["explain"], year=options["year"], ruleset=options["ruleset"], at=now()
        )
        judgement = found.judgement
        answer = {
            "year": options["year"],
            "ruleset": judgement.ruleset,
            "uscc": found.employer.uscc,
            "subject": found.employer.name,
            "grade": judgement.grade.value,
            "points": judgement.points,
            "findings": [
                whole_json(reason) | {"source": _source(reason, found.facts)}
                for reason in judgement.reasons
            ],
        }
        return answer, [*_heading(found), *_lines(found)]


def _source(reason: Reason, facts: tuple[dict[str, Any], ...]) -> dict[str, Any] | None:
    return None if reason.item is None else facts[reason.item]


def _heading(found: ordering.Explained) -> list[str]:
    judgement = found.judgement
    grade = say("%(name)s：%(grade)s级", name=found.employer.name, grade=judgement.grade.value)
    lines = [translate(grade)]
    if judgement.points is not None:
        lines.append(translate(say("得分%(points)s", points=judgement.points)))
    return lines


def _lines(found: ordering.Explained) -> list[str]:
    lines = []
    for reason in found.judgement.reasons:
        mark = {"yes": "+", "no": "-", "needs": "?"}[reason.finding.outcome.value]
        weight = f" {reason.points}" if reason.points else ""
        lines.append(f"{mark}{weight} {reason.finding.rule} {reason.finding.citation or ''}")
        if (facts := _source(reason, found.facts)) is not None:
            said = "；".join(translate(s) for s in (source_of(facts), *said_of(facts)))
            lines.append(f"    {said}")
        for clause in reason.finding.clauses:
            asked, compared = translate(clause.asked), translate(clause.compared)
            lines.append(f"    {clause.outcome.value}: {asked} ← {compared}")
    return lines
