"""What a person may do with a case on a day; never sees a request."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from accounts.models import User
from accounts.perms import certified
from cases import procedure
from cases.models import Case, CaseOfficer, Order
from cases.policy.investigation_limit import CLOCK
from cases.policy.ledger import Totals
from cases.policy.officers import Officer
from cases.procedure import EXTENSION, Facts, OrderFacts, State
from workflow.models import Approval, Clock, ClockQuerySet
from workflow.procedure import Offer


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a case; a page reads it once for its header and its next steps."""

    officers: list[CaseOfficer]
    clocks: list[Clock]
    order: Order | None
    pending: Mapping[str, int]  # what waits for approval, by kind, and who proposed it
    counted: Totals
    withheld: int  # people whom an order would name to the employer against their wish


def around(case: Case) -> Around:
    subject = case.subject(None)
    pending = Approval.objects.of(subject).pending().values_list("kind", "proposer_id")
    counted, withheld = case.claims.totals_and_withheld()
    return Around(
        officers=case.serving_officers(),
        clocks=list(_limits(case).open().by_urgency()),
        order=case.orders.standing().first(),
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


def facts_of(case: Case, user: User, on: date, known: Around | None = None) -> Facts:
    """Collect what the guards of the procedure may know of this case, person and day."""
    known = known or around(case)
    officers = known.officers
    return Facts(
        roles=user.roles_on(on, case.office_id),
        on=on,
        is_proposer=user.pk in known.pending.values(),
        is_on_case=any(officer.user_id == user.pk for officer in officers),
        officers=tuple(Officer(o.user.name, o.is_lead, certified(o.user, on)) for o in officers),
        recorded=case.totals,
        counted=known.counted,
        order=None if known.order is None else OrderFacts(known.order.served_on),
        corrected_on=case.corrected_on,
        no_penalty_reason=case.no_penalty_reason,
        is_extended=case.is_extended,
        has_pending_extension=EXTENSION in known.pending,
        investigation_due_on=_investigation_due_on(known.clocks),
        withheld=known.withheld,
    )


def _investigation_due_on(clocks: Iterable[Clock]) -> date | None:
    due = (timezone.localdate(clock.due_at) for clock in clocks if clock.code == CLOCK)
    return next(due, None)


def steps(
    case: Case, user: User, on: date, known: Around | None = None
) -> tuple[Offer[State], ...]:
    """The steps that this person may see now, each with what it still lacks."""
    return procedure.available(case.status, facts_of(case, user, on, known))
