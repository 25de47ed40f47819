"""法制审核 (处罚法 第五十八条): passed point by point, or sent back to be investigated further."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.models import Case, LegalReview
from cases.papers.parts import signed_opinion
from cases.papers.review import LEGAL_REVIEW, legal_review
from cases.perms.facts import facts_of
from cases.policy.deliberation import missing
from cases.policy.legal_review import grounds, refuse_passing
from cases.services import conclusion, gate, notice, progress, proposals
from documents import services as documents
from statutes.refusal import Refused
from statutes.wording import say
from workflow import services as workflow


def review_context(
    case: Case, *, found: Collection[str], is_passed: bool, opinion: str, actor: User, at: datetime
) -> dict[str, Any]:
    """The 法制审核意见书, for the paper and its preview."""
    on = timezone.localdate(at)
    facts = facts_of(case, actor, on)
    return legal_review(
        proposals.context_of(case, proposals.current(case), on=on),
        reasons=[str(ground) for ground in grounds(facts.review)],
        found=found,
        is_passed=is_passed,
        opinion=signed_opinion(opinion.strip(), actor.name, on),
    )


@transaction.atomic
def decide_review(
    case_id: int,
    *,
    approved: bool,
    found: Collection[str],
    opinion: str,
    actor: User,
    at: datetime,
) -> LegalReview:
    """Pass the proposal, or send the case back; what was reviewed stays with its proposal."""
    case = gate.lock(case_id)
    if not opinion.strip():
        raise Refused(say("须写明法制审核意见。"))
    if approved and (reason := refuse_passing(found)):
        raise Refused(reason)
    context = review_context(
        case, found=found, is_passed=approved, opinion=opinion, actor=actor, at=at
    )
    proposal, facts = proposals.current(case), facts_of(case, actor, timezone.localdate(at))
    name = "pass_review" if approved else "object_in_review"
    gate.take(case, name, actor=actor, at=at, note=opinion)
    subject = gate.subject_of(case)
    paper = documents.issue(LEGAL_REVIEW, subject, context, office=case.office, actor=actor, at=at)
    review = LegalReview.objects.create(
        case=case,
        proposal=proposal,
        paper=paper,
        reviewer=actor,
        is_passed=approved,
        opinion=opinion.strip(),
        reviewed_at=at,
    )
    if not approved:
        _send_back(case, reason=opinion, actor=actor, at=at)
    elif missing(facts.deliberation):
        notice.call_leaders(case, actor=actor, at=at)
    _tell_officers(case, review, actor=actor, at=at)
    return review


def _send_back(case: Case, *, reason: str, actor: User, at: datetime) -> None:
    """Nothing that was proposed or told stands any more."""
    proposals.supersede(case, at=at)
    case.notices.standing().update(replaced_at=at)
    conclusion.investigate_further(case, reason=reason, actor=actor, at=at)
    progress.report(case, at=at)


def _tell_officers(case: Case, review: LegalReview, *, actor: User, at: datetime) -> None:
    said = (
        say("%(case)s法制审核已通过", case=case.case_no)
        if review.is_passed
        else say("%(case)s法制审核退回，请补充调查", case=case.case_no)
    )
    officers = [officer.user for officer in case.serving_officers()]
    workflow.notify(gate.subject_of(case), users=officers, message=said, at=at, excluding=actor)
