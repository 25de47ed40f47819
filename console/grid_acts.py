"""The acts on a grid as screens: what each asks, and the service it calls."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Division, User
from console import grid_forms
from grids import coverage
from grids.models import Grid
from grids.services import areas, staffing

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Posted = Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class GridAct:
    """One screen. `form(grid, posted, today)`; `run(grid, data, actor, at)` calls the service."""

    title: "StrOrPromise"
    form: Callable[[Grid, Any, date], forms.Form]
    run: Callable[[Grid, dict[str, Any], User, datetime], object]


def _split_form(grid: Grid, posted: Any, today: date) -> forms.Form:
    proposed, loads = coverage.proposed_split(grid), coverage.loads(grid)
    names = Division.objects.in_bulk([load.division for load in loads])
    form = grid_forms.SplitForm(
        posted, initial={"divisions": list(proposed[1].divisions) if proposed else []}
    )
    form.fields["divisions"].choices = [  # type: ignore[attr-defined]
        (
            load.division,
            _("%(name)s：用人单位%(employers)s户，劳动者%(workers)s人")
            % {
                "name": names[load.division].name,
                "employers": load.employers,
                "workers": load.workers,
            },
        )
        for load in loads
    ]
    return form


def _relieve(grid: Grid, data: dict[str, Any], actor: User, at: datetime) -> object:
    return staffing.relieve(data["staff"].pk, on=data["on"], actor=actor, at=at)


ACTS: dict[str, GridAct] = {
    "staff": GridAct(
        _("配备人员"),
        lambda grid, posted, on: grid_forms.StaffForm(posted, office=grid.office, today=on),
        lambda grid, data, actor, at: staffing.post(grid.pk, **data, actor=actor, at=at),
    ),
    "relieve": GridAct(
        _("结束任职"),
        lambda grid, posted, on: grid_forms.RelieveForm(posted, grid=grid, today=on),
        _relieve,
    ),
    "divisions": GridAct(
        _("调整网格范围"),
        lambda grid, posted, on: grid_forms.DivisionsForm(posted, office=grid.office, grid=grid),
        lambda grid, data, actor, at: areas.claim(grid.pk, **data, actor=actor, at=at),
    ),
    "split": GridAct(
        _("拆分网格"),
        _split_form,
        lambda grid, data, actor, at: areas.split(grid.pk, **data, actor=actor, at=at),
    ),
    "close": GridAct(
        _("停用网格"),
        lambda grid, posted, on: grid_forms.CloseForm(posted),
        lambda grid, data, actor, at: areas.close(grid.pk, **data, actor=actor, at=at),
    ),
}


def offered(grid: Grid) -> dict[str, str]:
    """What may be done with a grid that is open."""
    return {} if grid.closed_on else {key: str(act.title) for key, act in ACTS.items()}
