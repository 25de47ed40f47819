"""From the day a listing ends: off the file at once, and within ten working days everywhere."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.policy.roles import Role
from blacklist import papers
from blacklist.listing_perms import REMOVE, unserved
from blacklist.listing_procedure import BY_ITSELF, State
from blacklist.models import Dispatch, Listing
from blacklist.services import delivering, flags, gate, publishing
from documents.models import StoredFile
from statutes.clocks import Level, start_of
from statutes.refusal import Refused
from statutes.wording import say
from workflow import services as workflow
from workflow.procedure import Step

CLOCK = "delisting"
REVIEW = "early_removal_decision"


@dataclass(frozen=True, slots=True)
class End:
    """Why a listing ends, on which day, by which step."""

    reason: str
    on: date
    step: Step[State]


def end(
    listing: Listing, given: End, *, actor: User | None, at: datetime, note: str = ""
) -> Listing:
    """Take the name off the file, lift the measures, and let the ten working days run."""
    listing.end_reason, listing.ended_on = given.reason, given.on
    clock = workflow.start_clock(
        listing.subject, CLOCK, base_at=start_of(given.on), actor=actor, at=at
    )
    listing.remove_by = timezone.localdate(clock.due_at)
    why = str(listing.get_end_reason_display())
    since = min(given.on, timezone.localdate(at))
    publishing.withdraw(listing, why, since=since, actor=actor, at=at)
    listing.sanctions.filter(lifted_on=None, is_past=False).update(lifted_on=given.on)
    for copy in listing.dispatches.standing().filter(removal_paper=None):
        context = papers.removal_letter(listing, copy)
        copy.removal_paper = gate.issue(listing, papers.REMOVAL_LETTER, context, actor=actor, at=at)
        copy.save(update_fields=["removal_paper"])
    gate.take(listing, given.step, actor=actor, at=at, note=note)
    flags.tell(listing.employer_id)
    message = say("%(listing)s应当移出，请在10个工作日内从各处移出。", listing=str(listing))
    people = [listing.owner] if listing.owner else []
    role = None if people else Role.UNIT_HEAD
    workflow.notify(
        listing.subject, users=people, role=role, message=message, at=at, level=Level.YELLOW
    )
    return listing


@transaction.atomic
def expire(listing_id: int, *, today: date, at: datetime) -> bool:
    """End a listing whose last day is over; running it again changes nothing."""
    listing = gate.locked(listing_id)
    is_over = listing.listed_until is not None and listing.listed_until < today
    if not is_over or listing.status not in BY_ITSELF["expire"].sources:
        return False
    step = gate.by_itself(listing, "expire")
    withdraw_pending(listing, "列入期限届满", actor=None, at=at)
    last = listing.listed_until
    assert last is not None  # it is over
    end(listing, End(Listing.EndReason.EXPIRED, last, step), actor=None, at=at)
    return True


def withdraw_pending(listing: Listing, reason: str, *, actor: User | None, at: datetime) -> None:
    """What was asked of a listing that ends is moot."""
    workflow.void_approvals(listing.subject, kind=REMOVE, reason=reason)
    gate.stop_if_open(listing, REVIEW, actor=actor, at=at, outcome="cancelled", note=reason)
    application = listing.open_application
    if application is not None:
        application.outcome, application.decided_on = "refused", timezone.localdate(at)
        application.reason = reason
        application.save()


@transaction.atomic
def confirm_down(
    listing_id: int,
    *,
    dispatch: Dispatch,
    down_on: date,
    note: str,
    actor: User,
    at: datetime,
    proof: StoredFile | None = None,
) -> Listing:
    """Record the proof that one department no longer shows the name."""
    listing = gate.locked(listing_id)
    step = gate.check(listing, "confirm_down", actor=actor, at=at)
    gate.require_past(down_on, at, since=listing.ended_on)
    rows = listing.dispatches.still_showing().filter(pk=dispatch.pk)
    copy = rows.select_for_update(of=("self",)).first()
    if copy is None:
        raise Refused(say("该部门已经确认移出。"))
    copy.down_on, copy.down_note, copy.down_proof = down_on, note.strip(), proof
    copy.save(update_fields=["down_on", "down_note", "down_proof"])
    payload, day = {"department": copy.department}, start_of(down_on)
    return gate.take(listing, step, actor=actor, at=at, note=note, payload=payload, occurred_at=day)


@transaction.atomic
def complete_removal(listing_id: int, *, actor: User, at: datetime) -> Listing:
    """Close the removal once every place has proved it; only an opaque number remains public."""
    listing = gate.locked(listing_id)
    step = gate.check(listing, "complete_removal", actor=actor, at=at)
    listing.removed_on = timezone.localdate(at)
    gate.stop_if_open(listing, CLOCK, actor=actor, at=at)
    return gate.take(listing, step, actor=actor, at=at)


@transaction.atomic
def serve_result(
    listing_id: int, handed: delivering.Handed, *, paper_id: int, actor: User, at: datetime
) -> Listing:
    """Record service of a removal, a refusal, an annulment, a decision not to list."""
    listing = gate.locked(listing_id)
    step = gate.check(listing, "serve_result", actor=actor, at=at)
    waiting = {paper.pk: paper for paper in unserved(listing)}
    if paper_id not in waiting:
        raise Refused(say("该文书已经送达。"))
    delivering.hand(listing, waiting[paper_id], handed, actor=actor, at=at)
    payload = {"paper": paper_id, "parties": [party.pk for party in handed.parties]}
    occurred = start_of(handed.handed_on)
    return gate.take(listing, step, actor=actor, at=at, payload=payload, occurred_at=occurred)
