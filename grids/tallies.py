"""The work of the grids in a year, counted by grid: visits, publicity, training, patrols."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from accounts.models import Training, User
from grids.models import Grid, GridStaff, Patrol, Publicity, Visit

COLUMNS: Mapping[str, object] = {
    "employers": _("用人单位"),
    "visits": _("走访（次）"),
    "people": _("走访（人）"),
    "problems": _("发现问题"),
    "solved": _("已解决"),
    "publicity": _("普法（次）"),
    "reached": _("受众（人）"),
    "training": _("培训学时"),
    "patrols": _("巡查（次）"),
}


@dataclass(frozen=True, slots=True)
class Tally:
    """One grid's year, in the order of COLUMNS; `grid` is None for what lies in no grid."""

    grid: Grid | None
    counts: tuple[object, ...]


def of_year(user: User, year: int) -> list[Tally]:
    """Every grid of the jurisdiction, in a handful of statements however many there are."""
    grids = list(Grid.objects.visible_to(user))
    found: dict[int | None, dict[str, object]] = {grid.pk: {} for grid in grids}
    found[None] = {}
    for grid in grids:
        found[grid.pk]["employers"] = grid.employer_count
    for rows in (_visits(user, year), _publicity(user, year), _patrols(user, year)):
        for row in rows:
            found.setdefault(row.pop("by"), {}).update(row)
    for pk, hours in _training(grids, year).items():
        found[pk]["training"] = hours
    return [
        Tally(grid, tuple(found[grid.pk if grid else None].get(name) or 0 for name in COLUMNS))
        for grid in [*grids, None]
    ]


def total(tallies: list[Tally]) -> tuple[object, ...]:
    columns = zip(*(tally.counts for tally in tallies), strict=True)
    return tuple(sum(column) for column in columns)  # type: ignore[arg-type]


def _visits(user: User, year: int) -> list[dict]:
    rows = Visit.objects.visible_to(user).filter(visited_on__year=year).order_by()
    has_problem = ~Q(outcome=Visit.Outcome.NOTHING)
    is_solved = Q(outcome=Visit.Outcome.SOLVED) | Q(solved_on__isnull=False)
    counted = rows.values("grid").annotate(
        visits=Count("pk"),
        people_met=Sum("people"),
        problems=Count("pk", filter=has_problem),
        solved=Count("pk", filter=is_solved),
    )
    return [
        {
            "by": row["grid"],
            "visits": row["visits"],
            "people": row["people_met"],
            "problems": row["problems"],
            "solved": row["solved"],
        }
        for row in counted
    ]


def _publicity(user: User, year: int) -> list[dict]:
    rows = Publicity.objects.visible_to(user).filter(held_on__year=year).order_by()
    counted = rows.values("grid").annotate(times=Count("pk"), reached=Sum("people_reached"))
    return [
        {"by": row["grid"], "publicity": row["times"], "reached": row["reached"]} for row in counted
    ]


def _patrols(user: User, year: int) -> list[dict]:
    rows = Patrol.objects.visible_to(user).made().filter(arrived_at__year=year).order_by()
    counted = rows.values("employer__placement__grid").annotate(patrols=Count("pk"))
    return [{"by": row["employer__placement__grid"], "patrols": row["patrols"]} for row in counted]


def _training(grids: list[Grid], year: int) -> dict[int, object]:
    """Hours of those who serve in the grid at any time of the year."""
    serving = GridStaff.objects.filter(grid__in=grids, valid_from__year__lte=year).filter(
        Q(valid_to=None) | Q(valid_to__year__gte=year)
    )
    pairs = set(serving.values_list("grid_id", "user_id"))
    held = Training.objects.of_year(year).filter(user__in={user for _grid, user in pairs})
    hours = dict(held.order_by().values_list("user").annotate(hours=Sum("hours")))
    found: dict[int, object] = {}
    for grid_id, user_id in pairs:
        if user_id in hours:
            found[grid_id] = hours[user_id] + (found.get(grid_id) or 0)
    return found
