"""Keep the table of administrative divisions: the national list, and zones added by hand."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from accounts.models import Division
from accounts.policy.division_codes import PREFIX_LENGTHS, Level, pad, parent_code
from statutes.refusal import Refused
from statutes.wording import Sentence, say

NATIONAL_LIST = Path(__file__).resolve().parent.parent / "data" / "divisions.csv"
BATCH = 5000
COLUMNS = ("code", "name", "level", "parent_id", "full_name", "by_hand")


@dataclass(frozen=True, slots=True)
class Row:
    code: str
    name: str
    level: str


class Unit(NamedTuple):
    """The columns of a division, as the table holds them."""

    code: str
    name: str
    level: str
    parent_id: str | None
    full_name: str


@dataclass(frozen=True, slots=True)
class Loaded:
    created: int
    updated: int
    unchanged: int


def read_national_list(path: Path = NATIONAL_LIST) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return [Row(**row) for row in csv.DictReader(file)]


@transaction.atomic
def load_divisions(rows: Iterable[Row]) -> Loaded:
    """Bring the table up to the list. What is already right is not written again.

    A zone added by hand that the list now names becomes part of the list.
    """
    wanted = {unit.code: unit for unit in _units(rows)}
    existing = {row[0]: row for row in Division.objects.values_list(*COLUMNS)}
    created = [unit for code, unit in wanted.items() if code not in existing]
    updated = [
        unit
        for code, unit in wanted.items()
        if code in existing and existing[code] != (*unit, False)
    ]
    Division.objects.bulk_create(map(_division, created), batch_size=BATCH)
    Division.objects.bulk_update(
        map(_division, updated), [*Unit._fields[1:], "by_hand"], batch_size=1000
    )
    return Loaded(len(created), len(updated), len(wanted) - len(created) - len(updated))


def _units(rows: Iterable[Row]) -> Iterator[Unit]:
    """Yield each unit after the unit above it, so that its full name (省市县乡) can be composed."""
    by_code = {row.code: row for row in rows}
    full_names: dict[str, str] = {}
    for code in sorted(by_code):
        row = by_code[code]
        above = parent_code(code, by_code)
        full_names[code] = full_names.get(above or "", "") + row.name
        yield Unit(code, row.name, Level(row.level).value, above, full_names[code])


def _division(unit: Unit) -> Division:
    return Division(**unit._asdict(), by_hand=False)


def why_not_added(code: str) -> Sentence | None:
    if Division.objects.filter(pk=pad(code)).exists():
        return say("行政区划代码%(code)s已存在", code=pad(code))
    if _nearest_above(pad(code)) is None:
        return say("行政区划代码%(code)s没有上级区划，请核对前两位", code=pad(code))
    return None


@transaction.atomic
def add_zone(*, code: str, name: str, level: Level) -> Division:
    """Add a development zone or other unit that the national list does not name."""
    objection = why_not_added(code)
    parent = _nearest_above(pad(code))
    if objection or parent is None:
        raise Refused(*filter(None, [objection]))
    return Division.objects.create(
        code=pad(code),
        name=name,
        level=level.value,
        parent=parent,
        full_name=parent.full_name + name,
        by_hand=True,
    )


@transaction.atomic
def rename_zone(code: str, *, name: str) -> Division:
    """Rename a unit added by hand; the national list is corrected by loading a newer one."""
    division = Division.objects.select_for_update(of=("self",)).get(pk=code)
    if not division.by_hand:
        raise Refused(say("“%(name)s”来自全国行政区划名录，不得手工修改", name=division.full_name))
    above = division.parent.full_name if division.parent else ""
    division.name, division.full_name = name, above + name
    division.save(update_fields=["name", "full_name"])
    return division


def _nearest_above(full: str) -> Division | None:
    candidates = {pad(full[:n]) for n in PREFIX_LENGTHS} - {full}
    return Division.objects.filter(pk__in=candidates).order_by("-code").first()
