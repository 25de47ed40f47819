"""证据先行登记保存: the form for approval, the notice, the list, the decision on what was kept."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from cases.models import Case, Preservation
from cases.papers.parts import EMPTY_OPINION, certified_officers, party
from cases.policy.preservation import GROUND_LABELS, OUTCOME_LABELS, Ground, Outcome
from documents.kinds import PaperKind
from documents.models import Paper
from statutes.citations import cite
from statutes.violations import violation

PRESERVATION_APPROVAL = PaperKind(
    "preservation_approval", "证据先行登记保存审批表", "", "preservation_approval", numbered=False
)
PRESERVATION_NOTICE = PaperKind(
    "preservation_notice", "证据先行登记保存通知书", "证保字", "preservation_notice"
)
PRESERVATION_LIST = PaperKind(
    "preservation_list", "证据先行登记保存清单", "", "preservation_list", numbered=False
)
PRESERVATION_SETTLEMENT = PaperKind(
    "preservation_settlement", "先行登记保存证据处理决定书", "证处字", "preservation_settlement"
)


@dataclass(frozen=True, slots=True)
class Thing:
    """One line of the list."""

    name: str
    specification: str
    quantity: str
    condition: str


@dataclass(frozen=True, slots=True)
class PreservationDraft:
    ground: Ground | None
    holder: str
    place: str
    keeper: str
    items: tuple[Thing, ...]


def draft_of(preservation: Preservation) -> PreservationDraft:
    return PreservationDraft(
        ground=Ground(preservation.ground),
        holder=preservation.holder,
        place=preservation.place,
        keeper=preservation.keeper,
        items=tuple(
            Thing(item.name, item.specification, item.quantity, item.condition)
            for item in preservation.items.all()
        ),
    )


def preservation_approval(
    case: Case, draft: PreservationDraft, *, officer_opinion: Mapping[str, Any], on: date
) -> dict[str, Any]:
    """审批表: what, why, where it is kept and by whom; the head's box waits for the decision."""
    return {
        **_shared(case, draft, on),
        "officer_opinion": dict(officer_opinion),
        "head_opinion": dict(EMPTY_OPINION),
    }


def preservation_notice(
    case: Case, draft: PreservationDraft, *, approver: str, due_on: date, on: date
) -> dict[str, Any]:
    """通知书: what is kept where, until when, and that nobody may use, move or destroy it."""
    return {**_shared(case, draft, on), "approver": approver, "due_on": due_on}


def preservation_list(
    case: Case, draft: PreservationDraft, notice: Paper, *, due_on: date, on: date
) -> dict[str, Any]:
    """清单: every thing with its quantity and condition, to be signed on the spot."""
    shared = _shared(case, draft, on)
    return {**shared, "notice_number": notice.number, "due_on": due_on, "on": on}


def preservation_settlement(
    case: Case, preservation: Preservation, outcome: Outcome | None, note: str, *, on: date
) -> dict[str, Any]:
    """处理决定书: what becomes of the things that were kept."""
    assert preservation.paper
    return {
        **_shared(case, draft_of(preservation), on),
        "notice_number": preservation.paper.number,
        "kept_on": preservation.paper.issued_on,
        "outcome": OUTCOME_LABELS[outcome] if outcome else "",
        "note": note,
    }


def _shared(case: Case, draft: PreservationDraft, on: date) -> dict[str, Any]:
    return {
        "case_no": case.case_no,
        "cause": violation(case.cause).label,
        "party": party(case),
        "ground": GROUND_LABELS[draft.ground] if draft.ground else "",
        "holder": draft.holder,
        "place": draft.place,
        "keeper": draft.keeper,
        "items": [asdict(item) for item in draft.items],
        "basis": str(cite("处罚法", "第五十六条")),
        "officers": certified_officers(case.serving_officers(), on),
    }
