"""A change that the employer asks for: nothing changes until an officer has checked it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from employers import perms
from employers.models import Employer, EmployerUser, FactProposal, Method, Source
from employers.policy.own_facts import why_not
from employers.services.register import update_facts
from statutes.refusal import Refused
from statutes.wording import say

Status = FactProposal.Status


@transaction.atomic
def propose_facts(
    user: User, facts: Mapping[str, Any], *, reason: str, at: datetime
) -> FactProposal:
    """申报变更 by the clerk of an employer, of its own file only."""
    clerk = EmployerUser.objects.of(user)
    if clerk is None:
        raise Refused(say("您的账号没有对应的用人单位，请联系监察机构"))
    employer = Employer.objects.select_for_update(of=("self",)).get(pk=clerk.employer_id)
    if refusals := why_not(facts):
        raise Refused(*refusals)
    changes = {
        field: [_plain(getattr(employer, field)), _plain(value)]
        for field, value in facts.items()
        if _plain(getattr(employer, field)) != _plain(value)
    }
    if not changes:
        raise Refused(say("没有改动任何信息。"))
    if FactProposal.objects.filter(employer=employer, status=Status.PROPOSED).exists():
        raise Refused(say("上一次申报还在核对，请等核对后再申报"))
    return FactProposal.objects.create(
        employer=employer, changes=changes, reason=reason, proposer=user, proposed_at=at
    )


@transaction.atomic
def decide_facts(
    proposal_id: int, *, accepted: bool, opinion: str, actor: User, at: datetime
) -> FactProposal:
    """采纳或者不采纳: an officer's act; what is taken over keeps the employer as its source."""
    proposal = FactProposal.objects.select_for_update().get(pk=proposal_id)
    employer = proposal.employer.merged_into or proposal.employer
    if reason := perms.why_not_decided(actor, employer, timezone.localdate(at)):
        raise Refused(reason)
    if proposal.status != Status.PROPOSED:
        raise Refused(say("该申报已经核对"))
    if not (accepted or opinion):
        raise Refused(say("不采纳的，请写明理由"))
    proposal.status = (Status.ACCEPTED if accepted else Status.DECLINED).value
    proposal.decided_by, proposal.decided_at, proposal.opinion = actor, at, opinion
    proposal.save(update_fields=["status", "decided_by", "decided_at", "opinion"])
    if accepted:
        facts = {field: _typed(field, after) for field, (_, after) in proposal.changes.items()}
        learnt = {"source": Source.DECLARATION, "method": Method.ONLINE}
        update_facts(employer, facts, actor=actor, at=at, **learnt)
    return proposal


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


def _typed(field: str, text: str) -> Any:
    column: Any = Employer._meta.get_field(field)
    if text:
        return column.to_python(text)
    return None if column.null else ""
