"""What the pages of the grids show: the list, one grid, the map, the counts of a year."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.models import User
from employers.models import Employer
from grids import coverage
from grids.models import Grid, GridStaff, Patrol, Placement, Visit
from grids.policy.balance import Imbalance, Sizes

TABS = ("employers", "visits", "patrols")
PAGE = 50
SIZES = Sizes()


@dataclass(frozen=True, slots=True)
class Line:
    """A grid in the list, with who works there and what is out of balance."""

    grid: Grid
    assistants: int
    inspectors: tuple[str, ...]
    imbalance: Imbalance | None


def lines(user: User, today: date) -> list[Line]:
    grids = list(Grid.objects.visible_to(user).open().select_related("division"))
    uneven = {grid.pk: found for grid, found in coverage.imbalances(grids, today, SIZES)}
    posted = GridStaff.objects.on_duty(today).filter(grid__in=grids).select_related("user")
    assistants: dict[int, int] = {}
    inspectors: dict[int, list[str]] = {}
    for row in posted:
        if row.duty == GridStaff.Duty.ASSISTANT:
            assistants[row.grid_id] = assistants.get(row.grid_id, 0) + 1
        else:
            inspectors.setdefault(row.grid_id, []).append(row.user.name)
    return [
        Line(
            grid,
            assistants.get(grid.pk, 0),
            tuple(inspectors.get(grid.pk, ())),
            uneven.get(grid.pk),
        )
        for grid in grids
    ]


def staff(grid: Grid, today: date) -> list[dict[str, Any]]:
    """Who works here, with the certificate in force."""
    rows = grid.staff.on_duty(today).select_related("user").order_by("duty", "pk")
    return [
        {"row": row, "certificate": row.user.certificate_on(today)}
        for row in rows.prefetch_related("user__certificates")
    ]


def tab(grid: Grid, name: str, before: str) -> dict[str, Any]:
    """One list of the grid, a page at a time by key."""
    rows: Any
    match name:
        case "visits":
            rows = Visit.objects.filter(grid=grid).select_related("employer", "recorded_by")
        case "patrols":
            here = Placement.objects.filter(grid=grid).values("employer")
            rows = Patrol.objects.filter(employer__in=here).select_related("lead", "partner")
        case _:
            rows = Employer.objects.current().filter(placement__grid=grid)
            rows = rows.select_related("division", "placement")
    if before.isdecimal():
        rows = rows.filter(pk__lt=int(before[:18]))
    found = list(rows.order_by("-pk")[: PAGE + 1])
    following = f"?tab={name}&before={found[PAGE - 1].pk}" if len(found) > PAGE else ""
    return {
        "rows": found[:PAGE],
        "next_url": following,
        "first_url": f"?tab={name}" if before else "",
    }
