"""Whether a plan and its draw carry an inspection that names them."""

from datetime import date

from accounts.models import User
from employers.models import Employer
from grids import candidates
from grids.models import PatrolPlan, RandomDraw
from grids.policy.frequency import BASIS_LABELS, Basis
from grids.policy.planning import Under, why_not_under
from grids.procedure import APPROVAL
from statutes.refusal import Refused
from statutes.wording import say


def require(
    basis: Basis,
    employer: Employer,
    officers: tuple[User, User],
    day: date,
    *,
    plan: PatrolPlan | None,
    draw: RandomDraw | None,
) -> None:
    """Refuse what the plan does not carry; a routine inspection without a plan has no ground."""
    if plan is None:
        if basis is Basis.ROUTINE:
            raise Refused(
                say("日常检查须列入已批准的巡查计划；没有计划的，请注明其他依据。"),
                citation=APPROVAL,
            )
        return
    if draw is not None:
        _require_drawn(basis, employer, officers, plan, draw)
    if wrong := why_not_under(basis, day, _under(employer, plan, is_drawn=draw is not None)):
        raise Refused(wrong, citation=APPROVAL)


def _under(employer: Employer, plan: PatrolPlan, *, is_drawn: bool) -> Under:
    asks_who_is_due = plan.targets == PatrolPlan.Targets.DUE and not is_drawn
    return Under(
        plan=plan.title,
        from_on=plan.from_on,
        to_on=plan.to_on,
        is_approved=plan.status == PatrolPlan.Status.APPROVED,
        is_campaign=plan.kind == PatrolPlan.Kind.CAMPAIGN,
        by_lot=plan.by_lot,
        is_drawn=is_drawn,
        is_in_range=is_drawn or candidates.is_in_range(plan, employer),
        due_on=candidates.next_due(plan, employer) if asks_who_is_due else None,
    )


def _require_drawn(
    basis: Basis,
    employer: Employer,
    officers: tuple[User, User],
    plan: PatrolPlan,
    draw: RandomDraw,
) -> None:
    """Whom the lot chose is inspected by those whom it chose: the draw is published."""
    row = draw.rows.filter(employer=employer).select_related("lead", "partner").first()
    if draw.plan_id != plan.pk or row is None:
        raise Refused(say("巡查计划“%(plan)s”的这次抽签没有抽到该单位。", plan=plan.title))
    if basis.value != row.basis:
        drawn = say(BASIS_LABELS[Basis(row.basis)])
        raise Refused(say("抽签载明的检查依据是“%(basis)s”。", basis=drawn))
    if tuple(officer.pk for officer in officers) != (row.lead_id, row.partner_id):
        raise Refused(
            say(
                "抽签确定由%(lead)s主办、%(partner)s协办；需要回避的，批准后更换检查人员。",
                lead=row.lead.name,
                partner=row.partner.name,
            ),
            citation=APPROVAL,
        )
