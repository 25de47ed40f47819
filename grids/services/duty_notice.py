"""扫码入企: what anyone who scans a 检查通知书 learns of the inspection, never what it found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from documents.freezing import tidy_code
from documents.models import Paper
from grids.papers.patrols import NOTICE


@dataclass(frozen=True, slots=True)
class DutyNotice:
    """The task, its basis, the officers, and whom to ring, as the notice says."""

    employer: str
    basis: str
    cause: str
    plan: str
    planned_on: date
    industry: str
    officers: Sequence[dict[str, Any]]
    hotline: str


def told(code: str) -> DutyNotice | None:
    """The inspection behind a notice's code; None for every other paper."""
    papers = Paper.objects.issued().filter(verification_code=tidy_code(code), kind=NOTICE.code)
    frozen = papers.values_list("context", flat=True).first()
    if frozen is None:
        return None
    return DutyNotice(
        employer=frozen["employer"],
        basis=frozen["basis"],
        cause=frozen["cause"],
        plan=frozen["plan"],
        planned_on=date.fromisoformat(frozen["planned_on"]),
        industry=frozen["industry"],
        officers=frozen["officers"],
        hotline=frozen["hotline"],
    )
