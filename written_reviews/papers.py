"""What the papers of the written review print."""

from datetime import date
from typing import Any

from documents.kinds import PaperKind
from statutes.citations import cite
from written_reviews.models import Declaration, Review
from written_reviews.policy.contents import (
    ANSWER_LABELS,
    FIGURE_LABELS,
    ITEM_LABELS,
    Answer,
    Item,
)

DECLARATION = PaperKind(
    "review_declaration", "劳动保障书面审查报告书", "", "review_declaration", numbered=False
)
CERTIFICATE = PaperKind(
    "review_certificate", "劳动保障书面审查合格证明", "审合字", "review_certificate"
)
RECTIFICATION = PaperKind(
    "review_rectification", "劳动保障书面审查整改通知书", "审改字", "review_rectification"
)


def declaration(review: Review, declared: Declaration) -> dict[str, Any]:
    """审查报告书: figures, the nine matters, and the promise, as declared."""
    return {
        **_employer(review),
        "figures": [
            {"label": label, "value": declared.figures.get(name)}
            for name, label in FIGURE_LABELS.items()
        ],
        "items": [_item(item, declared) for item in Item],
        "materials": [row.get_kind_display() for row in review.materials.standing()],
        "promised_by": declared.promised_by,
        "declared_at": declared.declared_at,
    }


def certificate(review: Review, *, on: date) -> dict[str, Any]:
    """审查合格证明: whom it concerns, which year, on what basis."""
    return {**_employer(review), "passed_on": on, "basis": str(cite("条例", "第十四条"))}


def rectification(review: Review, *, requirements: str, due_on: date | None) -> dict[str, Any]:
    """整改通知书: what is to be put right, by when, and what follows otherwise."""
    return {
        **_employer(review),
        "requirements": requirements,
        "due_on": due_on,
        "basis": str(cite("条例", "第十四条")),
        "consequence": str(cite("条例", "第三十条")),
    }


def _employer(review: Review) -> dict[str, Any]:
    employer = review.employer
    return {
        "employer": employer.name,
        "uscc": employer.uscc or "",
        "address": employer.address,
        "legal_representative": employer.legal_representative,
        "year": review.campaign.year,
    }


def _item(item: Item, declared: Declaration) -> dict[str, str]:
    answer, note = declared.answers[item.value]
    return {"label": ITEM_LABELS[item], "answer": ANSWER_LABELS[Answer(answer)], "note": note}
