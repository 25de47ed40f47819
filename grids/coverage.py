"""What the grids of a jurisdiction cover and lack, by a few statements however many there are."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum
from django.db.models.functions import Coalesce

from accounts.jurisdiction import within
from accounts.models import Division, User
from accounts.policy.division_codes import shortest_prefix
from employers.models import Employer
from grids.models import Grid, GridDivision, GridStaff, Placement
from grids.policy import balance
from grids.policy.balance import ASSISTANTS, Area, Imbalance, Load, Part, Sizes
from statutes.wording import Sentence, say

MOST = 200  # rows of a list in the report; the count beside it holds all


@dataclass(frozen=True, slots=True)
class Post:
    """A post of a grid that nobody fills."""

    grid: Grid
    lack: Sentence


@dataclass(frozen=True, slots=True)
class Report:
    """Every employer in one grid, every division covered, every post filled; or what is not."""

    grids: Sequence[Grid]
    imbalances: Sequence[tuple[Grid, Imbalance]]
    uncovered: Sequence[Division]
    vacant: Sequence[Post]
    unplaced: Sequence[Employer]
    unplaced_count: int
    placed_count: int

    @property
    def is_whole(self) -> bool:
        return not (self.uncovered or self.vacant or self.unplaced_count)


def report(user: User, today: date, sizes: Sizes) -> Report:
    grids = list(Grid.objects.visible_to(user).open().select_related("division", "office"))
    loose = unplaced(user)
    placed = Placement.objects.filter(within(user, "employer__division_id"))
    return Report(
        grids=grids,
        imbalances=imbalances(grids, today, sizes),
        uncovered=uncovered(user),
        vacant=vacant(grids, today),
        unplaced=list(loose.select_related("division").order_by("pk")[:MOST]),
        unplaced_count=loose.count(),
        placed_count=placed.filter(employer__merged_into=None).count(),
    )


def unplaced(user: User) -> QuerySet[Employer]:
    """Employers of the jurisdiction, still in being, that lie in no grid."""
    here = Employer.objects.current().exclude(status=Employer.Status.CANCELLED).filter(within(user))
    return here.filter(~Exists(Placement.objects.filter(employer=OuterRef("pk"))))


def areas(grids: Iterable[Grid], today: date) -> list[Area]:
    """The grids as the rules of balance see them."""
    listed = list(grids)
    claims: dict[int, list[str]] = {}
    for grid_id, code in GridDivision.objects.filter(grid__in=listed).values_list(
        "grid_id", "division_id"
    ):
        claims.setdefault(grid_id, []).append(shortest_prefix(code))
    posts = _posts(listed, today)
    return [
        Area(
            grid.code,
            tuple(claims.get(grid.pk, ())),
            grid.employer_count,
            grid.worker_count,
            posts[grid.pk, GridStaff.Duty.ASSISTANT],
        )
        for grid in listed
    ]


def imbalances(grids: Sequence[Grid], today: date, sizes: Sizes) -> list[tuple[Grid, Imbalance]]:
    by_code = {grid.code: grid for grid in grids}
    found = balance.imbalances(areas(grids, today), sizes)
    return [(by_code[imbalance.code], imbalance) for imbalance in found]


def uncovered(user: User) -> list[Division]:
    """Divisions of the jurisdiction, the smallest that are listed, which no grid answers for."""
    here = Division.objects.within(user.prefixes)
    smallest = here.filter(~Exists(Division.objects.filter(parent=OuterRef("pk"))))
    claimed = GridDivision.objects.filter(grid__closed_on=None)
    prefixes = [shortest_prefix(code) for code in claimed.values_list("division_id", flat=True)]
    whole = Area("", tuple(prefixes))
    covered = balance.coverage(smallest.values_list("pk", flat=True), [whole])
    missing = [code for code, is_covered in covered.items() if not is_covered]
    return list(Division.objects.filter(pk__in=missing).order_by("pk"))


def vacant(grids: Iterable[Grid], today: date) -> list[Post]:
    """Grids short of two assistants, or without an inspector who answers for them."""
    listed, found = list(grids), []
    posts = _posts(listed, today)
    for grid in listed:
        if (short := ASSISTANTS - posts[grid.pk, GridStaff.Duty.ASSISTANT]) > 0:
            found.append(Post(grid, say("协管员缺%(count)s人，每个网格不少于二人。", count=short)))
        if not posts[grid.pk, GridStaff.Duty.INSPECTOR]:
            found.append(Post(grid, say("没有责任监察员。")))
    return found


def loads(grid: Grid) -> list[Load]:
    """What lies in each division of a grid, by the divisions of its employers."""
    rows = Placement.objects.filter(grid=grid, employer__merged_into=None).order_by()
    by_division = rows.values_list("employer__division_id").annotate(
        employers=Count("pk"), workers=Coalesce(Sum("employer__headcount"), 0)
    )
    return [Load(*row) for row in by_division.order_by("employer__division_id")]


def proposed_split(grid: Grid) -> tuple[Part, Part] | None:
    """A grid parted in two of like weight: (what stays, what goes to the new one)."""
    parts = balance.propose_split(loads(grid))
    if parts is None:
        return None
    claimed = set(grid.coverage.values_list("division_id", flat=True))
    first, second = parts
    # a half that holds the wider claim itself cannot go
    if set(second.divisions) & claimed and not set(first.divisions) & claimed:
        return second, first
    return first, second


def _posts(grids: Iterable[Grid], today: date) -> Counter[tuple[int, str]]:
    rows = GridStaff.objects.on_duty(today).filter(grid__in=list(grids), user__is_active=True)
    counted = rows.order_by().values_list("grid_id", "duty").annotate(people=Count("user"))
    return Counter({(grid, duty): people for grid, duty, people in counted})
