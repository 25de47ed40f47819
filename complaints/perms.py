"""What a person may do with a complaint; never sees a request."""

from datetime import date

from accounts.models import User
from accounts.perms import certified
from complaints.models import Complaint
from complaints.procedure import STEPS, Facts, State
from workflow.procedure import Offer, available


def facts_of(complaint: Complaint, user: User, on: date) -> Facts:
    """Collect what the guards read: the person's roles at the complaint's own office, that day."""
    request = complaint.open_supplement
    return Facts(
        roles=user.roles_on(on, complaint.office_id),
        uncertified=certified(user, on),
        employer_known=complaint.employer_id is not None,
        supplement_overdue=request is not None and request.is_overdue(on),
        is_complaint=complaint.has_clock,
        withholds_names=complaint.withholds_names,
    )


def steps(complaint: Complaint, user: User, on: date) -> tuple[Offer[State], ...]:
    """Return the steps that this person may see now, each with what it still lacks."""
    return available(STEPS, State(complaint.state), facts_of(complaint, user, on))
