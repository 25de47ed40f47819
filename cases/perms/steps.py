"""What a person may do with a case on a day; never sees a request."""

from datetime import date

from accounts.models import User
from cases.models import Case
from cases.perms.around import Around
from cases.perms.facts import facts_of
from cases.procedure import table
from cases.procedure.states import State
from workflow.procedure import Offer


def steps(
    case: Case, user: User, on: date, known: Around | None = None
) -> tuple[Offer[State], ...]:
    """The steps that this person may see now, each with what it still lacks."""
    return table.available(case.status, facts_of(case, user, on, known))
