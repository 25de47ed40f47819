"""What an approved plan and a draw print: plain dicts."""

from typing import Any

from documents.kinds import PaperKind
from grids.models import PatrolPlan, RandomDraw
from grids.procedure import APPROVAL

PLAN = PaperKind("patrol_plan", "劳动保障监察巡查计划", "巡计字", "patrol_plan")
COLUMNS = (
    ("employer", "检查对象", "text"),
    ("name", "抽签代号", "text"),
    ("lead", "主办监察员", "name"),
    ("partner", "协办监察员", "name"),
    ("ground", "检查依据", "text"),
)
DRAW = PaperKind("random_draw", "“双随机”抽签记录", "抽字", "random_draw", version=2)


def plan_context(plan: PatrolPlan) -> dict[str, Any]:
    return {
        "title": plan.title,
        "kind": str(plan.get_kind_display()),
        "division": plan.division.full_name,
        "from_on": plan.from_on,
        "to_on": plan.to_on,
        "targets": str(plan.get_targets_display()),
        "industry": plan.industry,
        "scope": plan.scope,
        "procedure": plan.procedure,
        "by_lot": plan.by_lot,
        "basis": str(APPROVAL),
        "approved_on": plan.approved_on,
    }


def draw_context(draw: RandomDraw) -> dict[str, Any]:
    rows = draw.rows.select_related("lead", "partner").order_by("sequence")
    return {
        "title": draw.plan.title,
        "sequence": draw.sequence,
        "reason": draw.reason,
        "failure": draw.failure,
        "seed": draw.seed,
        "nonce": draw.nonce,
        "digest": draw.digest,
        "pool": draw.pool,
        "officers": draw.officers,
        "size": draw.size,
        "drawn_at": draw.drawn_at,
        "drawn_by": draw.drawn_by.name,
        "witness": draw.witness,
        "basis": str(APPROVAL),
        "annex": {
            "title": "抽签结果",
            "columns": [
                dict(zip(("key", "label", "kind"), column, strict=True)) for column in COLUMNS
            ],
            "rows": [
                {
                    "employer": row.employer_name,
                    "name": row.name,
                    "lead": row.lead.name,
                    "partner": row.partner.name,
                    "ground": str(row.get_basis_display()),
                }
                for row in rows
            ],
        },
    }
