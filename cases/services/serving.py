"""送达 of the decision, the demand, and of papers without a step of their own."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from cases.models import Case, Delivery, Demand
from cases.services import dues, gate, progress
from cases.services.deliveries import Handing, deliver
from cases.services.periods import last_day
from documents.models import Paper
from documents.procedure import PaperStatus
from statutes.clocks import start_of
from statutes.refusal import Refused
from statutes.wording import say
from workflow import services as workflow

# 处罚法 第六十一条 for penalties, 若干规定 第三十八条 for handling decisions.
SERVICE = ("service", "order_service")
# Papers whose service is a step of its own, and the one that goes to the court.
SERVED_APART = (
    "order",
    "prior_notice",
    "hearing_told_by",
    "summons_of",
    "decision",
    "demand",
    "court_application",
)


@transaction.atomic
def serve_decision(case_id: int, handing: Handing, *, actor: User, at: datetime) -> Delivery:
    """Serve the decision: it is in force, and its periods and the party's remedies run."""
    case = gate.lock(case_id)
    decision = dues.standing(case)
    delivery = deliver(case, "serve_decision", decision.paper, handing, actor=actor, at=at)
    gate.stop_if_open(case, *SERVICE, actor=actor, at=at)
    dues.begin(case, decision, delivery.served_on, actor=actor, at=at)
    progress.report(case, at=at)
    return delivery


@transaction.atomic
def serve_demand(case_id: int, handing: Handing, *, actor: User, at: datetime) -> Delivery:
    """Serve the demand (催告书): ten working days later the court may be applied to."""
    case = gate.lock(case_id)
    demand = _demand(case)
    delivery = deliver(case, "serve_demand", demand.paper, handing, actor=actor, at=at)
    day = delivery.served_on
    demand.served_on, demand.ends_on = day, last_day(dues.DEMAND, day)
    demand.save(update_fields=["served_on", "ends_on"])
    workflow.start_clock(
        gate.subject_of(case), dues.DEMAND, base_at=start_of(day), actor=actor, at=at
    )
    progress.report(case, at=at)
    return delivery


def _demand(case: Case) -> Demand:
    demand: Demand | None = getattr(dues.standing(case), "demand", None)
    if demand is None:
        raise Refused(say("没有待送达的催告书。"))
    return demand


@transaction.atomic
def serve_paper(
    case_id: int, handing: Handing, *, paper: Paper, actor: User, at: datetime
) -> Delivery:
    """Serve any other paper that leaves the house, such as an inquiry or a hearing's summons."""
    case = gate.lock(case_id)
    if not others_to_serve(case).filter(pk=paper.pk).exists():
        raise Refused(say("该文书不属于本案，或者已经送达，或者须在其自己的步骤中送达。"))
    delivery = deliver(case, "serve_paper", paper, handing, actor=actor, at=at)
    progress.report(case, at=at)
    return delivery


def others_to_serve(case: Case) -> "QuerySet[Paper]":
    """The issued papers of the case with a number whose service no other step records."""
    issued = Paper.objects.of(case.subject(None)).filter(status=PaperStatus.ISSUED.value)
    others: QuerySet[Paper] = issued.exclude(number="").filter(**dict.fromkeys(SERVED_APART))
    return others.order_by("-pk")
