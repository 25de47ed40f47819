"""What the papers of a patrol print: plain dicts; wording and layout are the templates'."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from accounts.models import User
from documents.kinds import PaperKind
from employers.models import Employer
from grids.models import Patrol
from grids.policy.checklists import ANSWER_LABELS, INDUSTRY_LABELS, Answer, Industry, checklist
from grids.policy.frequency import BASIS_LABELS, Basis
from grids.policy.notices import DELIVERY_LABELS, Delivery
from grids.policy.results import OBSTRUCTION_LABELS, Obstruction
from grids.procedure import APPROVAL, OFFICERS
from statutes.citations import cite

APPROVAL_FORM = PaperKind(
    "patrol_approval", "行政检查审批表", "", "patrol_approval", numbered=False
)
NOTICE = PaperKind("patrol_notice", "劳动保障监察检查通知书", "检通字", "patrol_notice")
RECORD = PaperKind("patrol_record", "劳动保障监察检查记录", "", "patrol_record", numbered=False)
ADVICE = PaperKind("patrol_advice", "劳动保障监察指导建议书", "建字", "patrol_advice")

POWERS = cite("条例", "第十五条")
FORMS = cite("条例", "第十四条")
RIGHTS = cite("处罚法", "第四十五条")
SHOWN = cite("处罚法", "第五十五条")


def approval_form(
    patrol: Patrol,
    *,
    opinion: dict[str, Any],
    decision: dict[str, Any] | None,
    on: date,
) -> dict[str, Any]:
    """行政检查审批表: whom, why, by whom, when, what is looked at, and the head's decision."""
    return {
        **_matter(patrol, on),
        "grade": patrol.employer.credit_grade,
        "opinion": opinion,
        "decision": decision,
        "basis_law": str(APPROVAL),
    }


def signed(text: str, name: str, on: date) -> dict[str, Any]:
    """One box of the approval form."""
    return {"text": text, "signed": name, "on": on}


def notice(patrol: Patrol, *, on: date) -> dict[str, Any]:
    """检查通知书: what is inspected, why, when, by whom, what to have ready, whom to ring."""
    return {
        **_matter(patrol, on),
        **_said(patrol),
        "hotline": patrol.office.supervision_phone or patrol.office.phone,
        "forms": str(FORMS),
        "powers": str(POWERS),
        "officers_law": str(OFFICERS),
        "rights": str(RIGHTS),
        "shown": str(SHOWN),
    }


def record(patrol: Patrol, *, on: date) -> dict[str, Any]:
    """检查记录: from arrival to end, each item as it was answered, photographs with their hash."""
    answered = {item.code: item for item in patrol.items.all()}
    return {
        **_matter(patrol, on),
        **_said(patrol),
        "notice_number": patrol.notice_number,
        "delivery": _delivery(patrol),
        "arrived_at": patrol.arrived_at,
        "ended_at": patrol.ended_at,
        "headcount": patrol.headcount_met,
        "position": _position(patrol.latitude, patrol.longitude),
        "present": patrol.present,
        "obstruction": _obstruction(patrol),
        "is_deserted": patrol.obstructed is Obstruction.NOBODY,
        "remarks": patrol.remarks,
        "recusal_asked": patrol.recusal_asked,
        "refusal": patrol.refusal,
        "witness": patrol.witness,
        "answers": [
            {
                "question": item.question,
                "answer": str(ANSWER_LABELS[Answer(answered[item.code].answer)]),
                "note": answered[item.code].note,
                "is_corrected": answered[item.code].is_corrected,
                "is_breach": answered[item.code].answer == Answer.BREACHED,
            }
            for item in patrol.checklist()
            if item.code in answered and answered[item.code].answer
        ],
        "photos": [
            {
                "taken_at": photo.taken_at,
                "sha256": photo.file.sha256,
                "position": _position(photo.latitude, photo.longitude),
            }
            for photo in patrol.photos.select_related("file")
        ],
    }


def _delivery(patrol: Patrol) -> dict[str, Any] | None:
    """How the notice came to the employer; None where nobody was met."""
    if patrol.notice_delivered_at is None:
        return None
    return {
        "at": patrol.notice_delivered_at,
        "way": str(DELIVERY_LABELS[Delivery(patrol.notice_delivery)]),
        "by": patrol.notice_received_by,
    }


def _obstruction(patrol: Patrol) -> str:
    return str(OBSTRUCTION_LABELS[patrol.obstructed]) if patrol.obstructed else ""


def advice(patrol: Patrol, *, findings: str, requirement: str) -> dict[str, Any]:
    """指导建议书: what was seen and put right, and what is advised; it orders nothing."""
    return {
        "employer": patrol.employer_name,
        "notice_number": patrol.notice_number,
        "inspected_at": patrol.arrived_at,
        "findings": findings,
        "advice": requirement,
        "basis": str(POWERS),
    }


def _matter(patrol: Patrol, on: date) -> dict[str, Any]:
    return {
        "employer": patrol.employer_name,
        "party": _party(patrol.employer),
        "basis": str(BASIS_LABELS[Basis(patrol.basis)]),
        "cause": patrol.cause,
        "plan": patrol.plan.title if patrol.plan else "",
        "drawn": patrol.draw.digest if patrol.draw else "",
        "planned_on": patrol.planned_on,
        "place": patrol.division.full_name,
        "industry": str(INDUSTRY_LABELS[Industry(patrol.industry)]),
        "questions": [item.question for item in checklist(Industry(patrol.industry))],
        "officers": _officers(patrol.officers, on),
    }


def _said(patrol: Patrol) -> dict[str, str]:
    """The basis as the employer may read it: that somebody complained stays in the house.

    条例 第九条 keeps informants secret; an employer that hears of a complaint looks for its author.
    Every other lead reads the same: else the difference would tell.
    """
    if Basis(patrol.basis) not in (Basis.COMPLAINT, Basis.LEAD):
        return {}
    return {"basis": str(BASIS_LABELS[Basis.LEAD]), "cause": ""}


def _party(employer: Employer) -> dict[str, str]:
    return {
        "uscc": employer.uscc or "",
        "address": employer.address,
        "legal_representative": employer.legal_representative,
        "phone": employer.phone,
    }


def _officers(officers: Sequence[User], on: date) -> list[dict[str, str]]:
    """The lead first, each with the number of the certificate that is shown at the door."""
    held = [(user, user.certificate_on(on)) for user in officers]
    return [
        {
            "name": user.name,
            "role": "协办" if index else "主办",
            "certificate": certificate.number if certificate else "",
        }
        for index, (user, certificate) in enumerate(held)
    ]


def _position(latitude: Any, longitude: Any) -> str:
    return "" if latitude is None or longitude is None else f"{latitude}, {longitude}"
