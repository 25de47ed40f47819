"""`manage.py penalty_range ITEM …`: a public contract (docs/rules/penalties.md)."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.wording import translate, translate_all
from statutes.dates import Spell, read_date
from statutes.money import parse_yuan
from statutes.penalties import Range, penalty_range
from statutes.penalty_types import ALSO_LABELS, EFFECT_LABELS
from statutes.refusal import Refused
from statutes.violations import ITEMS
from statutes.wording import Sentence, say
from workflow.clock import today

REFUSED = 2  # the exit code of every refused argument
MOST_WORKERS = 10_000_000  # beyond it a slip of the hand is likelier than a case


class Command(BaseCommand):
    help = "The statutory range of a violation: " + ", ".join(ITEMS)
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("item", metavar="ITEM", help="an item or a code of the catalogue")
        parser.add_argument("--workers", metavar="N", help="how many workers were harmed")
        parser.add_argument("--amount", metavar="YUAN", help="the amount the law multiplies")
        parser.add_argument(
            "--spell",
            metavar="START:END",
            action="append",
            default=[],
            help="END inclusive, a begun month counts; repeatable, each applies to all N workers",
        )
        parser.add_argument("--on", metavar="DATE", help="by the law of that day; default today")
        parser.add_argument(
            "--person", action="store_true", help="the separate fine on a responsible person"
        )
        parser.add_argument(
            "--unlicensed", action="store_true", help="the doubled fine on an unlicensed unit"
        )
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            answer = _asked(options)
        except Refused as refused:
            self.stderr.write("\n".join(translate_all(refused)), self.style.ERROR)
            raise SystemExit(REFUSED) from refused
        self.stdout.write(_json(answer) if options["format"] == "json" else _text(answer))


def _asked(options: Mapping[str, Any]) -> Range:
    now = today()
    on = _day(options["on"], now) if options["on"] else now
    return penalty_range(
        options["item"],
        on=on,
        workers=None if options["workers"] is None else _count(str(options["workers"])),
        amount=None if options["amount"] is None else parse_yuan(str(options["amount"])),
        spells=_until(on, [_spell(text, now) for text in options["spell"]]),
        unit=not options["person"],
        unlicensed=options["unlicensed"],
    )


def _json(answer: Range) -> str:
    """Write money as JSON numbers with two decimals, which `json` itself cannot."""
    money = f'"minimum": {answer.minimum:.2f}, "maximum": {answer.maximum:.2f}'
    words = {
        "kind": answer.kind.value,
        "formula": translate(answer.formula),
        "citation": str(answer.citation),
    }
    return "{" + money + ", " + json.dumps(words, ensure_ascii=False)[1:]


def _text(answer: Range) -> str:
    lines = [
        say(
            "%(label)s：%(minimum)s元至%(maximum)s元",
            label=EFFECT_LABELS[answer.kind],
            minimum=f"{answer.minimum:.2f}",
            maximum=f"{answer.maximum:.2f}",
        ),
        answer.formula,
        *answer.steps,
        *_notes(answer),
    ]
    return "\n".join([*map(translate, lines), *map(str, answer.bases)])


def _notes(answer: Range) -> Iterable[Sentence]:
    if answer.may:
        yield say("可以处以罚款，也可以不处")
    if answer.after_order:
        yield say("责令后逾期不改正或者不支付的，方可适用")
    if answer.only_when:
        yield say("条件：%(label)s", label=answer.only_when)
    for also in answer.also:
        yield say("并：%(label)s", label=ALSO_LABELS[also])
    for also in answer.grave:
        yield say("情节严重的，并：%(label)s", label=ALSO_LABELS[also])


def _day(text: str, now: date) -> date:
    day = read_date(text)
    if day > now:
        raise Refused(say("日期%(day)s晚于今天，请核对", day=day.isoformat()))
    return day


def _spell(text: str, now: date) -> Spell:
    start, colon, end = text.replace("：", ":").partition(":")
    if not colon:
        raise Refused(say("期间“%(text)s”应写成 2024-03-14:2024-06-19", text=text))
    return Spell(_day(start, now), _day(end, now))


def _until(on: date, spells: list[Spell]) -> list[Spell]:
    """Leave out what lies after the day asked for: it had not happened yet."""
    known = [Spell(spell.start, min(spell.end, on)) for spell in spells if spell.start <= on]
    if spells and not known:
        raise Refused(say("至%(on)s，所填期间均未开始，请核对", on=on.isoformat()))
    return known


def _count(text: str) -> int:
    try:
        n = int(text)
    except ValueError:
        raise Refused(say("人数“%(text)s”不是整数", text=text)) from None
    if n > MOST_WORKERS:
        raise Refused(say("人数不得超过%(most)d，请核对", most=MOST_WORKERS))
    return n
