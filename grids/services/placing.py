"""Each employer into exactly one grid: by rule in one statement, by hand with a reason.

The rule reads a claim for every division that occurs and joins the employers to it, so that a
million of them are placed in one statement; what a person placed it never touches.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from employers.models import Employer
from employers.perms import ELSEWHERE, MERGED
from grids.models import Grid, Placement
from grids.perms import why_not_managed
from statutes.refusal import Refused
from statutes.wording import Sentence, say, term
from workflow import services as workflow

# For each place where employers are, the grid whose claim names it most closely: of the codes
# that contain a place the greatest is the nearest, for a wider one ends in more noughts. Reckoned
# once and joined whole: place by place the register would be read out of its order, at twice the
# time.
NEAREST = """
    WITH places AS (
        SELECT DISTINCT division_id AS code FROM employers_employer
    ), nearest AS MATERIALIZED (
        SELECT places.code, claim.grid_id
        FROM places CROSS JOIN LATERAL (
            SELECT claimed.grid_id
            FROM grids_griddivision AS claimed
            JOIN grids_grid AS grid ON grid.id = claimed.grid_id AND grid.closed_on IS NULL
            WHERE claimed.division_id IN (
                places.code,
                rpad(left(places.code, 9), 12, '0'),
                rpad(left(places.code, 6), 12, '0'),
                rpad(left(places.code, 4), 12, '0'),
                rpad(left(places.code, 2), 12, '0')
            )
            ORDER BY claimed.division_id DESC LIMIT 1
        ) AS claim
    )
"""
PLACE = f"""
    {NEAREST}
    INSERT INTO grids_placement (employer_id, grid_id, how, reason, placed_by_id, placed_at)
    SELECT employer.id, nearest.grid_id, 'rule', '', NULL, %(at)s
    FROM employers_employer AS employer
    JOIN nearest ON nearest.code = employer.division_id
    LEFT JOIN grids_placement AS present ON present.employer_id = employer.id
    WHERE employer.merged_into_id IS NULL AND employer.status <> 'cancelled'
      AND (present.id IS NULL
           OR present.how = 'rule' AND present.grid_id <> nearest.grid_id)
    ON CONFLICT (employer_id) DO UPDATE
       SET grid_id = excluded.grid_id, placed_at = excluded.placed_at, placed_by_id = NULL
     WHERE grids_placement.how = 'rule'
"""
# What the rule placed and nothing covers any longer, or whose file was merged or cancelled.
RELEASE = f"""
    {NEAREST}
    DELETE FROM grids_placement AS placed USING employers_employer AS employer
    WHERE employer.id = placed.employer_id AND placed.how = 'rule'
      AND (employer.merged_into_id IS NOT NULL OR employer.status = 'cancelled'
           OR NOT EXISTS (SELECT FROM nearest WHERE nearest.code = employer.division_id))
"""
COUNT = """
    UPDATE grids_grid AS grid
       SET employer_count = coalesce(found.employers, 0),
           worker_count = coalesce(found.workers, 0), counted_at = %(at)s
      FROM grids_grid AS every LEFT JOIN (
        SELECT placed.grid_id, count(*) AS employers, sum(employer.headcount) AS workers
        FROM grids_placement AS placed JOIN employers_employer AS employer
          ON employer.id = placed.employer_id AND employer.merged_into_id IS NULL
        GROUP BY placed.grid_id
      ) AS found ON found.grid_id = every.id
     WHERE grid.id = every.id
"""


@dataclass(frozen=True, slots=True)
class Placed:
    """How many employers the rule moved, and how many it had to let go."""

    moved: int
    released: int


@transaction.atomic
def place_by_rule(*, at: datetime) -> Placed:
    """Place every employer in the grid of its division; hand placements stay where they are."""
    one_at_a_time()
    with connection.cursor() as cursor:
        cursor.execute(RELEASE)
        released = cursor.rowcount
        cursor.execute(PLACE, {"at": at})
        moved = cursor.rowcount
    count(at=at)
    return Placed(moved, released)


def one_at_a_time() -> None:
    """Claims and placements follow one another: two people never divide at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('grids:placement', 0))")


def count(*, at: datetime) -> None:
    """Count what each grid holds, employers and workers, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"at": at})


@transaction.atomic
def place_by_hand(
    employer_id: int,
    *,
    grid: Grid,
    reason: str,
    moving_from: int | None,
    actor: User,
    at: datetime,
) -> Placement:
    """Place an employer otherwise than by the rule, for a reason.

    `moving_from` is the grid that the person saw it in: another that has claimed it meanwhile, or
    holds it by hand, is named in the refusal.
    """
    employer = Employer.objects.select_for_update(of=("self",)).get(pk=employer_id)
    placement = _place(employer, grid, reason, moving_from, actor=actor, at=at)
    count(at=at)
    return placement


@transaction.atomic
def place_all_by_hand(
    moving_from: Mapping[int, int | None], *, grid: Grid, reason: str, actor: User, at: datetime
) -> int:
    """Place several employers in one act, all or none; whoever cannot be is named with the reason.

    `moving_from` maps each employer to the grid that the person saw it in.
    """
    rows = Employer.objects.select_for_update(of=("self",)).filter(pk__in=moving_from)
    wrong: list[Sentence] = []
    for employer in rows.order_by("pk"):
        try:
            _place(employer, grid, reason, moving_from[employer.pk], actor=actor, at=at)
        except Refused as refused:
            wrong += [
                say("“%(name)s”：%(why)s", name=employer.name, why=why) for why in refused.sentences
            ]
    if wrong:
        raise Refused(*wrong)
    count(at=at)
    return len(moving_from)


@transaction.atomic
def hand_back(employer_id: int, *, actor: User, at: datetime) -> None:
    """Let the rule decide again where an employer belongs."""
    rows = Placement.objects.select_for_update(of=("self",))
    placement = rows.filter(employer_id=employer_id).first()
    if placement is None or placement.how != Placement.How.HAND:
        raise Refused(say("该单位本来就按规则划入网格。"))
    _require_manager(placement.grid, actor, at)
    placement.how, placement.reason = Placement.How.RULE, ""
    placement.placed_by, placement.placed_at = actor, at
    placement.save(update_fields=["how", "reason", "placed_by", "placed_at"])
    _record(placement.grid, placement.employer, term("恢复按规则划入"), actor=actor, at=at)
    place_by_rule(at=at)


def _place(
    employer: Employer,
    grid: Grid,
    reason: str,
    moving_from: int | None,
    *,
    actor: User,
    at: datetime,
) -> Placement:
    """Move one employer, which is locked."""
    _require_placeable(employer, grid, actor=actor, at=at)
    present = Placement.objects.filter(employer=employer).select_related("grid").first()
    if present is not None and present.grid_id != moving_from:
        raise Refused(
            say(
                "“%(name)s”已划入网格“%(other)s”，不能同时划入“%(grid)s”；请刷新后办理调整。",
                name=employer.name,
                other=str(present.grid),
                grid=str(grid),
            )
        )
    placement, _ = Placement.objects.update_or_create(
        employer=employer,
        defaults={
            "grid": grid,
            "how": Placement.How.HAND,
            "reason": reason,
            "placed_by": actor,
            "placed_at": at,
        },
    )
    _record(grid, employer, term("人工划入网格"), actor=actor, at=at, note=reason)
    return placement


def _require_placeable(employer: Employer, grid: Grid, *, actor: User, at: datetime) -> None:
    _require_manager(grid, actor, at)
    if grid.closed_on is not None:
        raise Refused(say("网格“%(name)s”已经停用。", name=grid.name))
    if employer.merged_into_id is not None:
        raise Refused(MERGED)
    if not Employer.objects.in_hand_of(actor).filter(pk=employer.pk).exists():
        raise Refused(ELSEWHERE)


def _require_manager(grid: Grid, actor: User, at: datetime) -> None:
    wrong = why_not_managed(actor, grid.office_id, timezone.localdate(at))
    if wrong is not None:
        raise Refused(wrong)


def _record(
    grid: Grid, employer: Employer, label: str, *, actor: User, at: datetime, note: str = ""
) -> None:
    workflow.record(
        grid.subject,
        act="place_employer",
        label=label,
        actor=actor,
        at=at,
        note=note,
        payload={"employer": employer.pk},
    )
