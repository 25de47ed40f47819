"""The map of the grids: outlines projected on a sheet, or a tile for every division.

Pure geometry; what a place is called and which grid answers for it are carried through.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians

from grids.policy.balance import Area

Ring = Sequence[Sequence[float]]  # [[longitude, latitude], …]
WIDTH = 960
TILE, GAP, COLUMNS, HEAD = 112, 8, 8, 30  # of the tile map, in the sheet's own units
LINE = 7  # characters of a name that a tile's line holds
TINTS = 6  # neighbouring grids are told apart by as many tints, and by their codes


@dataclass(frozen=True, slots=True)
class Place:
    """A division as the map shows it; `grid` is empty where none answers for it."""

    code: str
    name: str
    county: str
    grid: str = ""
    grid_id: int = 0


@dataclass(frozen=True, slots=True)
class Shape:
    """One place drawn: a path where its outline is known, else a tile at (x, y)."""

    place: Place
    x: float
    y: float
    tint: int
    lines: tuple[str, ...] = ()
    path: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    name: str
    y: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole map; `headings` name the counties of a tile map."""

    width: int
    height: int
    shapes: tuple[Shape, ...]
    headings: tuple[Heading, ...] = ()
    tile: int = TILE


def nearest(code: str, claims: Mapping[str, str]) -> str:
    """The claim, by prefix, that names the place most closely; empty where none does."""
    found = [prefix for prefix in claims if Area("", (prefix,)).closeness(code)]
    return max(found, key=len, default="")


def tiles(places: Iterable[Place], tints: Mapping[str, int]) -> Sheet:
    """A tile for every place, in the order of the codes, county by county."""
    shapes: list[Shape] = []
    headings: list[Heading] = []
    column, y, county = 0, 0.0, None
    for place in sorted(places, key=lambda x: x.code):
        if place.county != county:
            y += (TILE + GAP) if shapes else 0
            headings.append(Heading(place.county, y + HEAD - GAP))
            column, y, county = 0, y + HEAD, place.county
        elif column == COLUMNS:
            column, y = 0, y + TILE + GAP
        x = column * (TILE + GAP)
        shapes.append(Shape(place, x, y, tints.get(place.grid, 0), _wrapped(place.name)))
        column += 1
    height = int(y + TILE) if shapes else 0
    return Sheet(WIDTH, height, tuple(shapes), tuple(headings))


def outlines(
    places: Iterable[Place], rings: Mapping[str, Sequence[Ring]], tints: Mapping[str, int]
) -> Sheet:
    """The places whose outlines are known, true to shape: degrees are narrower up north."""
    drawn = [place for place in places if rings.get(place.code)]
    points = [point for place in drawn for ring in rings[place.code] for point in ring]
    if not points:
        return Sheet(WIDTH, 0, ())
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    squeeze = cos(radians((south + north) / 2))
    scale = WIDTH / max((east - west) * squeeze, 1e-9)
    height = int((north - south) * scale) + 1

    def on_sheet(point: Sequence[float]) -> tuple[float, float]:
        return (point[0] - west) * squeeze * scale, (north - point[1]) * scale

    shapes = []
    for place in drawn:
        paths = [[on_sheet(point) for point in ring] for ring in rings[place.code]]
        flat = [point for path in paths for point in path]
        x, y = sum(p[0] for p in flat) / len(flat), sum(p[1] for p in flat) / len(flat)
        shapes.append(
            Shape(place, round(x, 1), round(y, 1), tints.get(place.grid, 0), path=_path(paths))
        )
    return Sheet(WIDTH, height, tuple(shapes))


def tints(grids: Iterable[str]) -> dict[str, int]:
    """A tint for each grid, from 1; 0 is the tint of what no grid covers."""
    return {code: number % TINTS + 1 for number, code in enumerate(sorted(grids))}


def _path(paths: Iterable[Sequence[tuple[float, float]]]) -> str:
    return " ".join("M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in path) + " Z" for path in paths)


def _wrapped(name: str) -> tuple[str, ...]:
    return tuple(name[n : n + LINE] for n in range(0, min(len(name), 2 * LINE), LINE))
