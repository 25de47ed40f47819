"""案卷评查: the sheet as a screen shows it, and the head who lets a file go as it is."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.models import Case, ScoreOverride
from cases.perms.around import Around, around
from cases.perms.facts import facts_of, marks_of
from cases.policy.review_sheet import Mark, Score, is_covered, score, too_low
from cases.services import gate
from statutes.refusal import Refused
from statutes.wording import Sentence, say

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Sheet:
    """Every item with its mark, what they come to, and whether a head has explained the rest."""

    marks: tuple[Mark, ...]
    score: Score
    is_explained: bool

    @property
    def too_low(self) -> Sentence | None:
        return too_low(self.score)


def sheet_of(case: Case, actor: User, at: datetime, known: Around | None = None) -> Sheet:
    """Mark the file as it stands, whatever its state."""
    known = known or around(case)
    marks, explained = marks_of(case, facts_of(case, actor, timezone.localdate(at), known), known)
    result = score(marks)
    return Sheet(marks, result, is_covered(result, explained))


@transaction.atomic
def override_score(case_id: int, *, reason: str, actor: User, at: datetime) -> ScoreOverride:
    """Let a file be closed below the pass mark or over a veto item; named, with the reason."""
    case = gate.lock(case_id)
    if not reason.strip():
        raise Refused(say("须写明案卷评查不足仍可结案的理由。"))
    sheet = sheet_of(case, actor, at)
    missing = sorted(sheet.score.lacking)
    payload = {"points": sheet.score.points, "missing": missing}
    gate.take(case, "override_score", actor=actor, at=at, note=reason, payload=payload)
    return ScoreOverride.objects.create(
        case=case,
        points=sheet.score.points,
        missing=missing,
        reason=reason.strip()[:LONGEST_REASON],
        by=actor,
        at=at,
    )
