"""What an officer weighs before proposing anything: the two years and the three conditions."""

from dataclasses import dataclass

from django.utils import timezone

from accounts.models import OfficeJurisdiction
from accounts.policy.division_codes import covers
from complaints.models import Complaint
from complaints.policy.acceptance import Acceptance, Statement, judge
from complaints.policy.two_years import Spell, TwoYears, two_years


@dataclass(frozen=True, slots=True)
class Review:
    two_years: TwoYears
    acceptance: Acceptance


def review(complaint: Complaint) -> Review:
    """Collect the facts of a complaint and judge them by 条例 第二十条 and 若干规定 第十八条."""
    spells = [
        Spell(*months) for months in complaint.claimants.values_list("period_from", "period_to")
    ]
    reach = two_years(spells, timezone.localdate(complaint.received_at))
    statement = Statement(
        reach=reach.reach,
        respondent_clear=_respondent_clear(complaint),
        here=_here(complaint),
        in_arbitration=complaint.in_arbitration,
        in_court=complaint.in_court,
    )
    return Review(reach, judge(statement))


def _respondent_clear(complaint: Complaint) -> bool | None:
    if complaint.employer_id is not None:
        return True
    return None if complaint.employer_name else False


def _here(complaint: Complaint) -> bool:
    prefixes = OfficeJurisdiction.objects.filter(office=complaint.office_id)
    return any(covers(p, complaint.division_id) for p in prefixes.values_list("prefix", flat=True))
