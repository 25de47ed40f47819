"""What the page of a patrol shows: header, officers, checklist, photographs, next steps."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.policy.roles import Role
from console import history, marking, patrol_cases
from console.badges import badge
from console.next_steps import MOST_STEPS, Next
from console.patrol_acts import ACTS
from documents.models import Paper
from grids import perms
from grids.models import DrawnRow, Patrol, RandomDraw
from grids.policy.checklists import Answer
from grids.procedure import State
from grids.services.inspecting import breaches_of
from rulebook import services as rulebook
from workflow.models import Clock
from workflow.procedure import Offer

TABS = {
    "overview": _("概况"),
    "papers": _("文书"),
    "approvals": _("审批"),
    "history": _("办理经过"),
}
FIRST_STEPS = {
    State.PROPOSED: ("approve_patrol",),
    State.RETURNED: ("propose_again",),
    State.APPROVED: ("arrive", "deliver_notice"),
    State.ARRIVED: ("record_items", "finish"),
    State.RECORDED: ("conclude",),
}
SCREENS = {step: key for key, act in ACTS.items() if not act.is_aside for step in act.steps}
RELATED = (
    "employer", "division", "office", "lead", "partner", "proposed_by", "plan", "draw",
    "notice", "record", "advice",
)  # fmt: skip


def load(queryset: QuerySet[Patrol], pk: int) -> QuerySet[Patrol]:
    return queryset.filter(pk=pk).select_related(*RELATED)


def header(patrol: Patrol, now: datetime) -> dict[str, Any]:
    """Context that every screen of the patrol shares."""
    calendar = rulebook.calendar()
    clocks = Clock.objects.of(patrol.subject).open().by_urgency()
    return {
        "patrol": patrol,
        "clocks": [(clock, badge(clock, now, calendar)) for clock in clocks],
    }


def tab(patrol: Patrol, name: str) -> dict[str, Any]:
    """The rows of one tab; the other tabs are not read."""
    subject = patrol.subject
    match name:
        case "papers":
            return {"papers": Paper.objects.of(subject).order_by("-pk")}
        case "approvals":
            return {"approvals": marking.approvals(subject)}
        case "history":
            return history.shown(subject)
    return overview(patrol)


def overview(patrol: Patrol) -> dict[str, Any]:
    """What was looked at, what failed and what that proposes, and the photographs."""
    rows = {row.code: row for row in patrol.items.all()}
    answered = sum(bool(row.answer) for row in rows.values())
    is_shown = answered or not patrol.obstruction  # who was turned away had nothing to answer
    known = patrol.checklist() if is_shown else ()
    return {
        "answers": [(item, rows[item.code]) for item in known if item.code in rows],
        "answered": answered,
        "failed": sum(row.answer == Answer.BREACHED for row in rows.values()),
        "breaches": breaches_of(patrol) if rows else (),
        "photos": list(patrol.photos.select_related("file", "taken_by")),
    }


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """One employer of a draw: the patrol that was made of it, or the address that proposes one."""

    row: DrawnRow
    patrol: Patrol | None
    url: str


def of_draw(draw: RandomDraw, after: int, most: int) -> list[DrawnLine]:
    """A page of the draw's list in the order drawn, each with what became of it."""
    rows = draw.rows.select_related("lead", "partner", "employer").order_by("sequence")
    found = list(rows.filter(sequence__gt=after)[:most])
    drawn = [row.employer_id for row in found]
    patrols = draw.patrols.live().filter(employer__in=drawn).select_related("notice")
    made = {patrol.employer_id: patrol for patrol in patrols}
    return [DrawnLine(row, made.get(row.employer_id), _proposing(draw, row)) for row in found]


def _proposing(draw: RandomDraw, row: DrawnRow) -> str:
    known = {
        "basis": row.basis,
        "plan": draw.plan_id,
        "draw": draw.pk,
        "lead": row.lead_id,
        "partner": row.partner_id,
    }
    address = reverse("console:new_patrol", args=[row.employer_id])
    return f"{address}?{urlencode(known)}"


def evidence_waits(patrol: Patrol) -> bool:
    """Whether the case has been filed and does not hold yet what the inspection brought home."""
    case = patrol_cases.case_of(patrol)
    return case is not None and case.filed_on is not None and bool(patrol_cases.left_out(patrol))


def warning(user: User, now: datetime) -> Any:
    """What an assistant is told in the place of a button."""
    roles = user.roles_on(timezone.localdate(now), user.office_id)
    is_assistant = Role.GRID_ASSISTANT in roles and Role.INSPECTOR not in roles
    return perms.ASSISTANTS_DO_NOT_INSPECT if is_assistant else None


def offers(patrol: Patrol, user: User, now: datetime) -> tuple[Offer[State], ...]:
    return perms.steps(patrol, user, timezone.localdate(now))


def next_steps(patrol: Patrol, user: User, now: datetime) -> dict[str, list[Next]]:
    """At most two first steps, and the rest; two steps of one screen are offered once."""
    wanted = FIRST_STEPS.get(patrol.status, ())
    found: dict[str, Next] = {}
    for offer in offers(patrol, user, now):
        step = _as_next(patrol, offer)
        found.setdefault(step.url, step)
    first = [n for n in found.values() if n.offer.step.name in wanted]
    first.sort(key=lambda n: wanted.index(n.offer.step.name))
    others = [n for n in found.values() if n not in first[:MOST_STEPS]]
    return {"first_steps": first[:MOST_STEPS], "other_steps": others}


def _as_next(patrol: Patrol, offer: Offer[State]) -> Next:
    name = offer.step.name
    if name == "record_items":
        url = reverse("console:patrol_check", args=[patrol.pk])
        return Next(gettext("填写检查清单"), url, offer)
    key = SCREENS[name]
    url = reverse("console:patrol_act", args=[patrol.pk, key])
    return Next(gettext(str(ACTS[key].title)), url, offer)
