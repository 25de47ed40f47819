"""Reads the map: every township of a jurisdiction, the grid that answers for it, its outline."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from accounts.models import Division, User
from accounts.policy.division_codes import shortest_prefix
from grids.models import Grid, GridDivision, Outline
from grids.policy import chart
from grids.policy.chart import Place, Sheet

MOST = 3_000  # townships of a province fill no screen


@dataclass(frozen=True, slots=True)
class Map:
    sheet: Sheet
    places: list[Place]
    is_drawn: bool  # from outlines


def of(user: User) -> Map:
    places = _places(user)
    tint = chart.tints({place.grid for place in places if place.grid})
    outlines = Outline.objects.filter(division__in=[place.code for place in places])
    rings = dict(outlines.values_list("division_id", "rings"))
    if rings:
        return Map(chart.outlines(places, rings, tint), places, True)
    return Map(chart.tiles(places, tint), places, False)


def _places(user: User) -> list[Place]:
    here = Division.objects.within(user.prefixes)
    smallest = here.filter(~Exists(Division.objects.filter(parent=OuterRef("pk"))))
    open_claims = GridDivision.objects.filter(grid__closed_on=None)
    claims = {
        shortest_prefix(code): grid
        for code, grid in open_claims.values_list("division_id", "grid_id")
    }
    grids: dict[int, Grid] = Grid.objects.visible_to(user).in_bulk(set(claims.values()))
    codes = {prefix: grids[pk].code for prefix, pk in claims.items() if pk in grids}
    rows = smallest.order_by("code").values_list("code", "name", "parent__name")[:MOST]
    found = []
    for code, name, county in rows:
        prefix = chart.nearest(code, codes)
        grid_id = claims[prefix] if prefix else 0
        found.append(Place(code, name, county or "", codes.get(prefix, ""), grid_id))
    return found
