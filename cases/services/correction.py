"""What becomes of an order: carried out and verified, taken back, or found not to have held."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from cases.models import Case, Order
from cases.policy.investigation_limit import CLOCK as INVESTIGATION
from cases.policy.investigation_limit import extension_days
from cases.services import gate, progress
from documents import services as documents
from statutes.clocks import start_of
from statutes.refusal import Refused
from statutes.wording import say
from workflow import services as workflow

# Why a resumed investigation's clock is longer than sixty days; part of the clock's own record.
ALREADY_EXTENDED = "此前已批准延长"


def standing(case: Case) -> Order:
    """The order in force; refused where there is none."""
    order = case.orders.standing().select_related("paper").first()
    if order is None:
        raise Refused(say("没有生效的限期改正指令书。"))
    return order


@transaction.atomic
def withdraw_order(case_id: int, *, reason: str, actor: User, at: datetime) -> Case:
    """Take an order back; the paper stays on file as withdrawn and the investigation goes on."""
    case = gate.lock(case_id)
    order = standing(case)
    if not reason.strip():
        raise Refused(say("撤回指令书须写明理由。"))
    gate.take(case, "withdraw_order", actor=actor, at=at, note=reason)
    documents.withdraw(order.paper, reason=reason, on=timezone.localdate(at))
    order.status, order.withdrawal_reason = Order.Status.WITHDRAWN, reason.strip()
    order.save(update_fields=["status", "withdrawal_reason"])
    clocks = ("order_service", "order_compliance")
    gate.stop_if_open(case, *clocks, actor=actor, at=at, outcome="cancelled", note=reason)
    go_on_counting(case, actor=actor, at=at)
    progress.report(case, at=at)
    return case


@transaction.atomic
def verify_correction(case_id: int, *, note: str, actor: User, at: datetime) -> Case:
    """Two officers find the order carried out, or the employer's own correction (核查)."""
    case = gate.lock(case_id)
    case.corrected_on = timezone.localdate(at)
    gate.take(case, "verify_correction", actor=actor, at=at, note=note)
    if order := case.orders.standing().select_related("paper").first():
        order.status, order.fulfilled_on = Order.Status.FULFILLED, case.corrected_on
        order.save(update_fields=["status", "fulfilled_on"])
    gate.stop_if_open(case, INVESTIGATION, "order_compliance", actor=actor, at=at)
    progress.report(case, at=at)
    return case


@transaction.atomic
def find_disobeyed(case_id: int, *, note: str, actor: User, at: datetime) -> Case:
    """Two officers find that the period ran out and nothing, or not all, was corrected."""
    case = gate.lock(case_id)
    order = standing(case)
    if not note.strip():
        raise Refused(say("须写明逾期未改正的情况。"))
    gate.take(case, "find_disobeyed", actor=actor, at=at, note=note)
    order.status = Order.Status.DISOBEYED
    order.save(update_fields=["status"])
    # Stopped after its last day: the breach stays on record.
    gate.stop_if_open(case, "order_compliance", actor=actor, at=at, note=note)
    go_on_counting(case, actor=actor, at=at)
    progress.report(case, at=at)
    return case


@transaction.atomic
def resume_investigation(case_id: int, *, reason: str, actor: User, at: datetime) -> Case:
    """Find that the correction did not hold (a transfer came back): the investigation goes on."""
    case = gate.lock(case_id)
    if not reason.strip():
        raise Refused(say("恢复调查须写明理由。"))
    case.corrected_on = None
    gate.take(case, "resume_investigation", actor=actor, at=at, note=reason)
    if order := case.orders.standing().select_related("paper").first():
        order.status, order.fulfilled_on = Order.Status.IN_FORCE, None
        order.save(update_fields=["status", "fulfilled_on"])
    go_on_counting(case, actor=actor, at=at)
    progress.report(case, at=at)
    return case


def go_on_counting(case: Case, *, actor: User, at: datetime) -> None:
    """The sixty working days still count from filing: what has passed is not given back.

    Of a matter taken up again they count from that day.
    """
    if case.filed_on is None or gate.is_running(case, INVESTIGATION):
        return
    subject = gate.subject_of(case)
    length = extension_days(case.filed_on) if case.is_extended else 0
    last = case.decisions.aggregate(last=Max("replaced_at"))["last"]
    workflow.start_clock(
        subject,
        INVESTIGATION,
        base_at=last or start_of(case.filed_on),
        actor=actor,
        at=at,
        extended_by=length,
    )
