"""不予立案: the head finds that a lead does not become a case, on a coded ground."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.models import Case
from cases.papers.non_filing import (
    NON_FILING_APPROVAL,
    NON_FILING_NOTICE,
    NonFiling,
    non_filing_approval,
    non_filing_notice,
)
from cases.papers.parts import EMPTY_OPINION, signed_opinion
from cases.policy.non_filing import require_whole
from cases.procedure.states import FILING
from cases.services import gate
from documents import services as documents
from workflow.models import Approval


def form_context(
    case: Case, refusal: NonFiling, *, opinion: str, actor: User, at: datetime
) -> dict[str, Any]:
    """The 不予立案审批表 as the head signs it, with what the officer laid before the head."""
    on = timezone.localdate(at)
    waiting = Approval.objects.of(case.subject(None)).pending().filter(kind=FILING).first()
    return non_filing_approval(
        case,
        case.serving_officers(),
        refusal,
        reference=reference_of(case),
        officer_opinion=waiting.content["officer_opinion"] if waiting else EMPTY_OPINION,
        head_opinion=signed_opinion(opinion, actor.name, on),
        on=on,
    )


def reference_of(case: Case) -> str:
    return case.sources.values_list("reference", flat=True).first() or ""


@transaction.atomic
def refuse_filing(
    case_id: int, refusal: NonFiling, *, opinion: str, actor: User, at: datetime
) -> Case:
    """Decide not to file (不予立案): the form is kept, and who brought the lead is told why."""
    case = gate.lock(case_id)
    require_whole(refusal.code, refusal.reason, refusal.body)
    form = form_context(case, refusal, opinion=opinion, actor=actor, at=at)
    payload = {"code": refusal.code.value}
    gate.take(case, "refuse_filing", actor=actor, at=at, note=refusal.reason, payload=payload)
    said = opinion.strip() or refusal.reason
    gate.decide(case, FILING, actor=actor, approved=False, opinion=said, at=at)
    case.sources.update(is_live=False)
    _issue(case, NON_FILING_APPROVAL, form, actor=actor, at=at)
    if refusal.addressee.strip():
        received = timezone.localdate(case.proposed_at)
        told = non_filing_notice(case, refusal, reference=reference_of(case), received_on=received)
        _issue(case, NON_FILING_NOTICE, told, actor=actor, at=at)
    return case


def _issue(case: Case, kind: Any, context: dict[str, Any], *, actor: User, at: datetime) -> None:
    subject = gate.subject_of(case)
    documents.issue(kind, subject, context, office=case.office, actor=actor, at=at)
