"""The part of the frozen context that every paper shares: who issued it, its number, its code."""

from datetime import date
from typing import Any

import segno

from accounts.models import Office
from documents.freezing import spaced_code
from documents.kinds import PaperKind
from documents.models import Paper, verify_url


def heading(
    kind: PaperKind,
    *,
    office: Office | None,
    number: str = "",
    issued_on: date | None = None,
    code: str = "",
    corrects: Paper | None = None,
) -> dict[str, Any]:
    """Return `paper` for the base sheet; before issue the number, date and code are empty."""
    return {
        "kind": kind.code,
        "title": kind.title,
        "numbered": kind.numbered,
        "number": number,
        "issued_on": issued_on,
        "office": _office(office),
        "code": spaced_code(code),
        "verify_url": verify_url(code) if code else "",
        "qr": _qr(verify_url(code)) if code else "",
        "corrects": str(corrects) if corrects else "",
    }


def _office(office: Office | None) -> dict[str, str]:
    if office is None:
        return {"name": "", "address": "", "phone": ""}
    return {"name": office.name, "address": office.address, "phone": office.phone}


def _qr(url: str) -> str:
    return segno.make(url, error="m", micro=False).svg_data_uri(border=0, omitsize=True)
