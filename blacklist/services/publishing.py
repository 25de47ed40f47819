"""公布 (45号令 第九条): the whitelisted copy on the portal, its expiry printed, gone at the end."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from blacklist.listing_procedure import APPLICATION, BARS, EARLY
from blacklist.models import ListedParty, Listing
from blacklist.papers import law_of
from blacklist.policy import national_2022
from blacklist.services import gate
from publications.policy.kinds import Kind
from publications.services import ending as publications
from publications.services.publishing import publish as make_public

PERSONS = (
    ListedParty.Role.IN_CHARGE,
    ListedParty.Role.RESPONSIBLE,
)
REMOVAL_TERMS = (
    "改正违法行为、自改正之日起被列入满6个月并作出书面信用承诺的，可以书面申请提前移出"
    f"（{EARLY}、{BARS}、{APPLICATION}）；期限届满自动移出。"
)
CITY_TERMS = "列入期限届满自动移出；列入所依据的文书被依法撤销的，撤销列入。"


@transaction.atomic
def publish(listing_id: int, *, facts: str, actor: User, at: datetime) -> Listing:
    """Make the listing public until its last day; no worker and no identity number is named."""
    listing, today = gate.locked(listing_id), timezone.localdate(at)
    step = gate.check(listing, "publish", actor=actor, at=at)
    make_public(
        Kind.BLACKLIST,
        listing.subject,
        content(listing, facts),
        office=listing.office,
        actor=actor,
        at=at,
        starts_on=today,
        ends_on=listing.listed_until,
    )
    listing.published_on = today
    return gate.take(listing, step, actor=actor, at=at)


def content(listing: Listing, facts: str) -> dict[str, Any]:
    """What the public may read of it; publications refuse what their whitelist does not know."""
    parties = list(listing.parties.filter(is_dropped=False))
    subject = parties[0]
    is_unit = subject.role == ListedParty.Role.UNIT
    heads = [p.name for p in parties if p.role == ListedParty.Role.LEGAL_REPRESENTATIVE]
    told: dict[str, Any] = {
        "subject_kind": "unit" if is_unit else "individual",
        "name": listing.employer.name,
        "facts": facts.strip(),
        "grounds": law_of(listing),
        "document_no": listing.decision.number if listing.decision else "",
        "decided_on": listing.decided_on,
        "removal_terms": REMOVAL_TERMS if listing.ruleset == national_2022.ID else CITY_TERMS,
    }
    if is_unit:
        told |= {
            "uscc": listing.employer.uscc or "",
            "address": listing.employer.address,
            "legal_representative": heads[0] if heads else "",
            "responsible_persons": [p.name for p in parties if p.role in PERSONS],
        }
    return told


def withdraw(
    listing: Listing, reason: str, *, since: date, actor: User | None, at: datetime
) -> None:
    """Take it off the portal at once; everywhere else by the limit that publications keep."""
    publications.withdraw_all(listing.subject, reason=reason, actor=actor, at=at, since=since)
