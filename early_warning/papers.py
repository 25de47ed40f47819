"""What the letter of a warning prints: a plain dict; wording and layout are the template's."""

from datetime import date
from typing import Any

from documents.kinds import PaperKind
from early_warning.models import Warning
from early_warning.policy.signals import LEVEL_LABELS
from early_warning.procedure import WARNING
from statutes.citations import cite

WARNING_LETTER = PaperKind("warning_letter", "工资支付预警告知书", "预警字", "warning_letter")
DUTY = cite("工资条例", "第十一条")
PROOF = cite("工资条例", "第五十条")


def warning_letter(
    warning: Warning, *, answer_by: date | None, request: str = ""
) -> dict[str, Any]:
    """预警告知书: which signs, that the wages are due, what to answer and by when."""
    return {
        "number": warning.number,
        "employer": warning.employer_name,
        "uscc": warning.employer.uscc or "",
        "level": LEVEL_LABELS[warning.colour],
        "raised_on": warning.raised_on,
        "signs": [_line(sign) for sign in warning.signs.all()],
        "answer_by": answer_by,
        "request": request,
        "basis": str(WARNING),
        "duty": str(DUTY),
        "proof": str(PROOF),
    }


def _line(sign: Any) -> dict[str, str]:
    month = f"{sign.month.year}年{sign.month.month}月" if sign.month else ""
    return {"text": str(sign.sentence), "month": month}
