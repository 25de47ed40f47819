"""The hit rate: per rule, in how many warnings it spoke and what came of them."""

from datetime import date

from django.db.models import Count, Q

from accounts.models import User
from early_warning.models import Warning, WarningSign
from early_warning.policy.earning import Record
from early_warning.policy.signals import RULES
from early_warning.procedure import Outcome


def records(user: User, *, since: date | None, until: date) -> dict[str, Record]:
    """Every rule's record over the warnings of the jurisdiction raised in the time."""
    seen = Warning.objects.visible_to(user).filter(raised_on__lte=until)
    if since is not None:
        seen = seen.filter(raised_on__gte=since)
    counts = {
        outcome.value: Count("warning", distinct=True, filter=Q(warning__outcome=outcome.value))
        for outcome in Outcome
    }
    rows = (
        WarningSign.objects.filter(warning__in=seen)
        .order_by()
        .values_list("code")
        .annotate(fired=Count("warning", distinct=True), **counts)
        .values_list("code", "fired", *counts)
    )
    found = {code: Record(fired, *rest) for code, fired, *rest in rows}
    return {code: found.get(code, Record()) for code in RULES}
