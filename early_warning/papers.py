"""What the letter of a warning prints: a plain dict; wording and layout are the template's."""

from datetime import date
from typing import Any

from documents.kinds import PaperKind
from early_warning.models import Warning
from early_warning.policy.signals import CONFIDENTIAL, LEVEL_LABELS
from early_warning.procedure import WARNING
from statutes.citations import cite
from statutes.wording import term

WARNING_LETTER = PaperKind("warning_letter", "工资支付预警告知书", "预警字", "warning_letter")
DUTY = cite("工资条例", "第十一条")
PROOF = cite("工资条例", "第五十条")
UNNAMED = term("本机关在日常监督管理中注意到你单位的工资支付可能存在风险。")


def warning_letter(
    warning: Warning, *, answer_by: date | None, request: str = ""
) -> dict[str, Any]:
    """预警告知书: which signs, that the wages are due, what to answer and by when.

    A sign that would disclose a complaint or a report is left out; a letter that stands on such
    signs alone says no more than that the office took notice.
    """
    told = [sign for sign in warning.signs.all() if sign.code not in CONFIDENTIAL]
    return {
        "number": warning.number,
        "employer": warning.employer_name,
        "uscc": warning.employer.uscc or "",
        "level": LEVEL_LABELS[warning.colour],
        "raised_on": warning.raised_on,
        "signs": [_line(sign) for sign in told] or [{"text": str(UNNAMED), "month": ""}],
        "answer_by": answer_by,
        "request": request,
        "basis": str(WARNING),
        "duty": str(DUTY),
        "proof": str(PROOF),
    }


def _line(sign: Any) -> dict[str, str]:
    month = f"{sign.month.year}年{sign.month.month}月" if sign.month else ""
    return {"text": str(sign.sentence), "month": month}
