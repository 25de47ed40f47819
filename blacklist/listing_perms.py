"""What a person may do with a listing on a day; never sees a request."""

from datetime import date

from accounts.models import User
from accounts.perms import certified
from blacklist.listing_procedure import STEPS, Facts, State
from blacklist.models import Handing, ListedParty, Listing, RemovalApplication
from blacklist.policy import city_2014
from blacklist.policy.departments import Department
from blacklist.policy.early_removal import Application, refusals
from blacklist.policy.legal_basis import needs_basis
from documents.models import Paper
from publications.models import Publication
from statutes.wording import Sentence
from workflow.models import Approval, Clock
from workflow.procedure import Offer, available

DECISION_CLOCK = "listing_decision"
DECIDE, EXTEND = "listing_decision", "listing_extension"
REMOVE, RESTORE = "listing_removal", "listing_restoration"
WEBSITE = "网站和公布媒体"
ALL_DEPARTMENTS = len(Department)


def facts_of(listing: Listing, user: User, on: date) -> Facts:
    """Collect what the guards read."""
    waiting = pending_of(listing)
    proposal = waiting.get(DECIDE) or waiting.get(REMOVE) or waiting.get(RESTORE)
    proposers = {approval.proposer_id for approval in waiting.values()}
    copies = listing.dispatches.standing()
    return Facts(
        roles=user.roles_on(on, listing.office_id),
        uncertified=certified(user, on),
        has_proposed=user.pk in proposers,
        has_parties=listing.parties.filter(is_dropped=False).exists(),
        notice_is_served=listing.notice_served_on is not None,
        objection_time_is_over=_is_over(listing.objection_until, on),
        lists=bool(proposal and proposal.content.get("lists")),
        basis_is_recorded=not asks_for_basis(listing) or bool(listing.legal_basis.strip()),
        has_fallen=listing.is_found_fallen,
        may_be_extended=_may_be_extended(listing, waiting),
        extension_waits=EXTEND in waiting,
        is_published=listing.published_on is not None,
        uncopied=copies.count() < ALL_DEPARTMENTS,
        unreceipted=copies.unreceipted().exists(),
        unanswered=copies.unanswered().filter(received_on__isnull=False).exists(),
        unserved=bool(unserved(listing)),
        has_early_removal=listing.ruleset != city_2014.ID,
        is_ripe=not bars(listing),
        was_removed_early=listing.end_reason == Listing.EndReason.EARLY,
        unconfirmed=copies.still_showing().exists(),
        still_shown=still_shown(listing),
    )


def steps(listing: Listing, user: User, on: date) -> tuple[Offer[State], ...]:
    """The steps that this person may see now, each with what it still lacks."""
    return available(STEPS, listing.status, facts_of(listing, user, on))


def asks_for_basis(listing: Listing) -> bool:
    """Whether the head must say on what law this rests before anything is published."""
    return needs_basis(listing.facts_on, adopted_lists=True, other_lists=listing.other_lists)


def pending_of(listing: Listing) -> dict[str, Approval]:
    rows = Approval.objects.of(listing.subject).pending()
    return {approval.kind: approval for approval in rows}


def bars(listing: Listing) -> tuple[Sentence, ...]:
    """What stands against the application that is being decided."""
    application = listing.open_application
    return refusals(application_of(application)) if application else ()


def application_of(given: RemovalApplication) -> Application:
    listing = given.listing
    assert listing.listed_from is not None  # only a listed one is applied for
    return Application(
        applied_on=given.received_on,
        listed_on=listing.listed_from,
        corrected_on=given.corrected_on,
        promised_on=given.promised_on,
        has_offended_again=given.has_offended_again,
        is_prosecuted=given.is_prosecuted,
        other_bar=given.other_bar,
    )


def unserved(listing: Listing) -> list[Paper]:
    """The results that did not reach all the parties: refusals, removals, revocations."""
    applications = listing.applications.values_list("paper", "revocation")
    ids = {pk for row in applications for pk in row if pk}
    ids |= {pk for pk in (listing.end_paper_id,) if pk}
    if listing.status is State.NOT_LISTED and listing.decision_id:
        ids.add(listing.decision_id)
    return [paper for paper in Paper.objects.filter(pk__in=ids) if not_reached(listing, paper)]


def not_reached(listing: Listing, paper: Paper) -> list[ListedParty]:
    """The parties whom the paper has not reached."""
    reached = Handing.objects.filter(listing=listing, paper=paper).values_list("party_id")
    return list(listing.parties.filter(is_dropped=False).exclude(pk__in=reached))


def still_shown(listing: Listing) -> tuple[str, ...]:
    """Where the name has not been taken down yet."""
    places = [str(copy.get_department_display()) for copy in listing.dispatches.still_showing()]
    shown = Publication.objects.of(listing.subject)
    if shown.live().exists() or shown.to_remove().exists():
        places.insert(0, WEBSITE)
    return tuple(places)


def _is_over(until: date | None, on: date) -> bool:
    return until is not None and until < on


def _may_be_extended(listing: Listing, waiting: dict[str, Approval]) -> bool:
    if listing.is_extended or EXTEND in waiting:
        return False
    return Clock.objects.of(listing.subject).open().filter(code=DECISION_CLOCK).exists()
