"""The tab of workers and wages: the ledger with its checks, who paid, what was promised."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from cases.models import Case, Payment
from cases.policy.payment import PAYERS, Consequence, Payer, by_payer, consequence
from cases.policy.payment_plan import STANDING_LABELS, PartStanding
from cases.services import payment_plans, wage_checks


@dataclass(frozen=True, slots=True)
class PaidBy:
    """What one payer has paid in all, and what follows from it by law."""

    label: str
    name: str
    amount: Decimal
    follows: Consequence | None


def tab(case: Case, *, on: date) -> dict[str, Any]:
    claims = case.claims.with_secrecy().select_related("evidence").prefetch_related("months")
    lines = list(claims.order_by("row"))
    flags = wage_checks.flags_of(case, lines)
    disbursements = list(_disbursements(case))
    return {
        "claims": [(claim, flags[claim.pk]) for claim in lines],
        "disbursements": disbursements,
        "reversed_payments": _reversed(case),
        "paid_by": _paid_by(case, disbursements),
        "plan": _plan(case, on),
    }


def _disbursements(case: Case) -> QuerySet:
    acts = case.disbursements.select_related("proof", "recorded_by")
    return acts.prefetch_related("payments__claim").order_by("-pk")


def _reversed(case: Case) -> set[int | None]:
    """The payments that were undone (冲正) by a row of their own."""
    undoing = Payment.objects.filter(claim__case=case, reverses__isnull=False)
    return set(undoing.values_list("reverses_id", flat=True))


def _paid_by(case: Case, disbursements: list[Any]) -> list[PaidBy]:
    """Each payer's sum; shown once another than the employer has paid."""
    sums = by_payer(
        (Payer(act.payer), act.payer_name, payment.amount)
        for act in disbursements
        for payment in act.payments.all()
    )
    if all(payer is Payer.EMPLOYER for payer, _ in sums):
        return []
    return [
        PaidBy(
            label=PAYERS[payer].label,
            name=name,
            amount=amount,
            follows=consequence(payer, name=name, employer=case.subject_name, amount=amount),
        )
        for (payer, name), amount in sums.items()
    ]


def _plan(case: Case, on: date) -> dict[str, Any] | None:
    found = payment_plans.standing_plan(case, on=on)
    if found is None:
        return None
    plan, parts = found
    return {"plan": plan, "parts": [(part, _label(part)) for part in parts]}


def _label(part: PartStanding) -> str:
    return STANDING_LABELS[part.standing]
