"""更正: an act of its own on an ended case (处罚法 第四十七条); the old words stay on record."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.models import Case, RecordCorrection
from cases.papers.record_correction import RECORD_CORRECTION, record_correction
from cases.policy.record_correction import CORRECTABLE, refuse
from cases.services import gate
from documents import services as documents
from statutes.refusal import Refused
from statutes.wording import say
from workflow import services as workflow


def present_words(case: Case) -> dict[str, str]:
    """What each correctable part reads today, its last correction included."""
    words = {field: str(getattr(case, field)) for field in CORRECTABLE}
    made = case.corrections.order_by("pk").values_list("field", "after")
    return words | {field: after for field, after in made if field in words}


def draft(case: Case, field: str, after: str, reason: str) -> RecordCorrection:
    """The correction as it would read; not saved."""
    before = present_words(case).get(field, "")
    return RecordCorrection(
        case=case, field=field, before=before, after=after.strip(), reason=reason.strip()
    )


def form_context(made: RecordCorrection, *, actor: User, at: datetime) -> Mapping[str, Any]:
    """The 案件记录更正单 for the preview and for issue."""
    return record_correction(made.case, made, by=actor.name, on=timezone.localdate(at))


@transaction.atomic
def correct_record(
    case_id: int, *, field: str, after: str, reason: str, actor: User, at: datetime
) -> RecordCorrection:
    """Correct words of a closed or archived case; both wordings stay, with who and why."""
    case = gate.lock(case_id)
    made = draft(case, field, after, reason)
    gate.take(case, "correct_record", actor=actor, at=at, note=reason, payload={"field": field})
    if refusals := refuse(field, made.before, after, reason):
        raise Refused(*refusals)
    made.by, made.at = actor, at
    made.save(force_insert=True)
    subject, context = gate.subject_of(case), form_context(made, actor=actor, at=at)
    documents.issue(RECORD_CORRECTION, subject, context, office=case.office, actor=actor, at=at)
    workflow.notify(
        subject,
        users=[officer.user for officer in case.serving_officers()],
        message=say("%(case)s的结案记录已更正，请重新生成案卷。", case=case.case_no),
        at=at,
        excluding=actor,
    )
    return made
