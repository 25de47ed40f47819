"""Reading the rulebook for a day and a place, and changing it with two people.

Every reader takes the day as an argument. A change of the calendar does not by itself move
clocks: whoever confirms a notice has the clocks above recomputed.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q

from accounts.models import Division, Office, User
from accounts.policy.division_codes import pad
from rulebook import perms
from rulebook.models import Adoption, DatedRow, DatedValue, HolidayNotice, State, TwoPersonRow
from rulebook.policy.history import History, Spell
from rulebook.policy.keys import DatedFigure, checked, key_of
from rulebook.policy.notice_days import read_days
from statutes.holidays import Notice
from statutes.refusal import Refused
from statutes.review_items import Item, items_at, read_points
from statutes.rulesets import DEFAULTS, RULE_SETS, Family
from statutes.tiers import Tier, read_shares, tiers_at
from statutes.wording import say
from statutes.workdays import Calendar, calendar_with, published_calendar

Row = TypeVar("Row", bound=TwoPersonRow)
BEIJING = ZoneInfo("Asia/Shanghai")
ONE_DAY = timedelta(days=1)

# -- reading --


def calendar() -> Calendar:
    """Return the working-day calendar with every confirmed notice.

    One small query finds whether another process confirmed a notice since; the calendar itself is
    built once per version and process.
    """
    confirmed = HolidayNotice.objects.confirmed().order_by("decided_at", "pk")
    version = tuple(confirmed.values_list("pk", flat=True))
    return _calendar(version) if version else published_calendar()


def dated_value(key: str, division: Division | str | None, on: date) -> DatedFigure:
    """Return the figure in force that day at the nearest level above the place, with its source."""
    wanted = key_of(key)
    code = division.pk if isinstance(division, Division) else division
    rows = DatedValue.objects.in_force(on).filter(key=key)
    by_division = {row.division_id: row for row in rows}
    for level in _levels(code):
        if level in by_division:
            row = by_division[level]
            return DatedFigure(key, row.value, row.citation, row.in_force_from, level)
    if wanted.default is None:
        raise Refused(say("尚未设定“%(key)s”", key=say(wanted.label)))
    return DatedFigure(key, wanted.default, wanted.source, is_default=True)


def histories(keys: Collection[str], division: Division | str | None) -> dict[str, History]:
    """Return what each figure was through time at the place, by one query for them all."""
    code = division.pk if isinstance(division, Division) else division
    nearest = {level: place for place, level in enumerate(_levels(code))}
    known = [level for level in nearest if level is not None]
    here = Q(division__isnull=True) | Q(division__in=known)
    rows = DatedValue.objects.confirmed().filter(here, key__in=keys)
    spells: dict[str, list[Spell]] = {key: [] for key in keys}
    for row in sorted(rows, key=lambda row: nearest[row.division_id]):
        figure = DatedFigure(row.key, row.value, row.citation, row.in_force_from, row.division_id)
        spells[row.key].append(Spell(figure, row.in_force_from, row.in_force_to))
    return {key: History(tuple(found)) for key, found in spells.items()}


def discretion_tiers(division: Division | str | None, on: date) -> tuple[Tier, ...]:
    """Return the tiers by which fines are measured at the place that day."""
    return tiers_at(read_shares(str(dated_value("discretion_tiers", division, on).value)))


def file_review_items(division: Division | str | None, on: date) -> tuple[Item, ...]:
    """Return the sheet by which case files are marked at the place that day (案卷评查)."""
    return items_at(read_points(str(dated_value("file_review_points", division, on).value)))


def adopted(office: Office | int, family: Family | str, on: date) -> str:
    """Return the id of the rule set by which the office judges a record filed that day."""
    row = Adoption.objects.in_force(on).filter(office=office, family=str(family)).first()
    return row.ruleset if row else DEFAULTS[Family(family)]


# -- changing --


def propose_value(
    *,
    key: str,
    division: Division | None,
    in_force_from: date,
    value: object,
    citation: str,
    actor: User,
    at: datetime,
    in_force_to: date | None = None,
) -> DatedValue:
    """Propose a figure from a day on; it applies once a second person has confirmed it."""
    require_keeper(actor, at)
    if not citation.strip():
        raise Refused(say("请填写依据（文件名称和文号）"))
    return DatedValue.objects.create(
        key=key,
        division=division,
        in_force_from=in_force_from,
        in_force_to=in_force_to,
        value=checked(key_of(key), value),
        citation=citation.strip(),
        proposed_by=actor,
        proposed_at=at,
    )


def propose_notice(
    *,
    year: int,
    title: str,
    document_number: str,
    published_on: date,
    holidays: list[dict[str, Any]],
    actor: User,
    at: datetime,
    source: str = "",
) -> HolidayNotice:
    """Propose a State Council notice; every day of it is checked now, not at confirmation."""
    require_keeper(actor, at)
    read_days(year, holidays)
    return HolidayNotice.objects.create(
        year=year,
        title=title,
        document_number=document_number,
        published_on=published_on,
        holidays=holidays,
        source=source,
        proposed_by=actor,
        proposed_at=at,
    )


def propose_adoption(
    *,
    office: Office,
    ruleset: str,
    in_force_from: date,
    document: str,
    actor: User,
    at: datetime,
    in_force_to: date | None = None,
) -> Adoption:
    """Propose that the office judges by a rule set from a day on."""
    require_keeper(actor, at)
    if ruleset not in RULE_SETS:
        raise Refused(say("没有名为“%(ruleset)s”的规则集", ruleset=ruleset))
    if not document.strip():
        raise Refused(say("请填写采用该规则的文件名称和文号"))
    return Adoption.objects.create(
        office=office,
        family=RULE_SETS[ruleset].family.value,
        ruleset=ruleset,
        in_force_from=in_force_from,
        in_force_to=in_force_to,
        document=document.strip(),
        proposed_by=actor,
        proposed_at=at,
    )


@transaction.atomic
def confirm(row: Row, *, actor: User, at: datetime) -> Row:
    """Confirm as the second person; an open row before it ends the day before it begins."""
    mine = _decide(row, State.CONFIRMED, actor=actor, at=at)
    if isinstance(mine, DatedRow):
        _make_room(mine)
    mine.save(update_fields=["state", "decided_by", "decided_at"])
    return mine


@transaction.atomic
def reject(row: Row, *, actor: User, at: datetime) -> Row:
    """Turn a proposal down; it stays on record."""
    mine = _decide(row, State.REJECTED, actor=actor, at=at)
    mine.save(update_fields=["state", "decided_by", "decided_at"])
    return mine


# -- inner --


@lru_cache(maxsize=4)
def _calendar(version: tuple[int, ...]) -> Calendar:
    """Build the calendar of these notices, in the order of their confirmation, which froze them."""
    rows = HolidayNotice.objects.in_bulk(version)
    return calendar_with(_notices(rows[pk] for pk in version))


def _notices(rows: Iterable[HolidayNotice]) -> list[Notice]:
    """Turn rows into notices; for one year the last confirmed one stands."""
    by_year = {
        row.year: Notice(
            year=row.year,
            title=row.title,
            holidays=read_days(row.year, row.holidays),
            document_number=row.document_number,
            published_on=row.published_on,
            source=row.source,
        )
        for row in rows
    }
    return list(by_year.values())


def _levels(code: str | None) -> list[str | None]:
    """Return the place and everything above it, nearest first; None is the whole country."""
    prefixes = [pad(code[:digits]) for digits in (12, 9, 6, 4, 2)] if code else []
    return [*dict.fromkeys(prefixes), None]


def require_keeper(actor: User, at: datetime) -> None:
    if not perms.may_keep(actor, at.astimezone(BEIJING).date()):
        raise Refused(say("只有系统管理员或者部门负责人可以维护规则手册"))


def _decide(row: Row, state: State, *, actor: User, at: datetime) -> Row:
    require_keeper(actor, at)
    mine = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    if mine.state != State.PROPOSED.value:
        raise Refused(say("该项已由%(name)s处理", name=mine.decided_by))
    if mine.proposed_by_id == actor.pk:
        raise Refused(say("提出人不能确认自己提出的内容，请由另一人确认"))
    mine.state, mine.decided_by, mine.decided_at = state.value, actor, at
    return mine


def _make_room(row: DatedRow) -> None:
    """End the open row that the new one follows; refuse any other overlap."""
    others = _same_series(row).overlapping(row.in_force_from, row.in_force_to)
    for other in others.select_for_update(of=("self",)):
        if other.in_force_to is not None or other.in_force_from >= row.in_force_from:
            raise Refused(
                say(
                    "与已确认的一项（%(start)s起）期间重叠，请核对施行日期",
                    start=other.in_force_from.isoformat(),
                )
            )
        other.in_force_to = row.in_force_from - ONE_DAY
        other.save(update_fields=["in_force_to"])


def _same_series(row: DatedRow) -> Any:
    alike = {column: getattr(row, column) for column in row.SERIES}
    return type(row)._default_manager.filter(**alike)
