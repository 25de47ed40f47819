"""What stands around a case: read once for the header of a page and for its next steps."""

from collections.abc import Mapping
from dataclasses import dataclass

from cases.models import Case, CaseOfficer, Order
from cases.policy.ledger import Totals
from workflow.models import Approval, Clock, ClockQuerySet


@dataclass(frozen=True, slots=True)
class Around:
    """The people, the limits, the order in force, and what waits for an approval."""

    officers: list[CaseOfficer]  # relieved ones included
    clocks: list[Clock]
    order: Order | None
    pending: Mapping[str, int]  # what waits for approval, by kind, and who proposed it
    counted: Totals
    withheld: int  # people whom an order would name to the employer against their wish

    @property
    def serving(self) -> list[CaseOfficer]:
        return [officer for officer in self.officers if officer.relieved_at is None]


def around(case: Case) -> Around:
    subject = case.subject(None)
    pending = Approval.objects.of(subject).pending().values_list("kind", "proposer_id")
    counted, withheld = case.claims.totals_and_withheld()
    officers = case.officers.select_related("user").prefetch_related("user__certificates")
    return Around(
        officers=list(officers),
        clocks=list(_limits(case).open().by_urgency()),
        order=case.orders.standing().select_related("paper").first(),
        pending=dict(pending),
        counted=counted,
        withheld=withheld,
    )


def _limits(case: Case) -> ClockQuerySet:
    """The case's own; before filing, those of the complaint that waits for it."""
    if case.filed_on is not None:
        return Clock.objects.of(case.subject(None))
    behind = case.sources.filter(is_live=True).values("complaint_id")
    return Clock.objects.filter(subject_type="complaint", subject_id__in=behind)
