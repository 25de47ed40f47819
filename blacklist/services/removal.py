"""提前移出 (45号令 第十二条至第十五条), and the name put back where that was got by fraud."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from blacklist import papers
from blacklist.listing_perms import REMOVE, RESTORE, application_of, pending_of
from blacklist.models import Dispatch, Listing, RemovalApplication
from blacklist.policy.early_removal import refusals
from blacklist.services import ending, flags, gate, spreading
from blacklist.services.deciding import last_day
from documents.models import StoredFile
from statutes.clocks import start_of
from statutes.refusal import Refused
from statutes.wording import say, term
from workflow import services as workflow

REVIEW = "early_removal_decision"
GRANTED, REFUSED = RemovalApplication.Outcome.GRANTED, RemovalApplication.Outcome.REFUSED


@transaction.atomic
def receive_application(
    listing_id: int,
    *,
    received_on: date,
    corrected_on: date | None,
    promised_on: date | None,
    evidence: str,
    actor: User,
    at: datetime,
    file: StoredFile | None = None,
) -> RemovalApplication:
    """Take the written application; fifteen working days to check and decide begin."""
    listing = gate.locked(listing_id)
    step = gate.check(listing, "receive_application", actor=actor, at=at)
    gate.require_past(received_on, at, since=listing.listed_from)
    for day in (corrected_on, promised_on):
        if day is not None:
            gate.require_past(day, at)
    workflow.start_clock(listing.subject, REVIEW, base_at=start_of(received_on), actor=actor, at=at)
    application = RemovalApplication.objects.create(
        listing=listing,
        received_on=received_on,
        corrected_on=corrected_on,
        promised_on=promised_on,
        evidence=evidence.strip(),
        file=file,
        recorded_by=actor,
        recorded_at=at,
    )
    gate.take(listing, step, actor=actor, at=at, occurred_at=start_of(received_on))
    return application


@transaction.atomic
def propose_removal(
    listing_id: int,
    *,
    has_offended_again: bool,
    is_prosecuted: bool,
    other_bar: str,
    opinion: str,
    actor: User,
    at: datetime,
) -> Listing:
    """Lay what was checked before the head; the law says whether it is granted or refused."""
    listing = gate.locked(listing_id)
    step = gate.check(listing, "propose_removal", actor=actor, at=at)
    application: RemovalApplication = listing.open_application
    application.has_offended_again = has_offended_again
    application.is_prosecuted = is_prosecuted
    application.other_bar = other_bar.strip()
    application.save()
    against = refusals(application_of(application))
    label = term("不予提前移出") if against else term("提前移出失信名单")
    content = {"lists": not against, "application": application.pk, "opinion": opinion}
    gate.propose(listing, REMOVE, label, actor=actor, at=at, opinion=opinion, content=content)
    return gate.take(listing, step, actor=actor, at=at, note=opinion)


@transaction.atomic
def decide_removal(
    listing_id: int, *, approved: bool, opinion: str, actor: User, at: datetime
) -> Listing:
    """Grant or refuse as proposed, or send it back to the officer."""
    listing = gate.locked(listing_id)
    pending = pending_of(listing).get(REMOVE)
    grants = bool(pending and pending.content["lists"])
    name = "return_removal"
    if approved:
        name = "approve_removal" if grants else "refuse_removal"
    step = gate.check(listing, name, actor=actor, at=at)
    approval = gate.decide(listing, REMOVE, actor=actor, approved=approved, opinion=opinion, at=at)
    if not approved:
        return gate.take(listing, step, actor=actor, at=at, note=opinion)
    application: RemovalApplication = listing.open_application
    application.listing = listing
    gate.stop_if_open(listing, REVIEW, actor=actor, at=at)
    if grants:
        application.reason = approval.proposal
        _settle(application, GRANTED, actor=actor, at=at)
        listing.end_paper = application.paper
        end = ending.End(Listing.EndReason.EARLY, timezone.localdate(at), step)
        return ending.end(listing, end, actor=actor, at=at, note=opinion)
    against = refusals(application_of(application))
    application.reason = "".join(str(reason) for reason in against)
    _settle(application, REFUSED, actor=actor, at=at)
    return gate.take(listing, step, actor=actor, at=at, note=application.reason)


def _settle(application: RemovalApplication, outcome: str, *, actor: User, at: datetime) -> None:
    application.outcome, application.decided_on = outcome, timezone.localdate(at)
    kind = papers.REMOVAL_DECISION if outcome == GRANTED else papers.REMOVAL_REFUSAL
    context = papers.removal(application)
    application.paper = gate.issue(application.listing, kind, context, actor=actor, at=at)
    application.save()


# ---------------------------------------------------------------- false papers


@transaction.atomic
def propose_restoration(listing_id: int, *, opinion: str, actor: User, at: datetime) -> Listing:
    """Report that the removal was got by a false promise or false papers (第十五条)."""
    listing = gate.locked(listing_id)
    step = gate.check(listing, "propose_restoration", actor=actor, at=at)
    label = term("撤销移出并恢复列入")
    gate.propose(listing, RESTORE, label, actor=actor, at=at, opinion=opinion, content={})
    return gate.take(listing, step, actor=actor, at=at, note=opinion)


@transaction.atomic
def decide_restoration(
    listing_id: int, *, approved: bool, opinion: str, actor: User, at: datetime
) -> Listing:
    """Revoke the removal: the name is back, and its period begins anew from this day."""
    listing = gate.locked(listing_id)
    name = "approve_restoration" if approved else "return_restoration"
    step = gate.check(listing, name, actor=actor, at=at)
    approval = gate.decide(listing, RESTORE, actor=actor, approved=approved, opinion=opinion, at=at)
    if not approved:
        return gate.take(listing, step, actor=actor, at=at, note=opinion)
    _restore(listing, approval.proposal, actor=actor, at=at)
    gate.take(listing, step, actor=actor, at=at, note=opinion)
    spreading.open_sanctions(listing, on=timezone.localdate(at))
    flags.tell(listing.employer_id)
    return listing


def _restore(listing: Listing, reason: str, *, actor: User, at: datetime) -> None:
    today = timezone.localdate(at)
    granted = listing.applications.filter(outcome=GRANTED, revoked_on=None).last()
    if granted is None:
        raise Refused(say("没有可以撤销的移出决定。"))
    listing.listed_from, listing.listed_until = today, last_day(listing, today)
    granted.listing, granted.revoked_on = listing, today
    context = papers.restoration(granted, reason)
    granted.revocation = gate.issue(listing, papers.RESTORATION, context, actor=actor, at=at)
    granted.save(update_fields=["revoked_on", "revocation"])
    listing.end_reason, listing.ended_on, listing.end_paper = "", None, None
    listing.remove_by = listing.removed_on = None
    listing.published_on = None
    Dispatch.objects.standing().filter(listing=listing).update(is_past=True)
    listing.sanctions.filter(is_past=False).update(is_past=True)
