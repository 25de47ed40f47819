"""The one door through which a deposit changes its state, and the one through which money moves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from accounts.models import User
from statutes.refusal import Refused
from statutes.wording import say
from wage_deposits.models import NOTHING, Deposit, DepositMove, Guarantee, Use
from wage_deposits.perms import facts_of
from wage_deposits.procedure import STEPS, State
from workflow import procedure
from workflow import services as workflow
from workflow.procedure import Step


@dataclass(frozen=True, slots=True)
class Amount:
    """How much moves, and as what; negative where it goes out."""

    kind: str
    amount: Decimal
    guarantee: Guarantee | None = None
    use: Use | None = None
    voucher: str = ""

    @property
    def means(self) -> str:
        with_guarantee = DepositMove.Means.GUARANTEE
        return with_guarantee if self.guarantee else DepositMove.Means.CASH


def locked(deposit_id: int) -> Deposit:
    rows = Deposit.objects.select_for_update(of=("self",))
    return rows.select_related("project__division", "contractor", "office").get(pk=deposit_id)


def check(
    deposit: Deposit, name: str, *, actor: User, at: datetime, unsettled: Sequence[str] = ()
) -> Step[State]:
    facts = facts_of(deposit, actor, timezone.localdate(at), unsettled)
    return procedure.check(STEPS, name, deposit.status, facts)


def take(
    deposit: Deposit,
    step: Step[State],
    *,
    actor: User,
    at: datetime,
    note: str = "",
    payload: Mapping[str, object] | None = None,
    **columns: object,
) -> Deposit:
    """Put the checked step into force: the new state, what goes with it, and its event."""
    if step.target is not None:
        columns["state"] = step.target.value
    for name, value in columns.items():
        setattr(deposit, name, value)
    deposit.save(update_fields=list(columns))
    workflow.record(
        deposit.subject,
        act=step.name,
        label=step.label,
        actor=actor,
        at=at,
        citation=step.citation,
        note=note,
        payload=payload,
    )
    return deposit


def move(deposit: Deposit, what: Amount, *, on: date, actor: User, at: datetime) -> None:
    """Append one move; the database refuses a balance that does not follow from the last.

    The deposit is locked by its caller, so no other move can come between.
    """
    last = deposit.moves.order_by("-sequence").first()
    DepositMove.objects.create(
        deposit=deposit,
        sequence=last.sequence + 1 if last else 1,
        kind=what.kind,
        means=what.means,
        amount=what.amount,
        balance=(last.balance if last else NOTHING) + what.amount,
        on=on,
        voucher=what.voucher,
        guarantee=what.guarantee,
        use=what.use,
        recorded_by=actor,
        recorded_at=at,
    )


def require_past(on: date, at: datetime, *, since: date | None = None) -> None:
    """A date that is written down has come, and lies not before what it follows."""
    if on > timezone.localdate(at):
        raise Refused(say("日期%(day)s尚未到来。", day=on.isoformat()))
    if since is not None and on < since:
        raise Refused(
            say("日期%(day)s早于%(since)s。", day=on.isoformat(), since=since.isoformat())
        )
