"""Missing facts of a paper as links: to the field beside it, or to the page that asks for them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from blacklist.listing_procedure import STEPS as LISTING_STEPS
from blacklist.procedure import STEPS as CANDIDATE_STEPS
from cases.procedure.table import STEPS as CASE_STEPS
from complaints.procedure import STEPS as COMPLAINT_STEPS
from console.acts import Act
from console.candidate_acts import ACTS as CANDIDATE_ACTS
from console.case_acts.table import ACTS as CASE_ACTS
from console.complaint_acts import ACTS as COMPLAINT_ACTS
from console.deposit_acts import ACTS as DEPOSIT_ACTS
from console.listing_acts import ACTS as LISTING_ACTS
from console.patrol_acts import ACTS as PATROL_ACTS
from console.publication_acts import ACTS as PUBLICATION_ACTS
from console.rating_acts import RATING_ACTS, RUN_ACTS
from console.referral_acts import ACTS as REFERRAL_ACTS
from console.review_acts import ACTS as REVIEW_ACTS
from console.warning_acts import ACTS as WARNING_ACTS
from credit_rating.procedure import RATING_STEPS
from credit_rating.procedure import STEPS as RUN_STEPS
from documents.rendering import Gap, gaps
from early_warning.procedure import STEPS as WARNING_STEPS
from grids.procedure import STEPS as PATROL_STEPS
from publications.procedure import STEPS as PUBLICATION_STEPS
from referrals.procedure import STEPS as REFERRAL_STEPS
from wage_deposits.procedure import STEPS as DEPOSIT_STEPS
from workflow.procedure import Step
from written_reviews.procedure import STEPS as REVIEW_STEPS

# Where a fact is entered that is no field of the act at hand, by kind of record: the act's name.
ASKED_BY: Mapping[str, Mapping[str, str]] = {
    "case": {"employer": "party", "party": "party", "evidence": "evidence"},
    "complaint": {"employer": "employer"},
    "review": {},
    "wage_deposit": {},
    "patrol": {},
    "warning": {},
    "publication": {},
    "rating_run": {},
    "credit_rating": {},
    "candidate": {},
    "listing": {},
    "referral": {},
}
REGISTRIES: Mapping[str, tuple[Mapping[str, Act], Mapping[str, Step[Any]]]] = {
    "case": (CASE_ACTS, CASE_STEPS),
    "complaint": (COMPLAINT_ACTS, COMPLAINT_STEPS),
    "review": (REVIEW_ACTS, REVIEW_STEPS),
    "wage_deposit": (DEPOSIT_ACTS, DEPOSIT_STEPS),
    "patrol": (PATROL_ACTS, PATROL_STEPS),
    "warning": (WARNING_ACTS, WARNING_STEPS),
    "publication": (PUBLICATION_ACTS, PUBLICATION_STEPS),
    "rating_run": (RUN_ACTS, RUN_STEPS),
    "credit_rating": (RATING_ACTS, RATING_STEPS),
    "candidate": (CANDIDATE_ACTS, CANDIDATE_STEPS),
    "listing": (LISTING_ACTS, LISTING_STEPS),
    "referral": (REFERRAL_ACTS, REFERRAL_STEPS),
}


@dataclass(frozen=True, slots=True)
class Missing:
    """One fact still missing, and the address at which it is written ("" where there is none)."""

    fact: str
    field: str
    url: str


def missing(
    html: str, kind: str, record: Any, *, fields: Collection[str], user: User, at: datetime
) -> list[Missing]:
    """What the sheet lacks; `fields` are those on this page, other places are this person's."""
    roles = user.roles_on(timezone.localdate(at), record.office_id)
    acts, steps = REGISTRIES[kind]

    def place(gap: Gap) -> str:
        if gap.field in fields:
            return f"#id_{gap.field}"
        act = ASKED_BY[kind].get(gap.field, "")
        if act not in acts or all(steps[name].role not in roles for name in acts[act].steps):
            return ""
        return reverse(f"console:{kind}_act", args=[record.pk, act])

    return [Missing(gap.fact, gap.field, place(gap)) for gap in gaps(html)]


def linked(html: str, lacking: Collection[Missing]) -> str:
    """The sheet with each mark leading to where its fact is written, and nowhere otherwise."""
    for lack in lacking:
        if lack.field and not lack.url.startswith("#"):
            mark = f'<a href="#id_{lack.field}">'
            html = html.replace(mark, f'<a href="{lack.url}">' if lack.url else "<a>")
    return html
