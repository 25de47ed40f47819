"""涉嫌犯罪: what the page of a case says of the crime, and where its referral stands."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import User
from cases.models import Case
from console.referral_page import shown
from referrals import perms
from referrals.procedure import NO_SUBSTITUTE
from referrals.services import assessing
from statutes.findings import Outcome


def tab(case: Case, user: User, now: datetime) -> dict[str, Any]:
    """The elements on the facts of today, what was stated last, and every referral."""
    found = assessing.current(case, timezone.localdate(now))
    outcome = found.crime.outcome
    return {
        "crime": shown(found.crime),
        "is_met": outcome is Outcome.YES,
        "is_open": outcome is Outcome.NEEDS,
        "assessments": case.assessments.select_related("judged_by").order_by("-pk")[:5],
        "referrals": case.referrals.select_related("police_office"),
        "may_assess": case.filed_on is not None
        and perms.why_not_assessed(user, case.office_id, now) is None,
        "no_substitute": NO_SUBSTITUTE,
    }
