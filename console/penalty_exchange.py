"""双公示: the penalties that are public as a workbook for the credit platform, row by row."""

from collections.abc import Iterator
from tempfile import TemporaryFile

import xlsxwriter
from django.utils.translation import gettext

from console.ledger_export import neutral
from publications.models.publications import PublicationQuerySet
from publications.policy.exchange import COLUMNS, line

PIECE = 1 << 16


def pieces(rows: PublicationQuerySet) -> Iterator[bytes]:
    """Two lines of heads, the codes and what they mean, then a line an entry."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with TemporaryFile() as held:
        book = xlsxwriter.Workbook(held, options)
        sheet = book.add_worksheet(gettext("行政处罚"))
        sheet.set_column(0, len(COLUMNS) - 1, 20)
        sheet.write_row(0, 0, list(COLUMNS))
        sheet.write_row(1, 0, list(COLUMNS.values()))
        found = rows.select_related("office").order_by("pk")
        for number, entry in enumerate(found.iterator(chunk_size=500), 2):
            told = line(entry.content, ends_on=entry.ends_on, office=entry.office.name)
            for column, code in enumerate(COLUMNS):
                sheet.write_string(number, column, neutral(told[code]))
        book.close()
        held.seek(0)
        while piece := held.read(PIECE):
            yield piece
