"""The roster form: its columns, one example line, and the spreadsheet to fill in."""

from io import BytesIO

import xlsxwriter
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.wording import translate
from complaints.policy.columns import LABELS, TEMPLATE_ORDER, Column

# What each column takes; the numbers are text, or a spreadsheet drops their last digits.
EXAMPLE = {
    Column.POSITION: "1",
    Column.NAME: _("张三"),
    Column.IDENTITY: _("18位，按文本填"),
    Column.PHONE: _("11位，按文本填"),
    Column.TRADE: _("瓦工"),
    Column.PERIOD_FROM: "2026-07",
    Column.PERIOD_TO: "2026-10",
    Column.AGREED: "8000.00",
    Column.PAID: "3000.00",
    Column.OWED: "5000.00",
}
AMOUNTS = {Column.AGREED, Column.PAID, Column.OWED}


def columns() -> list[tuple[str, str]]:
    """The heading as it must be written, and what it means in the reader's language."""
    return [(str(LABELS[column]), translate(LABELS[column])) for column in TEMPLATE_ORDER]


def sample() -> list[str]:
    return [str(EXAMPLE[column]) for column in TEMPLATE_ORDER]


def workbook() -> bytes:
    """An empty form: every column of numbers that are not amounts is text from the start."""
    held = BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    sheet = book.add_worksheet(gettext("花名册"))
    text, amount = book.add_format({"num_format": "@"}), book.add_format({"num_format": "0.00"})
    bold = book.add_format({"bold": True})
    for place, column in enumerate(TEMPLATE_ORDER):
        sheet.set_column(place, place, 20, amount if column in AMOUNTS else text)
        sheet.write(0, place, str(LABELS[column]), bold)
    sheet.freeze_panes(1, 0)
    book.close()
    return held.getvalue()
