"""处理决定: the proposal with its arithmetic, and everything it went through, newest first."""

from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext

from accounts.wording import translate
from cases.models import Case, Defence, PriorNotice, Proposal, ProposalGround
from cases.policy.discretion import revived, written_spells
from statutes.penalty_types import EFFECT_LABELS, Effect
from statutes.tiers import DEFAULT_TIERS
from statutes.violations import VIOLATIONS

TIERS = {tier.code: tier.label for tier in DEFAULT_TIERS}


def shown(case: Case) -> dict[str, Any]:
    """What the tab lists: a handful of queries however many people sat or spoke."""
    proposals = case.proposals.select_related("proposed_by", "report", "form")
    notices = case.notices.select_related("paper", "hearing_paper", "waiver", "hearing__chair")
    papers = ("hearing__summons", "hearing__record", "hearing__report")
    sessions = case.deliberations.select_related("paper", "chair").prefetch_related("members")
    decision = case.decisions.standing().select_related("paper", "decided_by").first()
    return {
        "proposals": [_proposal(p) for p in proposals.prefetch_related("grounds").order_by("-pk")],
        "notices": [_notice(n) for n in _heard(notices.select_related(*papers))],
        "reviews": case.legal_reviews.select_related("paper", "reviewer").order_by("-pk"),
        "sessions": sessions.order_by("-pk"),
        "decision": decision,
    }


def _heard(notices: Any) -> Any:
    said = Defence.objects.select_related("reviewed_by", "paper")
    return notices.prefetch_related(Prefetch("defences", said.order_by("pk"))).order_by("-pk")


def _proposal(proposal: Proposal) -> dict[str, Any]:
    return {"row": proposal, "grounds": [_ground(row) for row in proposal.grounds.all()]}


def _ground(row: ProposalGround) -> dict[str, Any]:
    """One violation as it was measured, in the reader's language."""
    made = row.formula
    effect = Effect(made["effect"])
    return {
        "row": row,
        "label": gettext(VIOLATIONS[row.violation].label),
        "effect": gettext(EFFECT_LABELS[effect]),
        "has_money": effect is not Effect.WARNING_ONLY,
        "formula": translate(revived(made["formula"])),
        "steps": [translate(revived(step)) for step in made["steps"]],
        "departs": [translate(revived(why)) for why in made["departs"]],
        "spells": written_spells(row.spells),
        "tier": gettext(TIERS[row.tier]) if row.tier else "",
        "bases": "、".join(made["bases"]),
    }


def _notice(notice: PriorNotice) -> dict[str, Any]:
    return {"row": notice, "hearing": getattr(notice, "hearing", None)}
