"""责令改正: the order and its service, from which the employer's period runs."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.policy.roles import Role
from cases.models import Case, Delivery, Order, OrderLine
from cases.papers.order import (
    CORRECTION_ORDER,
    OrderDraft,
    correction_order,
    default_findings,
    default_requirement,
)
from cases.policy.investigation_limit import CLOCK as INVESTIGATION
from cases.policy.order_period import Bounds, refuse_period
from cases.services import correction, gate, progress
from cases.services.deliveries import Handing, deliver
from documents import services as documents
from rulebook import services as rulebook
from statutes.clocks import start_of
from statutes.refusal import Refused
from statutes.wording import say
from workflow import services as workflow

SERVICE, COMPLIANCE = "order_service", "order_compliance"


def period_bounds() -> Bounds:
    """The office's habit: national law names no length (settings.ORDER_PERIOD_WORKING_DAYS)."""
    return Bounds(*settings.ORDER_PERIOD_WORKING_DAYS)


def default_draft(case: Case, *, on: date) -> OrderDraft:
    """The order as it would read from the ledger alone; the inspector writes on from here."""
    claims = list(case.claims.order_by("row"))
    return draft(
        default_findings(claims),
        default_requirement(),
        period_bounds().usual,
        on=on,
    )


def draft(findings: str, requirement: str, period_days: int, *, on: date) -> OrderDraft:
    """What the inspector writes, with the day it comes to if the order is served today."""
    due = rulebook.calendar().add(on, period_days)
    return OrderDraft(findings.strip(), requirement.strip(), period_days, due)


def draft_context(case: Case, written: OrderDraft, *, on: date) -> dict[str, Any]:
    """What the order will print, for the live preview beside the form."""
    claims = list(case.claims.select_related("evidence").order_by("row"))
    return correction_order(case, claims, case.serving_officers(), written, on=on)


@transaction.atomic
def issue_order(
    case_id: int,
    *,
    findings: str,
    requirement: str,
    period_days: int,
    actor: User,
    at: datetime,
) -> Order:
    """Issue 限期改正指令书 (条例 第十八条第二项): the investigation ends, service begins."""
    case = gate.lock(case_id)
    if reason := refuse_period(period_days, period_bounds()):
        raise Refused(reason)
    payload = {"period_days": period_days, "amount": str(case.outstanding)}
    gate.take(case, "issue_order", actor=actor, at=at, payload=payload)
    on = timezone.localdate(at)
    order = _issue(case, draft(findings, requirement, period_days, on=on), actor=actor, at=at)
    subject = gate.subject_of(case)
    gate.stop_if_open(case, INVESTIGATION, actor=actor, at=at)
    workflow.start_clock(subject, SERVICE, base_at=at, actor=actor, at=at)
    message = say("%(case)s已发出%(number)s", case=case.case_no, number=order.paper.number)
    workflow.notify(subject, role=Role.UNIT_HEAD, message=message, at=at, excluding=actor)
    progress.report(case, at=at)
    return order


def _issue(case: Case, written: OrderDraft, *, actor: User, at: datetime) -> Order:
    on = timezone.localdate(at)
    context = draft_context(case, written, on=on)
    subject = gate.subject_of(case)
    kind = CORRECTION_ORDER
    paper = documents.issue(kind, subject, context, office=case.office, actor=actor, at=at)
    order = Order.objects.create(
        case=case,
        paper=paper,
        findings=written.findings,
        requirement=written.requirement,
        workers=context["workers"],
        amount=context["amount"],
        period_days=written.period_days,
        issued_on=on,
    )
    OrderLine.objects.bulk_create(
        OrderLine(order=order, claim=claim, amount=claim.line.outstanding)
        for claim in case.claims.owed()
    )
    return order


@transaction.atomic
def serve_order(case_id: int, handing: Handing, *, actor: User, at: datetime) -> Delivery:
    """Record service of the order (送达回证); from that day the employer's period runs."""
    case = gate.lock(case_id)
    order = correction.standing(case)
    delivery = deliver(case, "serve_order", order.paper, handing, actor=actor, at=at)
    _run_compliance(case, order, delivery.served_on, actor=actor, at=at)
    progress.report(case, at=at)
    return delivery


def _run_compliance(case: Case, order: Order, day: date, *, actor: User, at: datetime) -> None:
    gate.stop_if_open(case, SERVICE, actor=actor, at=at)
    clock = workflow.start_clock(
        gate.subject_of(case),
        COMPLIANCE,
        base_at=start_of(day),
        actor=actor,
        at=at,
        length=order.period_days,
    )
    order.served_on, order.due_on = day, timezone.localdate(clock.due_at)
    order.save(update_fields=["served_on", "due_on"])
