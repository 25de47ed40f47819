"""What the people behind a case may learn of it: pushed down to their complaints' look-up pages."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from cases.models import Case
from cases.policy.ledger import NOTHING
from cases.procedure.states import STATE_LABELS
from complaints.models import Claimant, Complaint
from complaints.models.complaint import ComplaintQuerySet
from complaints.services import progress as look_up
from workflow.models import Clock


def complaints_of(case: Case) -> ComplaintQuerySet:
    """The complaints behind the case, those that were merged into them included."""
    own = Q(case_sources__case=case, case_sources__is_live=True)
    merged = Q(merged_into__case_sources__case=case, merged_into__case_sources__is_live=True)
    return Complaint.objects.found_by(own, merged)


def claimants_of(case: Case) -> QuerySet[Claimant]:
    """Every line of those complaints, in the order in which they were lodged."""
    of_case = Claimant.objects.filter(complaint__in=complaints_of(case))
    return of_case.order_by("complaint_id", "position")


def report(case: Case, *, at: datetime) -> None:
    """Show the stage and the next statutory date on every complainant's look-up page."""
    clocks = Clock.objects.of(case.subject(None)).open().order_by("due_at")
    next_clock = clocks.first()
    look_up.report_stage(
        list(complaints_of(case).values_list("pk", flat=True)),
        case_no=case.case_no,
        stage=case.state,
        label=STATE_LABELS[case.status],
        since=timezone.localdate(at),
        next_step=next_clock.label if next_clock else "",
        next_due_on=timezone.localdate(next_clock.due_at) if next_clock else None,
        at=at,
    )


def report_settlements(case: Case, *, at: datetime) -> None:
    """Show each claimant, and no one else, what was determined and paid on their own line.

    A person who complained twice has one line in the ledger and sees it from both complaints.
    """
    lines = {claim.identity_hash: claim for claim in case.claims.exclude(identity_hash="")}
    look_up.report_settlements(
        {
            claimant.pk: (line.determined, line.paid or NOTHING)
            for claimant in claimants_of(case).only("pk", "identity_hash")
            if (line := lines.get(claimant.identity_hash)) is not None
        },
        at=at,
    )
