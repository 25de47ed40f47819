"""保函: received in the place of money, replaced before it ends, watched while it stands."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from accounts.models import User
from accounts.policy.roles import Role
from documents.models import StoredFile
from statutes.clocks import Level
from statutes.refusal import Refused
from statutes.wording import say, term
from wage_deposits.models import Deposit, DepositMove, Guarantee
from wage_deposits.policy.guarantee import GUARANTEE, WARNED_BEFORE, check_guarantee
from wage_deposits.services import gate, opening
from workflow import services as workflow


@dataclass(frozen=True, slots=True)
class Terms:
    """What a guarantee says."""

    bank: str
    number: str
    amount: Decimal
    valid_from: date
    valid_to: date
    received_on: date
    file: StoredFile | None = None


@transaction.atomic
def accept_guarantee(deposit_id: int, *, terms: Terms, actor: User, at: datetime) -> Deposit:
    """Take a bank's guarantee in the place of the whole deposit; the opening limit is met."""
    deposit = gate.locked(deposit_id)
    step = gate.check(deposit, "accept_guarantee", actor=actor, at=at)
    gate.require_past(terms.received_on, at, since=deposit.permitted_on)
    _take_in(deposit, terms, DepositMove.Kind.GUARANTEED, deposit.amount, actor=actor, at=at)
    workflow.stop_clock(deposit.subject, opening.CLOCK, actor=actor, at=at)
    payload = {"amount": str(terms.amount), "valid_to": terms.valid_to.isoformat()}
    return gate.take(
        deposit, step, actor=actor, at=at, payload=payload, opened_on=terms.received_on
    )


@transaction.atomic
def renew_guarantee(deposit_id: int, *, terms: Terms, actor: User, at: datetime) -> Deposit:
    """Put a new guarantee in the place of the one in force, which goes back to the contractor."""
    deposit = gate.locked(deposit_id)
    step = gate.check(deposit, "renew_guarantee", actor=actor, at=at)
    gate.require_past(terms.received_on, at, since=deposit.opened_on)
    replace(deposit, terms, DepositMove.Kind.GUARANTEED, actor=actor, at=at)
    payload = {"amount": str(terms.amount), "valid_to": terms.valid_to.isoformat()}
    return gate.take(deposit, step, actor=actor, at=at, payload=payload)


def replace(deposit: Deposit, terms: Terms, kind: str, *, actor: User, at: datetime) -> None:
    """Give the old guarantee back and take one that, with the money held, fills the figure."""
    give_back(deposit, on=terms.received_on, actor=actor, at=at)
    lacking = deposit.amount - deposit.held_as(DepositMove.Means.CASH)
    _take_in(deposit, terms, kind, lacking, actor=actor, at=at)


def give_back(deposit: Deposit, *, on: date, actor: User, at: datetime) -> None:
    """End the guarantee in force: what it still stood for leaves the deposit."""
    guarantee = deposit.guarantee
    if guarantee is None:
        return
    left = deposit.held_as(DepositMove.Means.GUARANTEE)
    if left > 0:
        ended = gate.Amount(DepositMove.Kind.GUARANTEE_ENDED, -left, guarantee=guarantee)
        gate.move(deposit, ended, on=on, actor=actor, at=at)
    guarantee.ended_on = on
    guarantee.save(update_fields=["ended_on"])


@transaction.atomic
def warn(guarantee_id: int, *, today: date, at: datetime) -> bool:
    """Tell the officer, once thirty days before the end and once after it; whether anyone was."""
    guarantee = Guarantee.objects.select_for_update(of=("self",)).get(pk=guarantee_id)
    stage = _stage(guarantee, today)
    if stage == guarantee.warned or stage == Guarantee.Warned.NOT_YET:
        return False
    guarantee.warned = stage
    guarantee.save(update_fields=["warned"])
    deposit = Deposit.objects.select_related("owner", "project").get(pk=guarantee.deposit_id)
    _announce(deposit, guarantee, has_lapsed=stage == Guarantee.Warned.LAPSED, at=at)
    return True


def lapsing(today: date) -> list[int]:
    """Guarantees in force that end within thirty days, or have ended."""
    rows = Guarantee.objects.filter(ended_on=None, valid_to__lte=today + WARNED_BEFORE)
    return list(rows.exclude(warned=Guarantee.Warned.LAPSED).values_list("pk", flat=True))


def _stage(guarantee: Guarantee, today: date) -> str:
    if guarantee.has_lapsed(today):
        return Guarantee.Warned.LAPSED
    lapsing = guarantee.is_lapsing(today)
    return Guarantee.Warned.LAPSING if lapsing else Guarantee.Warned.NOT_YET


def _announce(deposit: Deposit, guarantee: Guarantee, *, has_lapsed: bool, at: datetime) -> None:
    day, project = guarantee.valid_to.isoformat(), deposit.project.name
    if has_lapsed:
        message = say("%(project)s的保函已于%(day)s到期，请督促更换。", project=project, day=day)
    else:
        message = say("%(project)s的保函将于%(day)s到期，请提醒更换。", project=project, day=day)
    workflow.notify(
        deposit.subject,
        message=message,
        at=at,
        users=[deposit.owner] if deposit.owner else [],
        role=Role.UNIT_HEAD if has_lapsed or deposit.owner is None else None,
        level=Level.RED if has_lapsed else Level.YELLOW,
    )
    workflow.record(
        deposit.subject,
        act="guarantee_lapsed" if has_lapsed else "guarantee_lapsing",
        label=term("保函已到期") if has_lapsed else term("保函即将到期"),
        actor=None,
        at=at,
        citation=GUARANTEE,
        payload={"valid_to": day},
    )


def _take_in(
    deposit: Deposit, terms: Terms, kind: str, lacking: Decimal, *, actor: User, at: datetime
) -> None:
    check_guarantee(
        amount=terms.amount,
        valid_to=terms.valid_to,
        due=lacking,
        project_ends_on=deposit.project.ends_on,
    )
    if terms.valid_from > terms.valid_to:
        raise Refused(say("保函的有效期至早于生效日期。"), citation=GUARANTEE)
    if Guarantee.objects.filter(bank=terms.bank, number=terms.number, ended_on=None).exists():
        raise Refused(say("该保函已用于另一工程。"), citation=GUARANTEE)
    guarantee = Guarantee.objects.create(
        deposit=deposit,
        bank=terms.bank,
        number=terms.number,
        amount=terms.amount,
        valid_from=terms.valid_from,
        valid_to=terms.valid_to,
        received_on=terms.received_on,
        file=terms.file,
    )
    received = gate.Amount(kind, terms.amount, guarantee=guarantee)
    gate.move(deposit, received, on=terms.received_on, actor=actor, at=at)
