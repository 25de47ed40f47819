"""Placing every employer in a grid by rule, against a hand-written statement that does the same."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Division
from accounts.policy.roles import Role
from accounts.services.divisions import load_divisions, read_national_list
from benchmarks import city
from benchmarks.data import data_set
from benchmarks.frame import Row, Sizes, Times, figure, readable
from grids.services import areas, placing

BAR = 1.5
ROUNDS = 5
STREETS = 2  # townships that a grid of a county takes for itself
# What anybody would write for claims two levels deep: the township's grid, else the county's.
BY_HAND = """
    INSERT INTO grids_placement (employer_id, grid_id, how, reason, placed_at)
    SELECT e.id, coalesce(street.grid_id, county.grid_id), 'rule', '', %(at)s
    FROM employers_employer AS e
    LEFT JOIN grids_griddivision AS street ON street.division_id = e.division_id
    LEFT JOIN grids_griddivision AS county
      ON county.division_id = left(e.division_id, 6) || '000000'
    WHERE e.merged_into_id IS NULL AND e.status <> 'cancelled'
      AND coalesce(street.grid_id, county.grid_id) IS NOT NULL
"""
COUNTED = """
    UPDATE grids_grid SET employer_count = n, worker_count = w, counted_at = %(at)s FROM (
        SELECT p.grid_id, count(*) AS n, sum(e.headcount) AS w
        FROM grids_placement AS p JOIN employers_employer AS e ON e.id = p.employer_id
        GROUP BY p.grid_id
    ) AS found WHERE found.grid_id = grids_grid.id
"""


def fill(size: int) -> None:
    """Employers in the townships of the city; a grid for each county, two townships with theirs."""
    load_divisions(read_national_list())
    office = city.open_office(city.CITY)
    head = city.enlist(office, Role.UNIT_HEAD, 1)
    with city.set_based():
        city.fill_firms(size)
        _spread()
    counties = Division.objects.filter(pk__startswith=city.CITY, level="county").order_by("pk")
    for county in counties:
        streets = Division.objects.filter(parent=county).order_by("pk")[:STREETS]
        for place in (county, *streets):
            areas.open_grid(
                office,
                code=f"W{place.pk[4:9]}",
                name=f"{place.name}网格",
                divisions=[place.pk],
                actor=head,
                at=timezone.now(),
            )


@figure("placement")
def placement(sizes: Sizes) -> Iterator[Row]:
    """From nobody placed to everybody placed, every grid counted."""
    for size in sizes:
        with data_set("placed", size, fill):
            at, times = timezone.now(), Times()
            ours, baseline = partial(_taken, _by_rule, at), partial(_taken, _by_hand, at)
            if ours() != baseline():
                raise RuntimeError("placement by rule and by hand differ")
            times.take(ours, baseline, ROUNDS)
        yield Row("placement", readable(size), times.ours, times.baseline, "ms", BAR)


def _spread() -> None:
    """The register's counties are made; every firm goes to a township of its county."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE employers_employer AS e SET division_id = place.code FROM (
                SELECT code, left(code, 6) AS county,
                    row_number() OVER (PARTITION BY left(code, 6) ORDER BY code) - 1 AS i,
                    count(*) OVER (PARTITION BY left(code, 6)) AS places
                FROM accounts_division WHERE level = 'township'
            ) AS place
            WHERE place.county = left(e.division_id, 6) AND place.i = mod(e.id, place.places)
            """
        )


def _taken(place: Callable[[datetime], None], at: datetime) -> object:
    """Place everybody anew; what came of it, and everything as it was before."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE grids_placement")
        place(at)
        cursor.execute("SELECT count(*), sum(hashint8(employer_id * 1000 + grid_id)) FROM"
                       " grids_placement")  # fmt: skip
        placed = cursor.fetchone()
        cursor.execute("SELECT sum(employer_count * id), sum(worker_count * id) FROM grids_grid")
        counted = cursor.fetchone()
        transaction.set_rollback(True)
    return placed, counted


def _by_rule(at: datetime) -> None:
    placing.place_by_rule(at=at)


def _by_hand(at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(BY_HAND, {"at": at})
        cursor.execute(COUNTED, {"at": at})
