"""What a plan carries: inspections in its range and its days, and of the lot where it has one.

国办发〔2024〕54号 wants plans approved beforehand; “双随机” wants the objects drawn. A plan that
prescribes the lot is not gone round: on its ground only those are inspected whom the lot chose.
Listed employers and grade C stand on their own basis and come first, outside the lot.
"""

from dataclasses import dataclass
from datetime import date

from grids.policy.frequency import Basis
from statutes.wording import Sentence, say

# The bases that have no other ground than the plan.
OF_THE_PLAN = frozenset({Basis.ROUTINE, Basis.CAMPAIGN})


@dataclass(frozen=True, slots=True)
class Under:
    """An inspection that names a plan, as the register finds it on the day it is proposed."""

    plan: str  # its title
    from_on: date
    to_on: date
    is_approved: bool
    is_campaign: bool
    by_lot: bool  # the plan prescribes the draw
    is_drawn: bool  # it comes from a draw of this plan
    is_in_range: bool
    due_on: date | None = None  # None: the plan asks not who is due


def why_not_under(basis: Basis, day: date, under: Under) -> Sentence | None:
    """Why the plan does not carry this inspection; None where it does."""
    if not under.is_approved:
        return say("巡查计划“%(plan)s”还没有批准。", plan=under.plan)
    if not under.from_on <= day <= under.to_on:
        return say("拟检查日期不在巡查计划“%(plan)s”的期间。", plan=under.plan)
    if basis is Basis.ROUTINE and under.is_campaign:
        return say("“%(plan)s”是专项检查方案，日常检查须列入年度计划。", plan=under.plan)
    return None if under.is_drawn else _undrawn(basis, under)


def _undrawn(basis: Basis, under: Under) -> Sentence | None:
    if not under.is_in_range:
        return say("该单位不在巡查计划“%(plan)s”的检查范围。", plan=under.plan)
    if basis not in OF_THE_PLAN:
        return None
    if under.by_lot:
        return say(
            "巡查计划“%(plan)s”以双随机抽取检查对象，请从抽签结果报批；没有抽到的单位不依该计划检查。",
            plan=under.plan,
        )
    if under.due_on is not None and under.due_on > under.to_on:
        return say(
            "巡查计划“%(plan)s”只检查到期应查的单位，该单位%(day)s才到期。",
            plan=under.plan,
            day=under.due_on.isoformat(),
        )
    return None
