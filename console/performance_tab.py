"""The tab 履行与救济: what a decision asks, what came of it, and every paper that was served."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from cases.models import Case, Decision, Remedy
from cases.policy.performance import ITEM_LABELS, Account, Item
from cases.services import dues


def tab(case: Case, now: datetime) -> dict[str, Any]:
    """Everything after the decision; before it only the deliveries."""
    deliveries = case.deliveries.select_related("paper", "receipt", "proof").order_by("-pk")
    remedies = Remedy.objects.of(case).select_related("file", "decision__paper", "order__paper")
    context: dict[str, Any] = {"deliveries": deliveries, "remedies": remedies}
    decision = dues.found(case)
    if decision is None:
        return context
    account = dues.account(case, decision, timezone.localdate(now))
    return context | {
        "decision": decision,
        "account": account,
        "amounts": _amounts(decision, account),
        "fine_payments": decision.fine_payments.select_related("proof", "recorded_by"),
        "instalments": decision.instalments.all(),
        "demand": getattr(decision, "demand", None),
        "application": getattr(decision, "court_application", None),
    }


def _amounts(decision: Decision, account: Account) -> list[dict[str, Any]]:
    """What is due, paid and owed, one row an item; items of nothing are left out."""
    if account.is_annulled:
        return []  # nothing is due any more; what was paid is listed, and is to be refunded
    due = {
        Item.FINE: (account.fine, account.fine_paid),
        Item.SURCHARGE: (account.surcharge.amount, account.surcharge_paid),
        Item.COMPENSATION: (account.compensation, account.compensation_paid),
    }
    rows = [
        _row(gettext(ITEM_LABELS[item]), whole, paid, account.owed(item))
        for item, (whole, paid) in due.items()
        if whole or paid
    ]
    if decision.wages:
        label, owed = gettext("责令支付的工资"), account.wages_owed
        rows.append(_row(label, decision.wages, decision.wages - owed, owed))
    return rows


def _row(label: str, due: Decimal, paid: Decimal, owed: Decimal) -> dict[str, Any]:
    return {"label": label, "due": due, "paid": paid, "owed": owed}
