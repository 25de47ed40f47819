"""Reading a workbook (.xlsx) row by row: a million rows take the memory of one.

What is packed too tightly, defines entities or holds a part of absurd size is refused (Broken)
before it can do harm.
"""

import tempfile
import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from posixpath import join, normpath
from typing import BinaryIO
from xml.parsers import expat

from statutes.workbook_cells import Attributes, Broken, Row, SharedTexts, Sheet, local, parse

MEGABYTE = 1 << 20
MAX_RATIO = 200  # a sheet packs 1 : 10, a bomb 1 : 1000
MAX_ENTRIES = 2_000
MOST_ELEMENTS = 200_000  # of a part that is held whole
DAY_ZERO, DAY_ZERO_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
# Built-in formats that show a day or a time; codes of one's own are read.
BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
UNSOUND = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    LookupError,
    ValueError,
    OverflowError,
    EOFError,
    OSError,
    RuntimeError,  # a password, or a way of packing that nobody uses
)


def rows_of(file: BinaryIO) -> Generator[Row, None, None]:
    """The rows of the first visible sheet that holds anything, each with its number."""
    with _sound(), zipfile.ZipFile(file) as parts, tempfile.TemporaryFile() as store:
        _require_modest(parts)
        book = _book(parts)
        dated = _dated_styles(parts, book.styles)
        shared = SharedTexts(parts, book.texts, store)
        for path in book.sheets:
            found = False
            for row in Sheet(shared.get, dated, book.day_zero).rows(parts, path):
                found = True
                yield row
            if found:
                return


@contextmanager
def _sound() -> Iterator[None]:
    try:
        yield
    except UNSOUND as error:
        raise Broken(str(error)) from error


def _require_modest(parts: zipfile.ZipFile) -> None:
    entries = parts.infolist()
    if len(entries) > MAX_ENTRIES:
        raise Broken("too many parts")
    for entry in entries:
        # zipfile never unpacks more than an entry says it holds.
        if entry.file_size > MAX_RATIO * entry.compress_size + MEGABYTE:
            raise Broken("packed too tightly")


def _elements(parts: zipfile.ZipFile, path: str) -> list[tuple[str, Attributes]]:
    """Every element of a small part, in its order."""
    found: list[tuple[str, Attributes]] = []

    def start(name: str, at: Attributes) -> None:
        found.append((local(name), {local(key): value for key, value in at.items()}))

    if path in parts.NameToInfo:
        with parts.open(path) as source:
            for _ in parse(source, start):
                if len(found) > MOST_ELEMENTS:
                    raise Broken("too many elements")
    return found


@dataclass(slots=True)
class _Book:
    """Where the visible sheets, the texts and the styles are."""

    sheets: list[str] = field(default_factory=list)
    texts: str = ""
    styles: str = ""
    day_zero: datetime = DAY_ZERO


def _book(parts: zipfile.ZipFile) -> _Book:
    path = "xl/workbook.xml"
    for _, at in _elements(parts, "_rels/.rels"):
        if at.get("Type", "").endswith("/officeDocument"):
            path = at["Target"].lstrip("/")
    targets = _targets(parts, path)
    book = _Book(
        texts=next((at for kind, at in targets.values() if kind == "sharedStrings"), ""),
        styles=next((at for kind, at in targets.values() if kind == "styles"), ""),
    )
    for element, at in _elements(parts, path):
        if element == "workbookPr" and at.get("date1904") in ("1", "true"):
            book.day_zero = DAY_ZERO_1904
        elif element == "sheet" and at.get("state", "visible") == "visible":
            kind, target = targets[at["id"]]
            book.sheets += [target] * (kind == "worksheet")
    return book


def _targets(parts: zipfile.ZipFile, path: str) -> dict[str, tuple[str, str]]:
    """The parts that a part relates to: its kind and where it lies, by its id."""
    folder, _, name = path.rpartition("/")
    found = {}
    for _, at in _elements(parts, join(folder, "_rels", f"{name}.rels")):
        if "Target" in at and at.get("TargetMode") != "External":
            target = at["Target"]
            place = target[1:] if target.startswith("/") else normpath(join(folder, target))
            found[at["Id"]] = at["Type"].rpartition("/")[2], place
    return found


def _dated_styles(parts: zipfile.ZipFile, path: str) -> frozenset[str]:
    """The styles that show a number as a day or a time, by their place."""
    codes: dict[int, str] = {}
    within, dated, place = "", set(), count()
    for element, at in _elements(parts, path):
        if element == "numFmt" and "formatCode" in at:
            codes[int(at["numFmtId"])] = at["formatCode"]
        elif element == "xf" and within == "cellXfs":
            number, style = int(at.get("numFmtId", 0)), next(place)
            if number in BUILT_IN_DATES or _shows_a_day(codes.get(number, "")):
                dated.add(str(style))
        elif element in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
            within = element
    return frozenset(dated)


def _shows_a_day(code: str) -> bool:
    """Read a format's first section without its quoted and bracketed words."""
    bare, is_quoted, depth, is_escaped = "", False, 0, False
    for sign in code.lower():
        if is_escaped:
            is_escaped = False
        elif sign == '"':
            is_quoted = not is_quoted
        elif not is_quoted and sign in "[]":
            depth += 1 if sign == "[" else -1
        elif not is_quoted and depth == 0:
            is_escaped = sign in "\\_*"
            bare += "" if is_escaped else sign
    first = bare.split(";")[0]
    return "general" not in first and any(sign in first for sign in "ymdhs")
