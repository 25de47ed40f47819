"""From what was told of some months to the one month that is judged.

What is told late still counts: of each kind the newest month stands that is no older than
`FRESH` months (habit of the office). Whether wages went through the special account is asked of
a month only when the month after it is over, too: pay for a month may come in the next one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from early_warning.policy.columns import Kind
from early_warning.policy.signals import Month

FRESH = 3  # months before the month of the day of judgement
ACCOUNT_AFTER = 2  # months until a month without pay through the account counts

# The kind of facts by which a rule speaks; the other rules speak by what stands on the day.
KIND_OF_RULE: Mapping[str, Kind] = {
    "account_unpaid": Kind.PAYROLL,
    "below_minimum_wage": Kind.PAYROLL,
    "no_wage_record": Kind.PAYROLL,
    "paid_in_part": Kind.PAYROLL,
    "proxy_month": Kind.PAYROLL,
    "proxy_year": Kind.PAYROLL,
    "leavers_unsettled": Kind.PAYROLL,
    "months_owed": Kind.PAYROLL,
    "months_owed_long": Kind.PAYROLL,
    "group_owed": Kind.PAYROLL,
    "insurance_owed": Kind.INSURANCE,
    "tax_owed": Kind.TAX,
    "power_drop": Kind.ELECTRICITY,
    "water_drop": Kind.WATER,
    "abnormal_register": Kind.REGISTER,
}


@dataclass(frozen=True, slots=True)
class Told:
    """The figures of one kind for one month of one employer."""

    kind: Kind
    month: date
    figures: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """The month as the rules read it, and the month each rule's facts belong to."""

    month: Month
    of_rule: Mapping[str, date]


def earliest(on: date) -> date:
    """The first month that is read for a judgement on that day."""
    return shifted(on, -(FRESH + 1))


def shifted(day: date, by: int) -> date:
    """The first day of the month so many months on."""
    months = day.year * 12 + day.month - 1 + by
    return date(months // 12, months % 12 + 1, 1)


def assemble(
    told: Sequence[Told], standing: Month, on: date, minimum_wage: Decimal | None = None
) -> Judged:
    """Put together what the months say and what stands on the day, the place's floor too."""
    newest = _newest(told, since=shifted(on, -FRESH))
    account = _newest(told, since=earliest(on), until=shifted(on, -ACCOUNT_AFTER)).get(Kind.PAYROLL)
    by_month = {(row.kind, row.month): row for row in told}
    found: dict[str, Any] = {"minimum_wage": minimum_wage}
    for kind, row in newest.items():
        found |= _read(kind, row.figures)
        before = by_month.get((kind, shifted(row.month, -1)))
        found |= _drop(kind, row, before)
    if account is not None:
        found["paid_through_account"] = account.figures.get("account_paid")
    months = {rule: newest[kind].month for rule, kind in KIND_OF_RULE.items() if kind in newest}
    if account is not None:
        months["account_unpaid"] = account.month
    return Judged(replace(standing, **found), months)


def _newest(told: Iterable[Told], *, since: date, until: date = date.max) -> dict[Kind, Told]:
    found: dict[Kind, Told] = {}
    for row in told:
        last = found.get(row.kind)
        if since <= row.month <= until and (last is None or row.month > last.month):
            found[row.kind] = row
    return found


def _read(kind: Kind, figures: Mapping[str, Any]) -> dict[str, Any]:
    match kind:
        case Kind.PAYROLL:
            return _payroll(figures)
        case Kind.INSURANCE:
            return {"insurance_owed": _owed(figures)}
        case Kind.TAX:
            return {"tax_owed": _owed(figures)}
        case Kind.REGISTER:
            return {"is_abnormal": figures.get("abnormal")}
    return {}


def _payroll(figures: Mapping[str, Any]) -> dict[str, Any]:
    counts = (
        "attended",
        "with_wage_record",
        "paid_in_full",
        "leavers_unsettled",
        "months_owed",
        "owed_workers",
    )
    wages, people = _decimal(figures.get("wages")), figures.get("with_wage_record")
    return {
        **{name: figures.get(name) for name in counts},
        "largest_month": _decimal(figures.get("largest_month")),
        "largest_year": _decimal(figures.get("largest_year")),
        "pay_per_head": wages / people if wages is not None and people else None,
    }


def _owed(figures: Mapping[str, Any]) -> Decimal | None:
    """As it was told; else what was due and not paid."""
    owed = _decimal(figures.get("owed"))
    payable, paid = _decimal(figures.get("payable")), _decimal(figures.get("paid"))
    if owed is not None or payable is None or paid is None:
        return owed
    return max(payable - paid, Decimal(0))


def _drop(kind: Kind, row: Told, before: Told | None) -> dict[str, Any]:
    column = {Kind.ELECTRICITY: "power_drop", Kind.WATER: "water_drop"}.get(kind)
    if column is None or before is None:
        return {}
    now, then = _decimal(row.figures.get("used")), _decimal(before.figures.get("used"))
    if now is None or not then:
        return {}
    return {column: (then - now) * 100 / then}


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))
