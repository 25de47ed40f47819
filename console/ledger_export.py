"""The ledger as a workbook: one sheet of workers, one of months; values only.

Whatever people wrote is stored as text, and text that a spreadsheet could take for a formula is
led by an apostrophe: a name must not run on the desk of whoever opens or converts the file.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext

from cases.models import Case, WageClaim
from cases.papers.wage_sheet import basis_of
from cases.policy.ledger import SETTLEMENT_LABELS
from cases.policy.months import label
from statutes.wording import term

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
WORKERS = (
    term("序号"), term("姓名"), term("证件号码"), term("工种"), term("期间"), term("依据"),
    term("月数"), term("应发"), term("已发"), term("欠发"), term("诉求"), term("单位主张扣减"),
    term("采纳"), term("核定"), term("核定说明"), term("已付"), term("尚欠"), term("状态"),
    term("签收日期"), term("争议"),
)  # fmt: skip
MONTHS = (
    term("序号"), term("姓名"), term("月份"), term("应发"), term("已发"), term("欠发"),
    term("出勤天数"), term("工时"), term("计件数量"), term("平日加班小时"), term("休息日加班小时"),
    term("法定休假日加班小时"), term("其中加班工资"),
)  # fmt: skip
Value = str | int | date | Decimal | None


def workbook(case: Case, claims: Iterable[WageClaim]) -> bytes:
    """Write the ledger; hand in lines with evidence and months fetched."""
    lines = list(claims)
    held = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(held, options)
    months = [
        (claim.row, claim.worker, label(m.month), m.agreed, m.paid, m.owed, m.days, m.hours,
         m.pieces, m.overtime_workday, m.overtime_restday, m.overtime_holiday, m.overtime_pay)
        for claim in lines
        for m in claim.months.all()
    ]  # fmt: skip
    _sheet(book, gettext("工资明细"), WORKERS, [*map(_worker, lines), _totals(case, lines)])
    _sheet(book, gettext("按月工资"), MONTHS, months)
    book.close()
    return held.getvalue()


def _worker(claim: WageClaim) -> Sequence[Value]:
    counter = claim.counter_claim
    return (
        claim.row, claim.worker, claim.identity_mask, claim.trade, claim.period, basis_of(claim),
        claim.month_count, claim.agreed, claim.received, claim.owed, claim.claimed,
        counter.amount, counter.accepted, claim.determined, claim.determination_note, claim.paid,
        claim.line.outstanding, gettext(SETTLEMENT_LABELS[claim.settlement]), claim.signed_on,
        claim.dispute_note,
    )  # fmt: skip


def _totals(case: Case, lines: Sequence[WageClaim]) -> Sequence[Value]:
    """Sums as values, not as formulas: they are those of the ledger."""
    sums = [sum((getattr(claim, name) for claim in lines), Decimal("0.00"))
            for name in ("agreed", "received", "owed")]  # fmt: skip
    counter = [claim.counter_claim for claim in lines]
    said = sum((c.amount for c in counter), Decimal("0.00"))
    taken = sum((c.taken_off for c in counter), Decimal("0.00"))
    return (
        None, gettext("合计"), None, None, None, None, None, *sums, case.claimed, said, taken,
        case.determined, None, case.paid, case.outstanding, None, None, None,
    )  # fmt: skip


def _sheet(book: Any, name: str, head: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True})
    money = book.add_format({"num_format": "#,##0.00"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.set_column(0, len(head) - 1, 14)
    for column, title in enumerate(head):
        sheet.write_string(0, column, gettext(title), bold)
    for line, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            _write(sheet, line, column, value, money, day)
    sheet.freeze_panes(1, 2)


def _write(sheet: Any, line: int, column: int, value: Value, money: Any, day: Any) -> None:
    match value:
        case None:
            return
        case Decimal():
            sheet.write_number(line, column, value, money)
        case int():
            sheet.write_number(line, column, value)
        case date():
            sheet.write_datetime(line, column, value, day)
        case _:
            sheet.write_string(line, column, neutral(value))


def neutral(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(RISKY) else text
