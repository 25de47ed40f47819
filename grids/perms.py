"""Who divides the grids, plans, visits and inspects; never sees a request."""

from datetime import date

from accounts.models import User
from accounts.perms import certified, may_investigate
from accounts.policy.roles import OFFICER_ROLES, ROLE_LABELS, Role
from grids.models import Patrol
from grids.policy.checklists import Answer
from grids.procedure import STEPS, Facts, State
from statutes.wording import Sentence, say
from workflow.procedure import Offer, available

# 网格由监察机构划分; 协管员和监察员走访、宣传.
MANAGERS = frozenset({Role.UNIT_HEAD, Role.BUREAU_HEAD})
VISITORS = OFFICER_ROLES | {Role.GRID_ASSISTANT}
PLANNERS = OFFICER_ROLES
# 国办发〔2024〕54号: 行政检查 is for certified officers; assistants visit and collect facts.
ASSISTANTS_DO_NOT_INSPECT = say(
    "协管员采集信息、宣传法律，不得实施检查；检查须由两名持证监察员进行。"
)


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


def why_not_proposed(user: User, on: date) -> Sentence | None:
    """An inspector proposes, for the own office, that an employer be inspected."""
    roles = user.roles_on(on, user.office_id)
    if Role.INSPECTOR in roles:
        return None
    if Role.GRID_ASSISTANT in roles:
        return ASSISTANTS_DO_NOT_INSPECT
    return say(
        "“%(step)s”须由%(role)s办理。",
        step=say("报批检查"),
        role=say(ROLE_LABELS[Role.INSPECTOR]),
    )


def why_not_sent(officers: tuple[User, User], on: date) -> Sentence | None:
    """Two different officers, each an inspector with a certificate in force that day."""
    if officers[0].pk == officers[1].pk:
        return say("检查须由两名监察员实施。")
    reasons = (_unfit(officer, on) for officer in officers)
    return next((reason for reason in reasons if reason is not None), None)


def facts_of(patrol: Patrol, user: User, on: date) -> Facts:
    """Collect what the guards read."""
    others = [officer for officer in patrol.officers if officer.pk != user.pk]
    gaps = (_unfit(officer, on) for officer in others)
    return Facts(
        roles=user.roles_on(on, patrol.office_id),
        uncertified=certified(user, on),
        partner_uncertified=next((gap for gap in gaps if gap is not None), None),
        is_on_patrol=user.pk in (patrol.lead_id, patrol.partner_id),
        proposed_it=user.pk == patrol.proposed_by_id,
        open_items=_open_items(patrol),
        has_notice=patrol.notice_delivered_at is not None,
    )


def steps(patrol: Patrol, user: User, on: date) -> tuple[Offer[State], ...]:
    """Return the steps that this person may see now, each with what it still lacks."""
    return available(STEPS, patrol.status, facts_of(patrol, user, on))


def _unfit(officer: User, on: date) -> Sentence | None:
    if Role.GRID_ASSISTANT in officer.roles_on(on) and may_investigate(officer, on):
        return ASSISTANTS_DO_NOT_INSPECT
    return may_investigate(officer, on)


def _open_items(patrol: Patrol) -> int:
    """Asked only while the checklist is being answered."""
    if patrol.status is not State.ARRIVED:
        return 0
    answered = patrol.items.filter(answer__in=[answer.value for answer in Answer])
    return len(patrol.checklist()) - answered.count()
