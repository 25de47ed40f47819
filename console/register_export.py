"""The register as a workbook with the columns of the import, written row by row to a file.

Whatever people wrote is text, and text that a spreadsheet could take for a formula is led by an
apostrophe, which the import takes away again.
"""

from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile

import xlsxwriter
from django.db.models import QuerySet
from django.utils.translation import gettext

from console.ledger_export import neutral
from employers.models import Employer
from employers.policy.columns import COLUMNS, NAMES
from statutes.refusal import Refused
from statutes.wording import say

MOST = 200_000  # rows a person can still open, and a web request still write
PIECE = 1 << 16
FIELDS = tuple("division_id" if name == "division" else name for name in NAMES)


def pieces(rows: QuerySet[Employer]) -> Iterator[bytes]:
    """The workbook of the chosen employers, a piece at a time; Refused where they are too many.

    It is written when the first piece is asked for, and its file is gone after the last.
    """
    if rows[MOST : MOST + 1].exists():
        raise Refused(say("符合条件的单位超过%(most)s家，请先缩小范围再导出。", most=MOST))
    return _pieces(rows)


def _pieces(rows: QuerySet[Employer]) -> Iterator[bytes]:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with TemporaryFile() as held:
        book = xlsxwriter.Workbook(held, options)
        sheet = book.add_worksheet(gettext("用人单位"))
        sheet.set_column(0, len(COLUMNS) - 1, 18)
        for column, head in enumerate(COLUMNS):
            sheet.write_string(0, column, head.label)
        _write(sheet, rows.values_list(*FIELDS).iterator(chunk_size=2_000))
        book.close()
        held.seek(0)
        while piece := held.read(PIECE):
            yield piece


def _write(sheet: "xlsxwriter.worksheet.Worksheet", rows: Iterable[tuple[object, ...]]) -> None:
    for line, values in enumerate(rows, 1):
        for column, value in enumerate(values):
            if isinstance(value, int):
                sheet.write_number(line, column, value)
            elif value not in (None, ""):
                sheet.write_string(line, column, neutral(str(value)))
