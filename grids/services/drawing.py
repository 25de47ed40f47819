"""双随机: employers and officers drawn by lot under an approved plan, printed and published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from documents import services as documents
from employers.models import Employer
from grids import candidates
from grids.models import DrawnRow, PatrolPlan, RandomDraw
from grids.papers.plans import DRAW, draw_context
from grids.perms import why_not_planned
from grids.policy.draw import Drawn, Lots, check, draw
from grids.procedure import APPROVAL
from statutes.refusal import Refused
from statutes.wording import say, term
from workflow import services as workflow

NONCE_BYTES = 16
MOST_DRAWN = 5_000  # of one draw: a list that can be printed, read and inspected


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

    A run that comes to nothing is kept and published too (`failure`). Drawing again needs its
    reason and another seed, and the runs before it stay published.
    """
    plan, seed = _locked(plan_id), seed.strip()
    _require_drawable(plan, seed, reason, actor=actor, at=at)
    if size > MOST_DRAWN:
        raise Refused(say("一次最多抽取%(most)s户，请分次抽取。", most=MOST_DRAWN))
    lots, objects = candidates.lots(plan, size, timezone.localdate(at))
    check(lots, seed)
    frozen = {"inputs": lots.written(), "digest": lots.digest(), "seed": seed}
    nonce = token_hex(NONCE_BYTES)  # only now: nobody knew it while the inputs could be changed
    drawn, failure = _lots_fall(lots, seed, nonce)
    made = RandomDraw.objects.create(
        plan=plan,
        sequence=plan.draws.count() + 1,
        reason=reason.strip(),
        **frozen,
        nonce=nonce,
        size=size,
        pool=len(objects),
        officers=len(lots.officers),
        drawn_by=actor,
        witness=witness,
        drawn_at=at,
        failure=failure,
    )
    _keep_rows(made, drawn, objects)
    _record(made, actor=actor, at=at)
    context = draw_context(made)
    documents.issue(DRAW, made.subject, context, office=plan.office, actor=actor, at=at)
    return made


def _locked(plan_id: int) -> PatrolPlan:
    """One run of a plan at a time: its number and its seed are its own."""
    rows = PatrolPlan.objects.select_for_update(of=("self",)).select_related("office", "division")
    return rows.get(pk=plan_id)


def _lots_fall(lots: Lots, seed: str, nonce: str) -> tuple[tuple[Drawn, ...], str]:
    """The list; or nothing, and why: whom the lot chose is known now, so the run counts."""
    try:
        return draw(lots, seed, nonce), ""
    except Refused as refused:
        return (), "；".join(map(str, refused.sentences))


def _keep_rows(
    made: RandomDraw, drawn: Sequence[Drawn], objects: Mapping[str, candidates.Candidate]
) -> None:
    people = candidates.officers(made.plan, timezone.localdate(made.drawn_at))
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


def _record(made: RandomDraw, *, actor: User, at: datetime) -> None:
    workflow.record(
        made.plan.subject,
        act="draw",
        label=term("双随机抽签未抽成") if made.failure else term("双随机抽签"),
        actor=actor,
        at=at,
        citation=APPROVAL,
        note=made.failure or made.reason,
        payload={
            "seed": made.seed,
            "nonce": made.nonce,
            "digest": made.digest,
            "size": made.size,
        },
    )


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
    if not plan.by_lot:
        raise Refused(say("该计划没有规定以双随机抽取检查对象。"))
    if plan.to_on < timezone.localdate(at):
        raise Refused(say("计划的期间已经结束，不能再抽签。"))
    if plan.draws.exists() and not reason.strip():
        raise Refused(say("该计划已经抽过签，再次抽取须写明理由；以前的结果仍然公布。"))
    if plan.draws.filter(seed=seed).exists():
        raise Refused(say("该种子在本计划已经用过，请换一个；每次抽签都公布。"))
