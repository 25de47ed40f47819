"""调查询问通知书."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.models import Case
from cases.papers.parts import certified_officers
from documents.kinds import PaperKind
from statutes.citations import cite
from statutes.violations import violation

INQUIRY_NOTICE = PaperKind("inquiry_notice", "劳动保障监察调查询问通知书", "询字", "inquiry_notice")


@dataclass(frozen=True, slots=True)
class InquiryDraft:
    """What the inspector writes; the rest comes from the case and its office."""

    addressee: str
    matter: str
    manner: str
    materials: Sequence[str]
    due_on: date | None


def default_matter(case: Case) -> str:
    return f"涉嫌{violation(case.cause).label}的有关情况"


def inquiry_notice(case: Case, draft: InquiryDraft, *, on: date) -> dict[str, Any]:
    """调查询问通知书: who, about what, how and by when, with which materials, where and to whom."""
    return {
        "case_no": case.case_no,
        "subject_name": case.subject_name,
        "addressee": draft.addressee,
        "matter": draft.matter,
        "manner": draft.manner,
        "materials": list(draft.materials),
        "due_on": draft.due_on,
        "basis": str(cite("条例", "第十五条")),
        "consequence": str(cite("条例", "第三十条")),
        "officers": certified_officers(case.serving_officers(), on),
    }
