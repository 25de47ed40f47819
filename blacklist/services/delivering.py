"""送达: any paper of a listing into its parties' hands, by every lawful mode."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from accounts.models import User
from blacklist.listing_perms import not_reached
from blacklist.models import Handing, ListedParty, Listing
from cases.policy.delivery import Handover, Mode, refuse_handover, served_on
from documents import services as documents
from documents.models import Paper, StoredFile
from statutes.refusal import Refused
from statutes.wording import say


@dataclass(frozen=True, slots=True)
class Handed:
    """How a paper was handed over, to whom of the parties."""

    parties: Sequence[ListedParty]
    mode: Mode
    handed_on: date
    place: str
    receiver: str = ""
    refusal: str = ""
    witness: str = ""
    has_consent: bool = False
    proof: StoredFile | None = None


def hand(
    listing: Listing, paper: Paper, given: Handed, *, actor: User, at: datetime
) -> date | None:
    """Record it; returns the day of service once every party has the paper, the last one's."""
    handover = _handover(paper, given, timezone.localdate(at))
    if missing := refuse_handover(handover):
        raise Refused(*missing)
    waiting = {party.pk for party in not_reached(listing, paper)}
    if not given.parties or not {party.pk for party in given.parties} <= waiting:
        raise Refused(say("请选择尚未送达的当事人。"))
    for party in given.parties:
        _write(listing, paper, party, given, handover, actor=actor, at=at)
    if not_reached(listing, paper):
        return None
    days = Handing.objects.filter(listing=listing, paper=paper).values_list("served_on", flat=True)
    last: date = max(days)
    documents.mark_served(paper, on=last)
    return last


def _handover(paper: Paper, given: Handed, today: date) -> Handover:
    if paper.issued_on is None:
        raise Refused(say("文书尚未签发，不能送达。"))
    return Handover(
        mode=given.mode,
        on=given.handed_on,
        issued_on=paper.issued_on,
        today=today,
        receiver=given.receiver.strip(),
        refusal=given.refusal.strip(),
        witness=given.witness.strip(),
        has_proof=given.proof is not None,
        has_consent=given.has_consent,
    )


def _write(
    listing: Listing,
    paper: Paper,
    party: ListedParty,
    given: Handed,
    handover: Handover,
    *,
    actor: User,
    at: datetime,
) -> Handing:
    return Handing.objects.create(
        listing=listing,
        party=party,
        paper=paper,
        mode=handover.mode.value,
        handed_on=handover.on,
        served_on=served_on(handover),
        place=given.place.strip(),
        receiver=handover.receiver,
        refusal=handover.refusal,
        witness=handover.witness,
        has_consent=handover.has_consent,
        proof=given.proof,
        recorded_by=actor,
        recorded_at=at,
    )
