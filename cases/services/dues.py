"""What is owed on the decision of a case, and the limits that run until it is paid."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from accounts.models import User
from cases.models import Case, Decision, FinePayment, Instalment, Remedy
from cases.policy import remedy, surcharge
from cases.policy.decision import KINDS, Kind
from cases.policy.performance import Account, Item
from cases.policy.surcharge import NOTHING, Paid, Part, Schedule
from cases.procedure.states import State
from cases.services import gate
from cases.services.periods import last_day
from statutes.clocks import start_of
from statutes.refusal import Refused
from statutes.wording import say
from workflow import services as workflow

PAYMENT, HANDLING = "payment", "handling_compliance"
DEMAND, COURT = "demand", "court_application"
AT_COURT = ("court_acceptance", "court_ruling", "court_review")
# The period to perform, by what was decided; other endings order nothing.
PERIODS = {Kind.PENALTY: PAYMENT, Kind.HANDLING: HANDLING}
PAYABLE = frozenset({State.PERFORMING, State.ENFORCING})


def found(case: Case) -> Decision | None:
    """The decision that the case ended in, with what has been paid and granted on it."""
    decisions = case.decisions.standing().select_related("paper", "demand__paper")
    return decisions.prefetch_related("fine_payments", "instalments", "remedies").first()


def standing(case: Case) -> Decision:
    """The decision that the case ended in; refused where there is none."""
    decision = found(case)
    if decision is None:
        raise Refused(say("本案没有作出决定。"))
    return decision


def account(case: Case, decision: Decision, on: date) -> Account:
    """What the decision asks, what was paid, and what the days up to `on` have added."""
    payments, remedies = list(decision.fine_payments.all()), list(decision.remedies.all())
    fine = standing_amount(decision.fine, "new_fine", remedies)
    schedule = _schedule(decision, fine, payments)
    stays = remedy.stays((r.received_on, r.result_on) for r in remedies)
    added = surcharge.surcharge(schedule, on, paid=_paid(payments), stays=stays)
    return Account(
        on=on,
        fine=fine,
        surcharge=added,
        compensation=standing_amount(decision.compensation, "new_compensation", remedies),
        fine_paid=_sum(payments, Item.FINE),
        surcharge_paid=_sum(payments, Item.SURCHARGE),
        compensation_paid=_sum(payments, Item.COMPENSATION),
        wages_owed=case.outstanding if decision.ending is Kind.HANDLING else NOTHING,
        is_annulled=decision.status == Decision.Status.ANNULLED,
    )


def standing_amount(decided: Decimal, changed: str, remedies: Iterable[Remedy]) -> Decimal:
    """An amount as decided, or as the last remedy that changed it left it."""
    ended = [r for r in remedies if r.result_on is not None and getattr(r, changed) is not None]
    ended.sort(key=lambda r: (r.result_on, r.pk))
    amounts: list[Decimal] = [decided, *(getattr(r, changed) for r in ended)]
    return amounts[-1]


def first_due_on(decision: Decision) -> date | None:
    """The last day to pay as the law set it, before anything was put off."""
    if decision.served_on is None or not decision.fine:
        return None
    return last_day(PAYMENT, decision.served_on)


def _schedule(decision: Decision, fine: Decimal, payments: Iterable[FinePayment]) -> Schedule:
    due_on = first_due_on(decision)
    if due_on is None:
        return Schedule(NOTHING, decision.decided_on)
    parts: list[Instalment] = list(decision.instalments.all())
    if not parts:
        return Schedule(fine, due_on)
    granted = parts[0].granted_at
    before = [p for p in payments if p.of == Item.FINE and p.recorded_at <= granted]
    return Schedule(
        fine,
        due_on,
        timezone.localdate(granted),
        tuple(Part(part.due_on, part.amount) for part in parts),
        sum((p.amount for p in before), NOTHING),
    )


def _paid(payments: Iterable[FinePayment]) -> list[Paid]:
    """A reversal takes its payment back on the day on which that was made."""
    return [Paid(p.paid_on, p.amount) for p in payments if p.of == Item.FINE]


def _sum(payments: Iterable[FinePayment], item: Item) -> Decimal:
    return sum((p.amount for p in payments if p.of == item), NOTHING)


# ---------------------------------------------------------------- limits


def begin(case: Case, decision: Decision, day: date, *, actor: User, at: datetime) -> None:
    """Run the periods of a served decision: to perform, to seek a remedy, to apply to the court."""
    decision.served_on, decision.status = day, Decision.Status.IN_FORCE
    decision.remedies_until = remedies_until(decision, day)
    decision.court_until = last_day(COURT, decision.remedies_until)
    if (code := PERIODS.get(decision.ending)) and _orders_payment(decision):
        decision.due_on = last_day(code, day, length=_days_given(decision))
    decision.save()
    run_limits(case, decision, actor=actor, at=at)


def _days_given(decision: Decision) -> int | None:
    """The days that a handling decision itself gives; those of a fine are the law's."""
    if decision.ending is not Kind.HANDLING:
        return None
    given = decision.paper.context.get("period_days")
    return int(given) if given else None


def remedies_until(decision: Decision, day: date) -> date:
    """The last day of the party's longer way; a penalty on the spot has only the first.

    复议法 第二十三条: against a penalty on the spot reconsideration comes before any suit.
    """
    reconsideration = last_day("reconsideration", day)
    if decision.procedure == Decision.Procedure.SIMPLE:
        return reconsideration
    return max(reconsideration, last_day("litigation", day))


def run_limits(case: Case, decision: Decision, *, actor: User, at: datetime) -> None:
    """Start the clocks of performance and of the court, as far as something is still owed."""
    if not KINDS[decision.ending].is_performed:
        return
    if decision.due_on is None:
        settle(case, decision, actor=actor, at=at)  # a bare warning is performed by its service
        return
    _start_performance(case, decision, actor=actor, at=at)
    run_court_limit(case, decision, actor=actor, at=at)


def _start_performance(case: Case, decision: Decision, *, actor: User, at: datetime) -> None:
    code, served_on, due_on = PERIODS[decision.ending], decision.served_on, decision.due_on
    if served_on is None or due_on is None or gate.is_running(case, code):
        return
    put_off = bool(decision.instalments.all())
    length = (due_on - served_on).days if put_off or code == HANDLING else None
    workflow.start_clock(
        gate.subject_of(case), code, base_at=start_of(served_on), actor=actor, at=at, length=length
    )


def run_court_limit(case: Case, decision: Decision, *, actor: User, at: datetime) -> None:
    """The three months in which the court may be applied to, from the end of the remedies."""
    until = decision.remedies_until
    if until is None or gate.is_running(case, COURT) or case.status is not State.PERFORMING:
        return
    base = start_of(until)
    workflow.start_clock(gate.subject_of(case), COURT, base_at=base, actor=actor, at=at)


def settle(case: Case, decision: Decision, *, actor: User, at: datetime) -> bool:
    """Note whether everything has been paid, and end or take up the limits accordingly."""
    on = timezone.localdate(at)
    is_settled = account(case, decision, on).is_settled
    if is_settled is (decision.settled_on is not None):
        return is_settled
    decision.settled_on = on if is_settled else None
    decision.save(update_fields=["settled_on"])
    if is_settled:
        gate.stop_if_open(case, PAYMENT, HANDLING, DEMAND, actor=actor, at=at)
        gate.stop_if_open(case, COURT, actor=actor, at=at, outcome="cancelled")
    else:
        run_limits(case, decision, actor=actor, at=at)
    return is_settled


def follow_wages(case: Case, *, actor: User, at: datetime) -> None:
    """Wages were paid or a payment was reversed while a decision to pay them is being performed."""
    if case.status in PAYABLE:
        settle(case, standing(case), actor=actor, at=at)


def _orders_payment(decision: Decision) -> bool:
    return bool(decision.fine or decision.wages or decision.compensation)
