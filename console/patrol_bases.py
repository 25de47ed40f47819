"""Which record of the employer's own an inspection outside the yearly cap follows.

Complaints and cases lie above grids, so the desk looks the number up before it proposes; what is
not found here is refused there.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from accounts.models import User
from cases.models import Order
from complaints.models import Complaint
from complaints.procedure import State
from employers.models import Employer
from grids.models import Patrol
from grids.policy.frequency import Basis
from grids.services import patrols

NO_CAUSE = (State.REFUSED.value, State.WITHDRAWN.value)


def reference_of(employer: Employer, basis: Basis, written: str) -> str:
    """The number among the written words that is one of this employer's; "" where none is."""
    return next((number for number in _numbers(employer, basis) if number in written), "")


def propose_again(patrol: Patrol, data: dict[str, Any], actor: User, at: datetime) -> Patrol:
    """Lay a returned proposal before the head anew, its number looked up anew."""
    reference = reference_of(patrol.employer, Basis(patrol.basis), data["cause"])
    return patrols.propose_again(patrol.pk, **data, reference=reference, actor=actor, at=at)


def _numbers(employer: Employer, basis: Basis) -> Iterator[str]:
    own = [employer.pk, *Employer.objects.filter(merged_into=employer).values_list("pk", flat=True)]
    if basis is Basis.COMPLAINT:
        rows = Complaint.objects.filter(employer__in=own).exclude(state__in=NO_CAUSE)
        for pair in rows.values_list("number", "external_number"):
            yield from filter(None, pair)
    elif basis is Basis.ORDER:
        orders = Order.objects.standing().filter(case__employer__in=own)
        yield from filter(None, orders.values_list("paper__number", flat=True))
