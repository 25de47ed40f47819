"""What a person may do with a wage deposit; never sees a request."""

from collections.abc import Sequence
from datetime import date

from accounts.models import User
from accounts.perms import certified
from accounts.policy.roles import ROLE_LABELS, Role
from statutes.wording import Sentence, say
from wage_deposits.models import Deposit
from wage_deposits.procedure import STEPS, Facts, State
from workflow.procedure import Offer, available


def why_not_fixed(user: User, on: date) -> Sentence | None:
    """A certified inspector fixes, for the own office, what a project must deposit."""
    if Role.INSPECTOR not in user.roles_on(on, user.office_id):
        return say(
            "“%(step)s”须由%(role)s办理。",
            step=say("核定工资保证金"),
            role=say(ROLE_LABELS[Role.INSPECTOR]),
        )
    return certified(user, on)


def facts_of(deposit: Deposit, user: User, on: date, unsettled: Sequence[str] = ()) -> Facts:
    """Collect what the guards read; `unsettled` are the cases still owed wages on the project.

    Cases belong to a higher app: whoever asks says what they know of them.
    """
    held, use, request = deposit.balance, deposit.open_use, deposit.open_return
    finished = deposit.project.finished_on
    return Facts(
        roles=user.roles_on(on, deposit.office_id),
        uncertified=certified(user, on),
        has_guarantee=deposit.guarantee is not None,
        has_funds=held > 0,
        is_short=held < deposit.amount,
        stays_full=use is not None and held - use.amount >= deposit.amount,
        notice_is_served=use is not None and use.served_on is not None,
        is_finished=finished is not None and finished <= on,
        unsettled=tuple(unsettled),
        notice_has_run=request is not None and request.notice_ends_on < on,
    )


def steps(
    deposit: Deposit, user: User, on: date, unsettled: Sequence[str] = ()
) -> tuple[Offer[State], ...]:
    """Return the steps that this person may see now, each with what it still lacks."""
    return available(STEPS, deposit.status, facts_of(deposit, user, on, unsettled))
