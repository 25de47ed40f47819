"""Bringing a register in: 100,000 employers from a workbook, against reading the file and COPY."""

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter
from django.db import connection, transaction
from django.utils import timezone
from python_calamine import CalamineWorkbook

from accounts.services.divisions import load_divisions, read_national_list
from benchmarks.city import FORMS, PLACES, SYLLABLES, TRADES
from benchmarks.data import data_set, database_url
from benchmarks.frame import Row, Sizes, Times, figure, readable
from employers.policy.columns import NAMES, RowReader, copy_line
from employers.services import staging
from employers.services.imports import import_employers
from statutes.identity import uscc_check_character
from statutes.tables import opened

ROWS, ROUNDS, BAR = 100_000, 2, 3
FLAT = 1.15  # ten times the rows in the same memory
DIVISION = "410102000000"
COLUMNS = ", ".join(("row", *NAMES, *staging.SEARCH))


@figure("import")
def employers_from_a_workbook(sizes: Sizes) -> Iterator[Row]:
    rows = min(ROWS, sizes[-1])
    with data_set("register", rows, _places), TemporaryDirectory() as folder:
        path = Path(folder) / "register.xlsx"
        _write(path, rows)
        ready = _ready_made(path)
        times = Times()
        times.take(lambda: _ours(path), lambda: _baseline(path, ready), ROUNDS)
        small = Path(folder) / "tenth.xlsx"
        _write(small, rows // 10)
        peaks = _peak(path), _peak(small)
    growth = f"{readable(rows // 10)} → {readable(rows)}"
    yield Row("import, memory", growth, *peaks, "MiB", bar=FLAT)
    yield Row("import from xlsx", readable(rows), times.ours, times.baseline, "ms", bar=BAR)


def _places(_size: int) -> None:
    load_divisions(read_national_list())


def _write(path: Path, rows: int) -> None:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, NAMES)
    for n in range(1, rows + 1):
        sheet.write_row(n, 0, _firm(n))
    book.close()


def _firm(n: int) -> list[str | int]:
    first_17 = f"91410102MA{n:07d}"
    letters = SYLLABLES[n // 20 % 40] + SYLLABLES[n // 800 % 40]
    name = PLACES[n % 20] + letters + TRADES[n // 7 % 12] + FORMS[n % 3]
    counts = [n % 300, n % 90, n % 200, n % 250]
    code, place = first_17 + uscc_check_character(first_17), "410102"
    people = ["张强斌", f"0371-{60_000_000 + n}", "建筑业"]
    return [code, name, place, f"人民路{n}号", *people, *counts, n % 28 + 1]


def _ours(path: Path) -> None:
    """The whole import with its checks at commit; undone, so that every round starts empty."""
    with path.open("rb") as file, transaction.atomic():
        import_employers(file, actor=None, at=timezone.now())
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)


def _peak(path: Path) -> float:
    """The most memory of a process that imports the file and does nothing else."""
    environment = {**os.environ, "DATABASE_URL": database_url()}
    command = [sys.executable, "-m", "benchmarks.importing", str(path)]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return float(done.stdout)


def _ready_made(path: Path) -> str:
    """What COPY takes: the rows with their search columns, reckoned beforehand."""
    held = io.StringIO()
    with path.open("rb") as file, opened(file) as rows:
        number, header = next(rows)
        reader = RowReader(number, header, known_divisions={DIVISION})
        for number, cells in rows:
            held.write(copy_line(number, [str(value) for value in reader.read(number, cells)]))
    return held.getvalue()


def _baseline(path: Path, ready: str) -> None:
    """Read every row, and COPY into a table with the constraints and indexes of the register.

    The fastest reader there is holds the whole sheet; ours may not, and is measured against it.
    """
    for _row in CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).iter_rows():
        pass
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare (LIKE employers_employer INCLUDING ALL)")
        cursor.execute("ALTER TABLE bare ADD row integer, ADD division text")
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = 'bare'::regclass"
            " AND attnum > 0 AND NOT attisdropped"
        )
        for (column,) in cursor.fetchall():
            if column != "id":
                cursor.execute(f'ALTER TABLE bare ALTER "{column}" DROP NOT NULL')
        cursor.copy_expert(f"COPY bare ({COLUMNS}) FROM STDIN", io.StringIO(ready))
        cursor.execute("DROP TABLE bare")
