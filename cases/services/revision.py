"""Another proposal during the deliberations: a lighter one goes on, a heavier one is told anew.

A heavier one goes the whole way once more: the unit head agrees to it as to the first.

处罚法 第四十四条、第四十五条: the party must have been told of all that is decided against it,
and its defence is no reason for more.
"""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from cases.models import Case, PriorNotice, Proposal
from cases.policy.decision import KINDS
from cases.policy.proposal import MARKS, Draft, refuse_unmarking
from cases.services import conclusion, gate, notice, progress, proposals
from statutes.refusal import Refused
from statutes.wording import say

UNREASONED = say("须写明修改处理建议的理由。")


@transaction.atomic
def revise_proposal(
    case_id: int, *, draft: Draft, reason: str, actor: User, at: datetime
) -> Proposal:
    """Propose something lighter under the notice that was served; it is reviewed anew."""
    case = gate.lock(case_id)
    if not reason.strip():
        raise Refused(UNREASONED)
    before = proposals.current(case)
    marked = [mark for mark in MARKS if getattr(before, mark)]
    if refusal := refuse_unmarking(marked, draft):
        raise Refused(refusal)
    proposal = proposals.write(case, draft, actor=actor, at=at)
    payload = {"kind": proposal.kind, "fine": str(proposal.fine)}
    gate.take(case, "revise_proposal", actor=actor, at=at, note=reason, payload=payload)
    notice.call_reviewers(case, actor=actor, at=at)
    return proposal


@transaction.atomic
def tell_anew(case_id: int, *, draft: Draft, reason: str, actor: User, at: datetime) -> Proposal:
    """Propose something heavier or on other grounds: agreed to, told and heard once more."""
    case = gate.lock(case_id)
    if not reason.strip():
        raise Refused(UNREASONED)
    if not KINDS[draft.kind].needs_notice:
        raise Refused(say("拟作出的处理无须事先告知，请修改处理建议。"))
    told = case.notices.standing().select_related("proposal", "paper").first()
    proposal = proposals.write(case, draft, actor=actor, at=at)
    proposals.refuse_heavier(case, proposal)
    payload = {"kind": proposal.kind, "fine": str(proposal.fine)}
    gate.take(case, "tell_anew", actor=actor, at=at, note=reason, payload=payload)
    if told is not None:
        _replace(case, told, actor=actor, at=at)
    conclusion.lay_before_head(case, draft, actor=actor, at=at)
    conclusion.count_ninety_days(case, draft.kind, actor=actor, at=at)
    progress.report(case, at=at)
    return proposal


def _replace(case: Case, told: PriorNotice, *, actor: User, at: datetime) -> None:
    told.replaced_at = at
    told.save(update_fields=["replaced_at"])
    gate.stop_if_open(case, notice.DEFENCE, notice.REQUEST, actor=actor, at=at, outcome="cancelled")
