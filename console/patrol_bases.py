"""Which record of the employer's own an inspection outside the yearly cap follows.

Complaints, warnings and cases lie above or beside grids, so the desk looks the number up before it
proposes; what is not found here is refused there.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from accounts.models import User
from cases.models import Case, Order
from cases.procedure.states import ENDED
from complaints.models import Complaint
from complaints.procedure import State
from early_warning.models import Warning
from early_warning.procedure import State as WarningState
from employers.models import Employer
from grids.models import Patrol
from grids.policy.frequency import Basis
from grids.services import patrols
from written_reviews.models import Review
from written_reviews.procedure import State as ReviewState

NO_CAUSE = (State.REFUSED.value, State.WITHDRAWN.value)
# Yellow is told in writing first; nobody inspects on signs that the head has not followed up.
ORDERED = (WarningState.VISIT, WarningState.VISITED, WarningState.LEAD)


def reference_of(employer: Employer, basis: Basis, written: str) -> str:
    """The number among the written words that is one of this employer's; "" where none is."""
    return next((number for number in _numbers(employer, basis) if number in written), "")


def proposing(
    user: User, employer: Employer | None, basis: Basis, cause: str, **known: object
) -> str:
    """Where the inspection is proposed with what is known; "" where it is not this office's."""
    if employer is None or employer.merged_into_id is not None:
        return ""
    if not employer.division_id.startswith(user.prefixes):
        return ""
    address = reverse("console:new_patrol", args=[employer.pk])
    return f"{address}?{urlencode({'basis': basis.value, 'cause': cause, **known})}"


def of_case(case: Case, order: Order | None, user: User) -> str:
    """Where an inspection is proposed that follows the case: of its order, if one stands."""
    if order is not None and order.paper is not None:
        return proposing(user, case.employer, Basis.ORDER, order.paper.number)
    return proposing(user, case.employer, Basis.LEAD, case.case_no)


def propose_again(patrol: Patrol, data: dict[str, Any], actor: User, at: datetime) -> Patrol:
    """Lay a returned proposal before the head anew, its number looked up anew."""
    reference = reference_of(patrol.employer, Basis(patrol.basis), data["cause"])
    return patrols.propose_again(patrol.pk, **data, reference=reference, actor=actor, at=at)


def _numbers(employer: Employer, basis: Basis) -> Iterator[str]:
    own = [employer.pk, *Employer.objects.filter(merged_into=employer).values_list("pk", flat=True)]
    match basis:
        case Basis.COMPLAINT:
            rows = Complaint.objects.filter(employer__in=own).exclude(state__in=NO_CAUSE)
            for pair in rows.values_list("number", "external_number"):
                yield from filter(None, pair)
        case Basis.LEAD:
            yield from _leads(own)
        case Basis.ORDER:
            orders = Order.objects.standing().filter(case__employer__in=own)
            yield from filter(None, orders.values_list("paper__number", flat=True))


def _leads(own: list[int]) -> Iterator[str]:
    """A warning whose inspection was ordered, a review to be seen on site, a case under way."""
    for warning in Warning.objects.filter(employer__in=own, state__in=ORDERED):
        yield warning.number
    on_site = Review.objects.filter(employer__in=own, state=ReviewState.ON_SITE.value)
    for review in on_site.select_related("campaign"):
        yield review.number
    cases = Case.objects.filter(employer__in=own).exclude(state__in=ENDED)
    yield from cases.values_list("case_no", flat=True)
