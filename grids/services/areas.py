"""Dividing the grids: opening one, what it answers for, parting it in two, closing it."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import Office, User
from accounts.policy.division_codes import covers
from grids.models import Grid, GridDivision
from grids.perms import why_not_managed
from grids.policy.balance import DIVISION
from grids.services import placing
from statutes.refusal import Refused
from statutes.wording import say, term
from workflow import services as workflow


@transaction.atomic
def open_grid(
    office: Office,
    *,
    code: str,
    name: str,
    divisions: Collection[str],
    actor: User,
    at: datetime,
) -> Grid:
    """Open a grid over these divisions and place their employers in it."""
    on = timezone.localdate(at)
    _require_manager(actor, office.pk, on)
    if Grid.objects.filter(code=code).exists():
        raise Refused(say("网格编号“%(code)s”已经使用。", code=code))
    if not divisions:
        raise Refused(say("请选择网格负责的行政区划。"))
    place_id = min(divisions)
    grid = Grid.objects.create(
        office=office, division_id=place_id, code=code, name=name, opened_on=on
    )
    _record(grid, term("启用网格"), actor=actor, at=at, divisions=sorted(divisions))
    _claim(grid, divisions)
    placing.place_by_rule(at=at)
    return grid


@transaction.atomic
def claim(grid_id: int, *, divisions: Collection[str], actor: User, at: datetime) -> Grid:
    """Settle which divisions the grid answers for; the employers follow."""
    grid = _locked(grid_id)
    _require_manager(actor, grid.office_id, timezone.localdate(at))
    _require_open(grid)
    if not divisions:
        raise Refused(say("请选择网格负责的行政区划。"))
    held = set(grid.coverage.values_list("division_id", flat=True))
    wanted = set(divisions)
    grid.coverage.filter(division__in=held - wanted).delete()
    _claim(grid, wanted - held)
    if wanted != held:
        _record(grid, term("调整网格范围"), actor=actor, at=at, divisions=sorted(wanted))
        placing.place_by_rule(at=at)
    return grid


@transaction.atomic
def split(
    grid_id: int,
    *,
    code: str,
    name: str,
    divisions: Collection[str],
    actor: User,
    at: datetime,
) -> Grid:
    """Part a grid in two: the divisions that go, whole or out of a larger claim, to a new one."""
    grid = _locked(grid_id)
    _require_open(grid)
    stays = set(grid.coverage.values_list("division_id", flat=True)) - set(divisions)
    if not stays:
        raise Refused(say("拆分后原网格没有负责的行政区划，请至少留下一个。"))
    grid.coverage.filter(division__in=divisions).delete()
    new = open_grid(grid.office, code=code, name=name, divisions=divisions, actor=actor, at=at)
    _record(grid, term("拆分网格"), actor=actor, at=at, divisions=sorted(divisions))
    return new


@transaction.atomic
def close(grid_id: int, *, reason: str, actor: User, at: datetime) -> Grid:
    """Close a grid: its divisions are free for another, its people leave, its history stays."""
    grid, on = _locked(grid_id), timezone.localdate(at)
    _require_manager(actor, grid.office_id, on)
    _require_open(grid)
    if by_hand := grid.placements.filter(how="hand").count():
        raise Refused(
            say(
                "网格“%(name)s”还有%(count)s户由人工划入的单位，请先划到其他网格。",
                name=grid.name,
                count=by_hand,
            )
        )
    grid.coverage.all().delete()
    grid.staff.on_duty(on).update(valid_to=on)
    grid.closed_on = on
    grid.save(update_fields=["closed_on"])
    _record(grid, term("停用网格"), actor=actor, at=at, note=reason)
    placing.place_by_rule(at=at)
    return grid


def _claim(grid: Grid, divisions: Iterable[str]) -> None:
    """Enter the claims; a division that another grid answers for is refused, naming both."""
    wanted = sorted(divisions)
    prefixes = list(grid.office.jurisdictions.values_list("prefix", flat=True))
    for code in wanted:
        if not any(covers(prefix, code) for prefix in prefixes):
            raise Refused(say("行政区划%(code)s不在本机构的管辖范围内。", code=code))
    placing.one_at_a_time()
    clashes = [
        say(
            "“%(division)s”已由网格“%(other)s”负责，不能同时划给“%(grid)s”。",
            division=claim.division.name,
            other=str(claim.grid),
            grid=str(grid),
        )
        for claim in GridDivision.objects.filter(division__in=wanted)
        .select_related("grid", "division")
        .order_by("division_id")
    ]
    if clashes:
        raise Refused(*clashes, citation=DIVISION)
    GridDivision.objects.bulk_create(GridDivision(grid=grid, division_id=code) for code in wanted)


def _locked(grid_id: int) -> Grid:
    return Grid.objects.select_for_update(of=("self",)).select_related("office").get(pk=grid_id)


def _require_open(grid: Grid) -> None:
    if grid.closed_on is not None:
        raise Refused(say("网格“%(name)s”已经停用。", name=grid.name))


def _require_manager(actor: User, office_id: int, on: date) -> None:
    wrong = why_not_managed(actor, office_id, on)
    if wrong is not None:
        raise Refused(wrong)


def _record(
    grid: Grid,
    label: str,
    *,
    actor: User,
    at: datetime,
    note: str = "",
    divisions: list[str] | None = None,
) -> None:
    workflow.record(
        grid.subject,
        act="divide_grid",
        label=label,
        actor=actor,
        at=at,
        citation=DIVISION,
        note=note,
        payload={"divisions": divisions} if divisions else None,
    )
