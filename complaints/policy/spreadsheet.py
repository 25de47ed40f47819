"""Reading an .xlsx roster: values, merged cells and hidden rows, within fixed limits of size.

The usual fast readers ignore merges and hidden rows, and both change who is on a roster, so the
sheet's own XML is read here. A member that would unpack beyond the limit is refused unopened.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from io import BytesIO
from xml.etree import ElementTree

from complaints.policy.table import BLANK, MAX_COLUMNS, MAX_LINES, MAX_ROWS, Cell, Merge, Row, Sheet
from statutes.refusal import Refused
from statutes.wording import say

MAX_UNPACKED = 64 * 1024 * 1024
MAX_SHEETS = 20
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_RELATION_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"

DAMAGED = say(
    "这个文件打不开：它不是完好的 Excel 工作簿(.xlsx)。请在表格软件中打开后另存为 .xlsx 再上传。"
)


def read_workbook(data: bytes) -> tuple[Sheet, ...]:
    """Return the visible sheets that hold anything, in the order of their tabs."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return tuple(sheet for sheet in _sheets(archive) if sheet.rows)
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, ValueError, OSError) as error:
        raise Refused(DAMAGED) from error
    except (RuntimeError, NotImplementedError) as error:  # encrypted or oddly compressed members
        raise Refused(say("这个工作簿加了密码，请取消密码后再上传。")) from error


def _sheets(archive: zipfile.ZipFile) -> Iterator[Sheet]:
    book_path = _book_path(archive)
    book = _document(archive, book_path)
    targets = _relations(archive, book_path)
    strings = _shared_strings(archive, targets)
    from_1904 = any(node.get("date1904") in ("1", "true") for node in _named(book, "workbookPr"))
    visible = [node for node in _named(book, "sheet") if node.get("state", "visible") == "visible"]
    for node in visible[:MAX_SHEETS]:
        relation = node.get(RELATION_ID) or node.get(STRICT_RELATION_ID) or ""
        path, kind = targets[relation]
        if kind == "worksheet":
            yield _sheet(_open(archive, path), node.get("name", ""), strings, from_1904)


def _book_path(archive: zipfile.ZipFile) -> str:
    for path, kind in _relations(archive, "").values():
        if kind == "officeDocument":
            return path
    raise KeyError("officeDocument")


def _relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Return relation id -> (path of the target, last word of its type)."""
    folder, name = posixpath.split(part)
    document = _document(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    return {
        node.get("Id", ""): (
            posixpath.normpath(posixpath.join("/", folder, node.get("Target", ""))).lstrip("/"),
            posixpath.basename(node.get("Type", "")),
        )
        for node in _named(document, "Relationship")
    }


def _open(archive: zipfile.ZipFile, path: str) -> BytesIO:
    """Unpack one member into memory; its declared size is a true ceiling for `zipfile`."""
    if archive.getinfo(path).file_size > MAX_UNPACKED:
        raise Refused(say("表格展开后太大。请只保留名册这一张工作表，删去图片和空白格式后再上传。"))
    content = archive.read(path)
    if b"<!DOCTYPE" in content:  # never written by spreadsheet software; carries entity bombs
        raise Refused(DAMAGED)
    return BytesIO(content)


def _document(archive: zipfile.ZipFile, path: str) -> ElementTree.Element:
    return ElementTree.parse(_open(archive, path)).getroot()


def _local(node: ElementTree.Element) -> str:
    return node.tag.rpartition("}")[2]


def _named(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [node for node in root.iter() if _local(node) == name]


def _text_of(node: ElementTree.Element) -> str:
    """Join the text runs of a string, leaving out phonetic guides."""
    if _local(node) == "t":
        return node.text or ""
    return "".join(_text_of(child) for child in node if _local(child) in ("t", "r"))


def _shared_strings(
    archive: zipfile.ZipFile, targets: dict[str, tuple[str, str]]
) -> tuple[str, ...]:
    for path, kind in targets.values():
        if kind == "sharedStrings" and path in archive.namelist():
            return tuple(_text_of(node) for node in _document(archive, path))
    return ()


def _sheet(source: BytesIO, name: str, strings: tuple[str, ...], from_1904: bool) -> Sheet:
    rows: list[Row] = []
    merges: list[Merge] = []
    hidden: set[int] = set()
    last = 0
    for _, node in ElementTree.iterparse(source):
        kind = _local(node)
        if kind == "row":
            last = int(node.get("r", last + 1))
            row = Row(last, _cells(node, strings), _is_hidden(node))
            node.clear()
            if not row.is_blank:
                rows.append(row)
            if len(rows) > MAX_ROWS:
                raise Refused(
                    say("名册超过%(limit)s人。请分成几份，每份各交一次。", limit=MAX_LINES)
                )
        elif kind == "mergeCell":
            merges.append(_merge(node.get("ref", "")))
        elif kind == "col" and _is_hidden(node):
            first, final = int(node.get("min", 1)), int(node.get("max", 1))
            hidden.update(range(first - 1, min(final, MAX_COLUMNS)))
    return Sheet(name, tuple(rows), tuple(merges), frozenset(hidden), from_1904)


def _is_hidden(node: ElementTree.Element) -> bool:
    return node.get("hidden") in ("1", "true") or node.get("ht") == "0" or node.get("width") == "0"


def _cells(row: ElementTree.Element, strings: tuple[str, ...]) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for node in row:
        if _local(node) != "c":
            continue
        reference = node.get("r")
        index = _position(reference)[1] if reference else len(cells)
        if index >= MAX_COLUMNS:
            break
        cells.extend([BLANK] * (index - len(cells)))
        cells.append(_cell(node, strings))
    return tuple(cells)


def _cell(node: ElementTree.Element, strings: tuple[str, ...]) -> Cell:
    kind = node.get("t", "n")
    parts = {_local(child): child for child in node}
    if kind == "inlineStr":
        return Cell(_text_of(parts["is"]).strip()) if "is" in parts else BLANK
    value = (parts["v"].text or "").strip() if "v" in parts else ""
    if not value:
        return Cell(uncomputed="f" in parts)
    if kind == "s":
        return Cell(strings[int(value)].strip())
    if kind == "n":
        return _number(value)
    return Cell(value)  # "str" (a formula's text), "b", "d", "e" (an error such as #REF!)


def _number(value: str) -> Cell:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return Cell(value)
    plain = format(number, "f")
    return Cell(plain.rstrip("0").rstrip(".") if "." in plain else plain, number)


def _position(reference: str) -> tuple[int, int]:
    """'C12' -> (12, 2)."""
    found = REFERENCE.fullmatch(reference)
    if found is None:
        raise ValueError(reference)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column - 1


def _merge(reference: str) -> Merge:
    first, _, last = reference.partition(":")
    (top, left), (bottom, right) = _position(first), _position(last or first)
    return Merge(top, bottom, left, right)
