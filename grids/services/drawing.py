"""双随机: employers and officers drawn by lot under an approved plan, printed and published."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from documents import services as documents
from employers.models import Employer
from grids import candidates
from grids.models import DrawnRow, PatrolPlan, RandomDraw
from grids.papers.plans import DRAW, draw_context
from grids.perms import why_not_planned
from grids.policy.draw import PAIR, draw
from grids.procedure import APPROVAL
from statutes.refusal import Refused
from statutes.wording import say, term
from workflow import services as workflow


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a patrol is made of: whom to inspect, who goes, on what basis."""

    employer: Employer
    lead: User
    partner: User
    basis: str


@transaction.atomic
def run(
    plan_id: int,
    *,
    size: int,
    seed: str,
    witness: str,
    reason: str = "",
    actor: User,
    at: datetime,
) -> RandomDraw:
    """Draw, keep what was put in and what came out, print the record.

    Drawing again needs its reason, and the draws before it stay published.
    """
    rows = PatrolPlan.objects.select_for_update(of=("self",)).select_related("office", "division")
    plan, today = rows.get(pk=plan_id), timezone.localdate(at)
    seed = seed.strip()
    _require_drawable(plan, seed, reason, actor=actor, at=at)
    lots, objects = candidates.lots(plan, size, today)
    if len(lots.officers) < PAIR:
        raise Refused(
            say(
                "本机构持有效监察证的监察员只有%(count)s人，检查须由二人实施，不能抽签。",
                count=len(lots.officers),
            )
        )
    drawn = draw(lots, seed)
    people = candidates.officers(plan, today)
    made = RandomDraw.objects.create(
        plan=plan,
        sequence=plan.draws.count() + 1,
        reason=reason.strip(),
        seed=seed,
        inputs=lots.written(),
        digest=lots.digest(),
        size=size,
        pool=len(objects),
        officers=len(lots.officers),
        drawn_by=actor,
        witness=witness,
        drawn_at=at,
    )
    DrawnRow.objects.bulk_create(
        DrawnRow(
            draw=made,
            sequence=number,
            employer_id=objects[row.name].pk,
            name=row.name,
            employer_name=objects[row.name].label,
            lead=people[row.officers[0]],
            partner=people[row.officers[1]],
            basis=objects[row.name].basis.value,
        )
        for number, row in enumerate(drawn, 1)
    )
    workflow.record(
        plan.subject,
        act="draw",
        label=term("双随机抽签"),
        actor=actor,
        at=at,
        citation=APPROVAL,
        note=made.reason,
        payload={"seed": seed, "digest": made.digest, "size": size},
    )
    context = draw_context(made)
    documents.issue(DRAW, made.subject, context, office=plan.office, actor=actor, at=at)
    return made


def assignments(made: RandomDraw) -> list[Assignment]:
    """The patrols that a draw calls for, in the order drawn."""
    rows = made.rows.select_related("employer", "lead", "partner").order_by("sequence")
    return [Assignment(row.employer, row.lead, row.partner, row.basis) for row in rows]


def _require_drawable(
    plan: PatrolPlan, seed: str, reason: str, *, actor: User, at: datetime
) -> None:
    wrong = why_not_planned(actor, plan.office_id, timezone.localdate(at))
    if wrong is not None:
        raise Refused(wrong)
    if plan.status != PatrolPlan.Status.APPROVED:
        raise Refused(say("计划批准以后才能抽签。"))
    if plan.to_on < timezone.localdate(at):
        raise Refused(say("计划的期间已经结束，不能再抽签。"))
    if plan.draws.exists() and not reason.strip():
        raise Refused(say("该计划已经抽过签，再次抽取须写明理由；以前的结果仍然公布。"))
    if plan.draws.filter(seed=seed).exists():
        raise Refused(say("该种子已经用过，请换一个。"))
