"""Who divides the grids, plans, and goes to the people; never sees a request."""

from datetime import date

from accounts.models import User
from accounts.policy.roles import OFFICER_ROLES, ROLE_LABELS, Role
from statutes.wording import Sentence, say

# 网格由监察机构划分; 协管员和监察员走访、宣传.
MANAGERS = frozenset({Role.UNIT_HEAD, Role.BUREAU_HEAD})
VISITORS = OFFICER_ROLES | {Role.GRID_ASSISTANT}
PLANNERS = OFFICER_ROLES


def why_not_managed(user: User, office_id: int, on: date) -> Sentence | None:
    """Grids and who works in them are settled by the heads of the grid's own office."""
    if user.roles_on(on, office_id) & MANAGERS:
        return None
    return say("网格由本机构的负责人划分和配备人员。")


def why_not_visited(user: User, on: date) -> Sentence | None:
    """Assistants and officers of an office visit and spread the law."""
    if user.office_id is not None and user.roles_on(on, user.office_id) & VISITORS:
        return None
    return say("走访和普法宣传由本机构的协管员和监察员登记。")


def why_not_planned(user: User, office_id: int, on: date) -> Sentence | None:
    """A plan is drawn up by the officers who will carry it out."""
    if user.roles_on(on, office_id) & PLANNERS:
        return None
    return say("巡查计划由本机构的%(role)s拟订和抽签。", role=say(ROLE_LABELS[Role.INSPECTOR]))
