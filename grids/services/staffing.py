"""Who works in a grid: at least two assistants, and an inspector who answers for it."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.perms import may_investigate
from accounts.policy.roles import ROLE_LABELS, Role
from grids.models import Grid, GridStaff
from grids.perms import why_not_managed
from grids.policy.duties import DUTIES
from statutes.refusal import Refused
from statutes.wording import Sentence, say, term
from workflow import services as workflow


@transaction.atomic
def post(
    grid_id: int,
    *,
    user: User,
    duty: str,
    valid_from: date,
    task: str,
    actor: User,
    at: datetime,
) -> GridStaff:
    """Post somebody to a grid; an inspector needs a certificate in force."""
    grid = Grid.objects.select_for_update(of=("self",)).get(pk=grid_id)
    _require_manager(grid, actor, at)
    if grid.closed_on is not None:
        raise Refused(say("网格“%(name)s”已经停用。", name=grid.name))
    wrong = _why_unfit(user, duty, valid_from)
    if wrong is not None:
        raise Refused(wrong)
    if grid.staff.filter(user=user, duty=duty, valid_to=None).exists():
        raise Refused(say("%(name)s已在该网格任此岗位。", name=user.name))
    posted = GridStaff.objects.create(
        grid=grid, user=user, duty=duty, valid_from=valid_from, task=task or DUTIES[duty]
    )
    _record(grid, posted, term("配备网格人员"), actor=actor, at=at)
    return posted


@transaction.atomic
def relieve(staff_id: int, *, on: date, actor: User, at: datetime) -> GridStaff:
    """End a posting; the days it lasted stay on record."""
    posted = GridStaff.objects.select_for_update(of=("self",)).get(pk=staff_id)
    _require_manager(posted.grid, actor, at)
    if posted.valid_to is not None:
        raise Refused(say("该岗位任职已经结束。"))
    if on < posted.valid_from:
        raise Refused(
            say(
                "日期%(day)s早于%(since)s。",
                day=on.isoformat(),
                since=posted.valid_from.isoformat(),
            )
        )
    posted.valid_to = on
    posted.save(update_fields=["valid_to"])
    _record(posted.grid, posted, term("结束网格任职"), actor=actor, at=at)
    return posted


def _why_unfit(user: User, duty: str, on: date) -> Sentence | None:
    """协管员 by role; 责任监察员 by role and certificate."""
    if duty == GridStaff.Duty.INSPECTOR:
        return may_investigate(user, on)
    if Role.GRID_ASSISTANT in user.roles_on(on):
        return None
    return say("%(name)s不是%(role)s。", name=user.name, role=say(ROLE_LABELS[Role.GRID_ASSISTANT]))


def _require_manager(grid: Grid, actor: User, at: datetime) -> None:
    wrong = why_not_managed(actor, grid.office_id, timezone.localdate(at))
    if wrong is not None:
        raise Refused(wrong)


def _record(grid: Grid, posted: GridStaff, label: str, *, actor: User, at: datetime) -> None:
    workflow.record(
        grid.subject,
        act="staff_grid",
        label=label,
        actor=actor,
        at=at,
        payload={"user": posted.user_id, "duty": posted.duty},
    )
