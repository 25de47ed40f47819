"""What every screen of an approval shares: the form that waits, with the head's words in it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import User
from cases.models import Case
from cases.papers.parts import signed_opinion
from console.acts import Data, Sheet
from documents.kinds import PaperKind
from workflow.models import Approval


def pending(case: Case, kind: str) -> Mapping[str, Any]:
    """What the waiting proposal laid before the head."""
    waiting = Approval.objects.of(case.subject(None)).pending().filter(kind=kind).first()
    return waiting.content if waiting else {}


def decision_sheet(
    case: Case, kind: str, form: PaperKind, data: Data, actor: User, at: datetime
) -> Sheet | None:
    content = pending(case, kind)
    if not content:
        return None
    opinion = signed_opinion(data.get("opinion", ""), actor.name, timezone.localdate(at))
    return form, {**content, "head_opinion": opinion}
