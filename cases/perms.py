"""What a person may do with a case on a day; never sees a request."""

from datetime import date

from django.utils import timezone

from accounts.models import User
from accounts.perms import certified
from cases import procedure
from cases.models import Case
from cases.policy.investigation_limit import CLOCK
from cases.policy.officers import Officer
from cases.procedure import EXTENSION, Facts, OrderFacts, State
from workflow.models import Approval, Clock
from workflow.procedure import Offer


def facts_of(case: Case, user: User, on: date) -> Facts:
    """Collect what the guards of the procedure may know of this case, person and day."""
    officers = case.serving_officers()
    pending = dict(
        Approval.objects.of(case.subject(None)).pending().values_list("kind", "proposer_id")
    )
    order = case.orders.standing().first()
    return Facts(
        roles=user.roles_on(on, case.office_id),
        on=on,
        is_proposer=user.pk in pending.values(),
        is_on_case=any(officer.user_id == user.pk for officer in officers),
        officers=tuple(Officer(o.user.name, o.is_lead, certified(o.user, on)) for o in officers),
        recorded=case.totals,
        counted=case.claims.totals(),
        order=None if order is None else OrderFacts(order.served_on),
        corrected_on=case.corrected_on,
        no_penalty_reason=case.no_penalty_reason,
        is_extended=case.is_extended,
        has_pending_extension=EXTENSION in pending,
        investigation_due_on=_investigation_due_on(case),
        withheld=case.claims.to_be_named().withheld().count(),
    )


def _investigation_due_on(case: Case) -> date | None:
    running = Clock.objects.of(case.subject(None)).open().filter(code=CLOCK)
    due_at = running.values_list("due_at", flat=True).first()
    return timezone.localdate(due_at) if due_at else None


def steps(case: Case, user: User, on: date) -> tuple[Offer[State], ...]:
    """The steps that this person may see now, each with what it still lacks."""
    return procedure.available(case.status, facts_of(case, user, on))
