"""询问笔录 and 现场检查笔录."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from accounts.models import User
from cases.models import Case
from cases.papers.parts import party
from cases.policy.transcript import Line
from documents.kinds import PaperKind
from statutes.identity import mask_phone, mask_resident_id
from statutes.violations import violation

INTERVIEW_RECORD = PaperKind("interview_record", "询问笔录", "", "interview_record", numbered=False)
INSPECTION_RECORD = PaperKind(
    "inspection_record", "现场检查笔录", "", "inspection_record", numbered=False
)

LEGAL_REPRESENTATIVE = "法定代表人"  # whom an employer's record is usually taken from


@dataclass(frozen=True, slots=True)
class Held:
    """What both records share: when, where, by whom, with whom, and how it was signed."""

    began_at: datetime
    ended_at: datetime
    place: str
    asker: User
    recorder: User
    person: str
    role: str
    identity: str = ""
    phone: str = ""
    rights_told: bool = False
    recusal_asked: bool = False
    pages: int = 1
    refusal: str = ""
    witness: str = ""


def interview_record(case: Case, held: Held, lines: Iterable[Line]) -> dict[str, Any]:
    """询问笔录: the head, what was told, each question with its answer, the signatures."""
    return {**_head(case, held), "lines": [{"q": x.question, "a": x.answer} for x in lines]}


def inspection_record(case: Case, held: Held, findings: str) -> dict[str, Any]:
    """现场检查笔录: the head, what was told, what was done and found, the signatures."""
    return {**_head(case, held), "findings": findings}


def _head(case: Case, held: Held) -> dict[str, Any]:
    on = timezone.localdate(held.began_at)
    return {
        "case_no": case.case_no,
        "cause": violation(case.cause).label,
        "party": party(case),
        "began_at": held.began_at,
        "ended_at": held.ended_at,
        "place": held.place,
        "asker": _officer(held.asker, on),
        "recorder": _officer(held.recorder, on),
        "person": held.person,
        "role": held.role,
        "identity": mask_resident_id(held.identity) if held.identity else "",
        "phone": mask_phone(held.phone) if held.phone else "",
        "rights_told": held.rights_told,
        "recusal_asked": held.recusal_asked,
        "pages": held.pages,
        "refusal": held.refusal,
        "witness": held.witness,
    }


def _officer(user: User, on: date) -> dict[str, str]:
    certificate = user.certificate_on(on)
    return {"name": user.name, "certificate": certificate.number if certificate else ""}
