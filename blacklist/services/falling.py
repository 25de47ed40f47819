"""撤销列入 (45号令 第十六条): the order or decision that a listing rests on was annulled.

Cases know nothing of the list. What fell there is found here, by a job and by whoever opens the
case; the name is off the website that moment, and the bureau head annuls the listing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.policy.roles import Role
from blacklist import papers
from blacklist.listing_procedure import BEFORE_DECISION, LISTING_STANDS, State
from blacklist.models import Listing, ListingCase
from blacklist.services import ending, gate, publishing
from cases.models import Decision, Order, Remedy
from cases.policy.decision import Kind
from statutes.clocks import Level
from statutes.wording import say
from workflow import services as workflow

WATCHED = sorted(
    state.value for state in (BEFORE_DECISION | LISTING_STANDS) - {State.ANNULMENT_DUE}
)


@dataclass(frozen=True, slots=True)
class Fall:
    """What fell, on which day, how; `binds` where the order to pay itself is gone."""

    key: str
    on: date
    because: str
    binds: bool


def fallen() -> QuerySet[Listing]:
    """Listings under way or standing of whose acts one has fallen, dealt with or not."""
    order = Q(cases__order__status=Order.Status.WITHDRAWN)
    decision = Q(cases__case__decisions__status=Decision.Status.ANNULLED)
    watched = Listing.objects.filter(state__in=WATCHED)
    return watched.filter(order | decision).distinct()


def fall_of(listing: Listing, today: date) -> Fall | None:
    """The first act of its cases that fell and was not dealt with; None while all stand."""
    for row in listing.cases.select_related("case", "order__paper"):
        for found in (*_fallen_orders(row, today), *_fallen_decisions(listing, row, today)):
            if found.key not in listing.falls_seen:
                return found
    return None


def _fallen_orders(row: ListingCase, today: date) -> Iterator[Fall]:
    order = row.order
    if order is None or order.status != Order.Status.WITHDRAWN:
        return
    remedy = Remedy.objects.filter(order=order).overturned().order_by("-result_on").first()
    day = (remedy.result_on if remedy else None) or order.paper.withdrawn_on or today
    because = f"{row.case_no}的{order.paper.number}：{order.withdrawal_reason}"
    yield Fall(f"order:{order.pk}", day, because, binds=True)


def _fallen_decisions(listing: Listing, row: ListingCase, today: date) -> Iterator[Fall]:
    """Those made before the listing; a fine that fell is looked at, an order to pay binds."""
    if row.case is None:
        return
    annulled = row.case.decisions.filter(status=Decision.Status.ANNULLED).order_by("pk")
    for decision in annulled.select_related("paper"):
        if listing.decided_on and decision.decided_on > listing.decided_on:
            continue
        remedy = decision.remedies.overturned().order_by("-result_on").first()
        day = (remedy.result_on if remedy else None) or decision.paper.withdrawn_on or today
        because = f"{row.case_no}的{decision.paper.number}：{decision.get_status_display()}"
        binds = decision.ending is Kind.HANDLING
        yield Fall(f"decision:{decision.pk}", day, because, binds)


@transaction.atomic
def notice_fall(listing_id: int, *, at: datetime) -> bool:
    """Record that the basis fell: what stands waits for the head, what is under way goes no
    further. Running it again changes nothing."""
    listing, today = gate.locked(listing_id), timezone.localdate(at)
    found = fall_of(listing, today) if listing.state in WATCHED else None
    if found is None:
        return False
    listing.fallen_on, listing.fallen_because = found.on, found.because[:500]
    listing.falls_seen = [*listing.falls_seen, found.key]
    listing.is_found_fallen = listing.is_found_fallen or found.binds
    name = "find_fallen_early" if listing.status in BEFORE_DECISION else "find_fallen"
    step = gate.by_itself(listing, name)
    ending.withdraw_pending(listing, found.because, actor=None, at=at)
    _hide(listing, actor=None, at=at)
    gate.take(listing, step, actor=None, at=at, note=found.because)
    _tell_head(listing, at=at)
    return True


def _hide(listing: Listing, *, actor: User | None, at: datetime) -> None:
    """Nobody goes on reading a name that rests on nothing; if it is kept, it is published anew."""
    if listing.fallen_on is not None and listing.published_on is not None:
        since = min(listing.fallen_on, timezone.localdate(at))
        publishing.withdraw(listing, listing.fallen_because, since=since, actor=actor, at=at)
        listing.published_on = None


def _tell_head(listing: Listing, *, at: datetime) -> None:
    message = say("%(listing)s列入的依据已被撤销，应当撤销列入。", listing=str(listing))
    for role in (Role.BUREAU_HEAD, Role.UNIT_HEAD):
        workflow.notify(listing.subject, role=role, message=message, at=at, level=Level.RED)


@transaction.atomic
def report_fallen(
    listing_id: int, *, fallen_on: date, because: str, actor: User, at: datetime
) -> Listing:
    """Report what this register cannot see: an annulment by another authority or court."""
    listing = gate.locked(listing_id)
    step = gate.check(listing, "report_fallen", actor=actor, at=at)
    gate.require_past(fallen_on, at)
    listing.fallen_on, listing.fallen_because = fallen_on, because.strip()
    ending.withdraw_pending(listing, because, actor=actor, at=at)
    _hide(listing, actor=actor, at=at)
    gate.take(listing, step, actor=actor, at=at, note=because)
    _tell_head(listing, at=at)
    return listing


@transaction.atomic
def annul(listing_id: int, *, opinion: str, actor: User, at: datetime) -> Listing:
    """Annul the listing; what was sent out is taken back within ten working days."""
    listing, today = gate.locked(listing_id), timezone.localdate(at)
    step = gate.check(listing, "annul", actor=actor, at=at)
    context = papers.annulment(listing)
    listing.end_paper = gate.issue(listing, papers.ANNULMENT, context, actor=actor, at=at)
    given = ending.End(Listing.EndReason.ANNULLED, today, step)
    return ending.end(listing, given, actor=actor, at=at, note=opinion)


@transaction.atomic
def keep(listing_id: int, *, reason: str, actor: User, at: datetime) -> Listing:
    """The report was mistaken: the basis stands, and so does the listing."""
    listing = gate.locked(listing_id)
    step = gate.check(listing, "keep", actor=actor, at=at)
    listing.fallen_on, listing.fallen_because = None, ""
    return gate.take(listing, step, actor=actor, at=at, note=reason)
