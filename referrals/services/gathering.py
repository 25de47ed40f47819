"""What the case file knows of a refusal to pay, and what only an officer can state."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, Q, Sum

from cases.models import Case, Decision, Order, Payment, WageClaim
from cases.policy.decision import Kind
from cases.policy.ledger import NOTHING
from employers.models import Employer
from referrals.models import Assessment, Referral
from referrals.policy.arrears import Arrears, Escape, Harm, Service, Subject
from referrals.policy.worst import Owed, months_between, worst
from rulebook import services as rulebook

OUTSIDE = frozenset({Employer.Status.UNREGISTERED, Employer.Status.REVOKED})


@dataclass(frozen=True, slots=True)
class Stated:
    """What an officer found out; `None` is not yet known. Kept with the finding it led to."""

    subject: str | None = None
    escape: tuple[str, ...] | None = None
    able: bool | None = None
    harm: tuple[str, ...] | None = None
    compensated: bool | None = None
    has_excuse: bool = False
    # Against whoever fled: the order on the door, and whether that was filmed (欠薪罪解释 4).
    posted_on: date | None = None
    is_recorded: bool = False

    def as_json(self) -> dict[str, Any]:
        kept = asdict(self)
        return {**kept, "posted_on": self.posted_on.isoformat() if self.posted_on else None}

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Stated":
        known = {field.name: data[field.name] for field in fields(cls) if field.name in data}
        for name in ("escape", "harm"):
            known[name] = None if known.get(name) is None else tuple(known[name])
        if known.get("posted_on"):
            known["posted_on"] = date.fromisoformat(known["posted_on"])
        return cls(**known)


def stated_of(case: Case) -> Stated:
    """What was stated last; nothing where nobody has looked yet."""
    last = Assessment.objects.filter(case=case).order_by("-pk").first()
    return Stated.read(last.facts) if last else Stated()


def facts_of(case: Case, stated: Stated) -> Arrears:
    """Everything the elements are held against, from the ledger, the order and the officer."""
    known = _order(case, stated)
    lines = _lines(case, known.order_due_on)
    most = worst(lines.values())
    is_open = case.undetermined > 0 or not lines
    filed = Referral.objects.filter(case=case).aggregate(on=Max("police_filed_on"))["on"]
    return replace(
        known,
        subject=_subject(case, stated),
        is_about_wages=case.is_wage_case,
        escape=None if stated.escape is None else frozenset(map(Escape, stated.escape)),
        able=stated.able,
        workers=None if is_open else sum(line.amount > 0 for line in lines.values()),
        amount=None if is_open else sum((line.amount for line in lines.values()), NOTHING),
        max_worker_amount=None if is_open else (most.amount if most else NOTHING),
        max_worker_months=(most.months if most else 0) if not is_open else None,
        has_excuse=stated.has_excuse,
        paid_on=_paid_on(case),
        compensated=stated.compensated,
        harm=None if stated.harm is None else frozenset(map(Harm, stated.harm)),
        police_filed_on=filed,
    )


def _subject(case: Case, stated: Stated) -> Subject:
    if stated.subject:
        return Subject(stated.subject)
    employer = case.employer
    if employer.kind == Employer.Kind.INDIVIDUAL:
        return Subject.INDIVIDUAL
    return Subject.UNQUALIFIED if employer.status in OUTSIDE else Subject.UNIT


def _order(case: Case, stated: Stated) -> Arrears:
    """The order to pay that stands: 限期改正指令书, or the decision to pay after it."""
    empty = Arrears(division=case.division_id, ordered=False)
    order: Order | None = case.orders.standing().first()
    if order is not None:
        known = replace(empty, ordered=True, order_on=order.issued_on)
        if order.served_on is not None:
            return replace(known, order_due_on=order.due_on, order_service=Service.SERVED)
        return _posted(known, stated, order.period_days)
    handling = case.decisions.standing().filter(kind=Kind.HANDLING.value).first()
    return empty if handling is None else _decided(empty, handling)


def _posted(known: Arrears, stated: Stated, days: int) -> Arrears:
    """Nobody took it: what was posted counts from that day, if the rule lets it count."""
    if stated.posted_on is None:
        return replace(known, order_service=Service.NOT_SERVED)
    way = Service.POSTED if stated.is_recorded else Service.POSTED_UNRECORDED
    due_on = rulebook.calendar().add(stated.posted_on, days)
    return replace(known, order_service=way, order_due_on=due_on)


def _decided(known: Arrears, decision: Decision) -> Arrears:
    service = Service.NOT_SERVED if decision.served_on is None else Service.SERVED
    return replace(
        known,
        ordered=True,
        order_on=decision.decided_on,
        order_due_on=decision.due_on,
        order_service=service,
    )


def _lines(case: Case, due_on: date | None) -> dict[int, Owed]:
    """What each worker was still owed when the order ran out; a later payment undoes no crime."""
    in_time = Q(claim__case=case)
    if due_on is not None:
        in_time &= Q(disbursement__paid_on__lte=due_on)
    paid = dict(Payment.objects.filter(in_time).values_list("claim").annotate(total=Sum("amount")))
    claims = WageClaim.objects.filter(case=case, determined__isnull=False).annotate(
        owed_months=Count("months", filter=Q(months__owed__gt=0))
    )
    return {claim.pk: _line(claim, paid.get(claim.pk, NOTHING)) for claim in claims}


def _line(claim: WageClaim, paid: Decimal) -> Owed:
    entered: int = claim.owed_months  # type: ignore[attr-defined]  # annotated
    months = entered or months_between(claim.period_from, claim.period_to)
    return Owed((claim.determined or NOTHING) - paid, months)


def _paid_on(case: Case) -> date | None:
    """The day of the last payment, once nothing determined is owed any more."""
    if case.undetermined or case.determined == NOTHING or case.outstanding > NOTHING:
        return None
    last: date | None = case.disbursements.aggregate(on=Max("paid_on"))["on"]
    return last
