"""调查终结报告 and 案件处理报批表: what was found, what the law allows for it, what is proposed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

from cases.models import Case, CaseOfficer, Evidence, Proposal, ProposalGround
from cases.papers.parts import EMPTY_OPINION, certified_officers, party
from cases.policy.decision import KINDS
from cases.policy.decision import Kind as Ending
from cases.policy.discretion import Measured, revived
from cases.policy.evidence import KIND_LABELS, Kind
from cases.policy.proposal import Draft
from documents.kinds import PaperKind
from statutes.citations import listed
from statutes.penalty_types import ALSO_LABELS, EFFECT_LABELS, Also, Bounds, Effect
from statutes.penalty_words import plain_range
from statutes.tiers import DEFAULT_TIERS
from statutes.violations import violation
from statutes.wording import Sentence

INVESTIGATION_REPORT = PaperKind(
    "investigation_report", "案件调查终结报告", "", "investigation_report", numbered=False
)
HANDLING_APPROVAL = PaperKind(
    "handling_approval", "案件处理报批表", "", "handling_approval", numbered=False
)


def ground_row(one: Measured) -> dict[str, Any]:
    """One violation with its arithmetic, as the forms and the notice print it."""
    ground, allowed = one.ground, one.allowed
    law = violation(ground.violation)
    spells = [(s.start.isoformat(), s.end.isoformat()) for s in ground.spells]
    return {
        "label": law.label,
        "breached": listed(law.breached),
        "bases": listed(allowed.bases),
        "workers": ground.workers,
        "amount": ground.amount,
        "spells": _spans(spells),
        "effect": EFFECT_LABELS[allowed.kind],
        "has_money": allowed.kind is not Effect.WARNING_ONLY,
        "minimum": allowed.minimum,
        "maximum": allowed.maximum,
        "formula": _formula(allowed.formula, allowed.minimum, allowed.maximum),
        "steps": [str(step) for step in allowed.steps],
        "also": "、".join(ALSO_LABELS[also] for also in allowed.also),
        "tier": one.tier.label if one.tier else "",
        "proposed": ground.proposed,
        "departs": [str(why) for why in one.departs] if ground.reason else [],
        "reason": ground.reason,
    }


def _spans(spells: Iterable[Sequence[str]]) -> str:
    return "、".join(f"{start}至{end}" for start, end in spells)


def _formula(formula: Sentence, minimum: Decimal, maximum: Decimal) -> str:
    """How the range is reckoned; nothing, where that would only say the range once more."""
    said = str(formula)
    return "" if said == str(plain_range(Bounds(minimum, maximum))) else said


def stored_row(row: ProposalGround) -> dict[str, Any]:
    """The same of a proposal that stands: nothing is reckoned anew."""
    law, made = violation(row.violation), row.formula
    effect = Effect(made["effect"])
    return {
        "label": law.label,
        "breached": listed(law.breached),
        "bases": "、".join(made["bases"]),
        "workers": row.workers,
        "amount": row.amount,
        "spells": _spans(row.spells),
        "effect": EFFECT_LABELS[effect],
        "has_money": effect is not Effect.WARNING_ONLY,
        "minimum": row.minimum,
        "maximum": row.maximum,
        "formula": _formula(revived(made["formula"]), row.minimum, row.maximum),
        "steps": [str(revived(step)) for step in made["steps"]],
        "also": "、".join(ALSO_LABELS[Also(also)] for also in made["also"]),
        "tier": next((t.label for t in DEFAULT_TIERS if t.code == row.tier), ""),
        "proposed": row.proposed,
        "departs": [str(revived(why)) for why in made["departs"]],
        "reason": row.reason_outside,
    }


def standing_context(
    case: Case,
    officers: Sequence[CaseOfficer],
    proposal: Proposal,
    grounds: Sequence[ProposalGround],
    evidence: Sequence[Evidence],
    *,
    wages: Decimal,
    on: date,
) -> dict[str, Any]:
    """What every later paper takes from the proposal that stands."""
    rows = [stored_row(row) for row in grounds]
    return {
        "case_no": case.case_no,
        "cause": violation(case.cause).label,
        "party": party(case),
        "filed_on": case.filed_on,
        "kind": KINDS[proposal.ending].label,
        "is_penalty": proposal.ending is Ending.PENALTY,
        "facts": proposal.facts,
        "statement": proposal.statement,
        "law": proposal.law,
        "breached": listed(chain.from_iterable(violation(g.violation).breached for g in grounds)),
        "opinion": proposal.opinion,
        "discretion": proposal.discretion,
        "grounds": rows,
        "outside": [row for row in rows if row["departs"]],
        "evidence": evidence_rows(evidence),
        "fine": proposal.fine,
        "compensation": proposal.compensation,
        "wages": wages,
        "also": "、".join(dict.fromkeys(row["also"] for row in rows if row["also"])),
        "officers": certified_officers(officers, on),
    }


def evidence_rows(evidence: Sequence[Evidence]) -> list[dict[str, Any]]:
    return [
        {
            "number": item.number,
            "kind": KIND_LABELS[Kind(item.kind)],
            "title": item.title,
            "proves": item.proves,
        }
        for item in evidence
    ]


def proposal_context(
    case: Case,
    officers: Sequence[CaseOfficer],
    draft: Draft,
    measured: Sequence[Measured],
    *,
    law: str,
    evidence: Sequence[Evidence],
    on: date,
) -> dict[str, Any]:
    """What the report and the approval form share."""
    rows = [ground_row(one) for one in measured]
    return {
        "case_no": case.case_no,
        "cause": violation(case.cause).label,
        "party": party(case),
        "source": str(case.get_source_display()),
        "filed_on": case.filed_on,
        "kind": KINDS[draft.kind].label,
        "facts": draft.facts.strip(),
        "statement": draft.statement.strip() or "当事人未提出陈述。",
        "law": law,
        "opinion": draft.opinion.strip(),
        "discretion": draft.discretion.strip(),
        "grounds": rows,
        "outside": [row for row in rows if row["departs"]],
        "evidence": evidence_rows(evidence),
        "marks": _marks(draft),
        "workers": case.workers,
        "determined": case.determined,
        "paid": case.paid,
        "officers": certified_officers(officers, on),
    }


def _marks(draft: Draft) -> list[str]:
    """What calls for the review of 第五十八条 or the deliberation of 第五十七条."""
    said = (
        (draft.is_complex, "情节复杂、涉及多个法律关系"),
        (draft.is_grave, "重大违法行为"),
        (draft.is_public_interest, "涉及重大公共利益"),
        (draft.is_prescribed, "法律、法规规定应当进行法制审核"),
    )
    return [label for holds, label in said if holds]


def investigation_report(shared: Mapping[str, Any], *, course: str, on: date) -> dict[str, Any]:
    """案件调查终结报告: course, facts, evidence, law, discretion, opinion."""
    return {**shared, "course": course.strip(), "concluded_on": on}


def handling_approval(
    shared: Mapping[str, Any], *, officer_opinion: Mapping[str, Any]
) -> dict[str, Any]:
    """案件处理报批表 (若干规定 第三十三条); what lies outside the range or tier stands first."""
    return {
        **shared,
        "officer_opinion": dict(officer_opinion),
        "head_opinion": dict(EMPTY_OPINION),
    }
