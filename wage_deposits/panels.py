"""What another page shows of the wage deposits of a project or of an employer (design §3)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from accounts.models import User
from employers.models import Employer, Project
from wage_deposits.models import Deposit, with_funds


@dataclass(frozen=True, slots=True)
class Panel:
    """One deposit in a line: what is due, what is held, until when."""

    deposit: Deposit
    project: str
    state: str
    due: Decimal
    held: Decimal
    guaranteed_to: date | None


def panels(subject: Project | Employer, user: User) -> tuple[Panel, ...]:
    """The deposits of a project, or of all projects of a general contractor, that a person sees."""
    column = "project" if isinstance(subject, Project) else "contractor"
    rows = Deposit.objects.visible_to(user).filter(**{column: subject}).select_related("project")
    return tuple(
        Panel(
            deposit=row,
            project=row.project.name,
            state=row.get_state_display(),
            due=row.amount,
            held=row.held,  # type: ignore[attr-defined]  # annotated
            guaranteed_to=row.guaranteed_to,  # type: ignore[attr-defined]
        )
        for row in with_funds(rows).order_by("-pk")
    )
