"""The one door through which a listing changes its state."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from accounts.models import User
from accounts.policy.roles import Role
from blacklist.listing_perms import facts_of
from blacklist.listing_procedure import BY_ITSELF, STEPS, State
from blacklist.models import Listing
from documents import services as documents
from documents.kinds import PaperKind
from documents.models import Paper
from statutes.refusal import Refused
from statutes.wording import say
from workflow import procedure
from workflow import services as workflow
from workflow.models import Approval, Clock
from workflow.procedure import Step


def locked(listing_id: int) -> Listing:
    """The listing, held until this transaction ends."""
    rows = Listing.objects.select_for_update(of=("self",))
    return rows.select_related("employer", "office", "division").get(pk=listing_id)


def check(listing: Listing, name: str, *, actor: User, at: datetime) -> Step[State]:
    facts = facts_of(listing, actor, timezone.localdate(at))
    return procedure.check(STEPS, name, listing.status, facts)


def take(
    listing: Listing,
    step: Step[State],
    *,
    actor: User | None,
    at: datetime,
    note: str = "",
    payload: Mapping[str, object] | None = None,
    occurred_at: datetime | None = None,
) -> Listing:
    """Put the checked step into force: the new state, what was set with it, and its event."""
    if step.target is not None:
        listing.state = step.target.value
    listing.save()
    workflow.record(
        listing.subject,
        act=step.name,
        label=step.label,
        actor=actor,
        at=at,
        citation=step.citation,
        note=note,
        payload=payload,
        occurred_at=occurred_at,
    )
    return listing


def note(
    listing: Listing,
    step: Step[State],
    *,
    actor: User,
    at: datetime,
    note: str = "",
    payload: Mapping[str, object] | None = None,
) -> Listing:
    """Record a part of a step that is not whole yet: the state waits for the rest of it."""
    stays = replace(step, target=None)
    return take(listing, stays, actor=actor, at=at, note=note, payload=payload)


def by_itself(listing: Listing, name: str) -> Step[State]:
    """A step that no person asks for; it is taken from the states of its table only."""
    step = BY_ITSELF[name]
    if listing.status not in step.sources:
        raise Refused(say("该列入的状态已变更，请刷新页面查看最新进展。"), citation=step.citation)
    return step


def objected_online(listing: Listing) -> Step[State]:
    """The same step as at the desk, taken by the party itself."""
    step = STEPS["record_objection"]
    if listing.status not in step.sources:
        raise Refused(say("现在不能提出异议，或者上一次异议正在核实。"), citation=step.citation)
    return step


def propose(
    listing: Listing,
    kind: str,
    label: str,
    *,
    actor: User,
    at: datetime,
    opinion: str,
    content: Mapping[str, object],
) -> Approval:
    """Lay it before the bureau head: nobody else decides on the list."""
    return workflow.propose(
        listing.subject,
        kind=kind,
        label=label,
        role=Role.BUREAU_HEAD,
        proposer=actor,
        at=at,
        opinion=opinion,
        content=content,
    )


def decide(
    listing: Listing, kind: str, *, actor: User, approved: bool, opinion: str, at: datetime
) -> Approval:
    """Decide the pending approval of this kind."""
    pending = Approval.objects.of(listing.subject).pending().filter(kind=kind).first()
    if pending is None:
        raise Refused(say("该事项已由他人审批，请刷新页面查看结果。"))
    return workflow.decide(pending.pk, decider=actor, approved=approved, opinion=opinion, at=at)


def issue(
    listing: Listing,
    kind: PaperKind,
    context: Mapping[str, Any],
    *,
    actor: User | None,
    at: datetime,
) -> Paper:
    return documents.issue(
        kind, listing.subject, dict(context), office=listing.office, actor=actor, at=at
    )


def stop_if_open(
    listing: Listing,
    *codes: str,
    actor: User | None,
    at: datetime,
    outcome: str = Clock.State.MET,
    note: str = "",
) -> None:
    """End those of these limits that are still running."""
    running = Clock.objects.of(listing.subject).open().filter(code__in=codes)
    for code in running.values_list("code", flat=True):
        workflow.stop_clock(listing.subject, code, actor=actor, at=at, outcome=outcome, note=note)


def require_past(on: date, at: datetime, *, since: date | None = None) -> None:
    """A date that is written down has come, and lies not before what it follows."""
    if on > timezone.localdate(at):
        raise Refused(say("日期%(day)s尚未到来。", day=on.isoformat()))
    if since is not None and on < since:
        raise Refused(
            say("日期%(day)s早于%(since)s。", day=on.isoformat(), since=since.isoformat())
        )
