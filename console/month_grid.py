"""One worker's months as a grid: typed or pasted, a row a month, errors kept in their cells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from accounts.wording import translate
from cases.models import WageClaim
from cases.policy.ledger import NOTHING
from cases.policy.months import Month, label
from cases.policy.overtime import plain
from console.grids import Cell, cell
from statutes.money import yuan
from statutes.wording import say

AMOUNTS = ("agreed", "paid", "overtime_pay")
NUMBERS = ("days", "hours", "pieces", "overtime_workday", "overtime_restday", "overtime_holiday")
# As they stand in the grid, and as a block from Excel fills them.
COLUMNS = (
    "month", "agreed", "paid", "days", "hours", "pieces",
    "overtime_workday", "overtime_restday", "overtime_holiday", "overtime_pay",
)  # fmt: skip
LEAST_ROWS, SPARE_ROWS, MOST_ROWS = 6, 3, 120


@dataclass(slots=True)
class MonthRow:
    """One row of the grid, in the order of its columns."""

    cells: dict[str, Cell]
    owed: Decimal | None = None  # as stored; the sums of a changed grid follow when it is saved

    @property
    def errors(self) -> list[str]:
        """What is wrong in this row, each with its month; read `facts` first."""
        name = self.cells["month"].text.strip() or translate(say("没有填月份的一行"))
        return [f"{name}：{error}" for cell in self.cells.values() for error in cell.errors]

    @property
    def is_empty(self) -> bool:
        """A month offered but not filled in is no month."""
        return not any(c.text.strip() for name, c in self.cells.items() if name != "month")

    def facts(self) -> Month | None:
        """The month as typed; None while a cell cannot be read or says nothing."""
        month = self.cells["month"].month()
        amounts = {name: self.cells[name].amount() for name in AMOUNTS}
        numbers = {name: self.cells[name].number() for name in NUMBERS}
        agreed = amounts["agreed"]
        if agreed is None and not self.cells["agreed"].errors:
            self.cells["agreed"].errors = [translate(say("须填写应发工资"))]
        if month is None or agreed is None or any(cell.errors for cell in self.cells.values()):
            return None
        return Month(
            month=month,
            agreed=agreed,
            paid=amounts["paid"] or NOTHING,
            overtime_pay=amounts["overtime_pay"],
            days=numbers["days"],
            hours=numbers["hours"],
            pieces=numbers["pieces"],
            overtime_workday=numbers["overtime_workday"] or NOTHING,
            overtime_restday=numbers["overtime_restday"] or NOTHING,
            overtime_holiday=numbers["overtime_holiday"] or NOTHING,
        )


def rows_of(claim: WageClaim, posted: Mapping[str, str] | None) -> list[MonthRow]:
    """The stored months, else those of the claimed period, and room for more."""
    stored = [month.facts for month in claim.months.all()]
    offered = [_as_text(month) for month in stored] or [
        {"month": label(month)} for month in _period(claim)
    ]
    count = _count(posted) if posted is not None else max(LEAST_ROWS, len(offered) + SPARE_ROWS)
    rows = []
    for place in range(count):
        known = offered[place] if place < len(offered) else {}
        cells = {name: cell(f"{name}-{place}", known.get(name, ""), posted) for name in COLUMNS}
        rows.append(MonthRow(cells, stored[place].owed if place < len(stored) else None))
    return rows


def read(rows: Sequence[MonthRow]) -> tuple[list[Month], list[str]]:
    """The months that were filled in, and what could not be read."""
    filled = [row for row in rows if not row.is_empty]
    found = [row.facts() for row in filled]
    return [month for month in found if month], [error for row in filled for error in row.errors]


def _as_text(month: Month) -> dict[str, str]:
    amounts = {name: getattr(month, name) for name in AMOUNTS}
    numbers = {name: getattr(month, name) for name in NUMBERS}
    return {
        "month": label(month.month),
        **{name: yuan(value) for name, value in amounts.items() if value is not None},
        **{name: plain(value) for name, value in numbers.items() if value},
    }


def _period(claim: WageClaim) -> Iterator[date]:
    """The months of the claimed period, first days."""
    first, last = claim.period_from, claim.period_to or claim.period_from
    if first is None or last is None:
        return
    for n in range(min(MOST_ROWS, (last.year - first.year) * 12 + last.month - first.month + 1)):
        year, month = divmod(first.year * 12 + first.month - 1 + n, 12)
        yield date(year, month + 1, 1)


def _count(posted: Mapping[str, str]) -> int:
    """As many rows as were sent, within reason."""
    text = posted.get("rows", "")
    return min(int(text), MOST_ROWS) if text.isdecimal() and len(text) < 5 else LEAST_ROWS
