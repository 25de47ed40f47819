"""The catalogue of labour-security violations (案由): what is breached, what follows by which law.

The rows are in `violation_rows`, by subject. `statutes.penalties` reckons with their figures.
"""

from datetime import date

from statutes.refusal import Refused
from statutes.violation_rows import (
    agencies,
    children,
    contracts,
    insurance,
    obstruction,
    protection,
    sites,
    wages,
)
from statutes.violation_types import Kind, Violation
from statutes.wording import say

ROWS: tuple[Violation, ...] = (
    *contracts.ROWS,
    *children.ROWS,
    *protection.ROWS,
    *wages.ROWS,
    *sites.ROWS,
    *insurance.ROWS,
    *agencies.ROWS,
    *obstruction.ROWS,
)

CATALOGUE: dict[str, tuple[Violation, ...]] = {
    code: tuple(sorted((r for r in ROWS if r.code == code), key=lambda r: r.in_force_from))
    for code in dict.fromkeys(row.code for row in ROWS)
}

# The law of today, for desks and papers that name a violation without a day.
VIOLATIONS: dict[str, Violation] = {code: rows[-1] for code, rows in CATALOGUE.items()}

# The names under which `manage.py penalty_range` is scripted against, and their 案由.
ITEMS: dict[str, str] = {
    "overtime": "overtime",
    "child_labour": "child_labour",
    "wage_arrears": "wage_arrears",
    "obstruction": "obstruction",
    "false_materials": "false_evidence",
    "refuse_order": "order_disobeyed",
    "insurance_underreport": "insurance_concealed",
    # Every item of 条例 第二十三条 carries the same fine; a test holds it.
    "female_or_juvenile_protection": "minors_forbidden_work",
    "deposit_collected": "deposit_taken",
    "no_wage_account": "no_special_account",
    "developer_no_payment": "labour_cost_unpaid",
    "illegal_agency": "agency_rules",
}


def violation(code: str, on: date | None = None) -> Violation:
    """Return one 案由, by the law of today or of the day."""
    if on is None:
        return VIOLATIONS[code]
    rows = [row for row in CATALOGUE[code] if row.applies(on)]
    if rows:
        return rows[-1]
    raise Refused(
        say(
            "%(on)s尚无“%(label)s”的处罚依据（目录自%(since)s起收录），请核对日期",
            on=on.isoformat(),
            label=CATALOGUE[code][0].label,
            since=CATALOGUE[code][0].in_force_from.isoformat(),
        )
    )


def code_of(item: str) -> str:
    """Return the 案由 of a public item; every code of the catalogue is accepted as well."""
    code = ITEMS.get(item, item)
    if code not in CATALOGUE:
        raise Refused(
            say(
                "没有名为“%(item)s”的事项，可用：%(items)s，或者案由目录中的代码",
                item=item,
                items="、".join(ITEMS),
            )
        )
    return code


def of_kind(kind: Kind) -> tuple[Violation, ...]:
    """Return the 案由 of one kind, in the order of the catalogue."""
    return tuple(row for row in VIOLATIONS.values() if row.kind is kind)
