"""What most papers of a case share: its party, its officers, the boxes for opinions."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from cases.models import Case, CaseOfficer

EMPTY_OPINION: Mapping[str, Any] = {"text": "", "signed": "", "on": None}


def signed_opinion(text: str, signed: str, on: date) -> dict[str, Any]:
    """One box of an approval form."""
    return {"text": text, "signed": signed, "on": on}


def party(case: Case) -> dict[str, Any]:
    employer = case.employer
    return {
        "name": case.subject_name,
        "uscc": employer.uscc or "",
        "address": employer.address,
        "legal_representative": employer.legal_representative,
        "legal_representative_phone": employer.legal_representative_phone,
        "manager": employer.manager,
        "manager_position": employer.manager_position,
        "phone": employer.phone,
        "industry": employer.industry,
        "nature": employer.economic_type or employer.registration_type,
    }


def certified_officers(officers: Iterable[CaseOfficer], on: date) -> list[dict[str, Any]]:
    held = [(o, o.user.certificate_on(on)) for o in officers]
    return [
        {
            "name": officer.user.name,
            "role": "主办" if officer.is_lead else "协办",
            "certificate": certificate.number if certificate else "",
        }
        for officer, certificate in held
    ]
