"""Opening a table that people hand in: .xlsx, or .csv in UTF-8 (with or without a mark) or GB18030.

Rows come one at a time with the number that a spreadsheet shows; blank rows are passed over.
What a cell holds is read the same way wherever a table comes from.
"""

import codecs
import csv
import io
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from statutes.refusal import Refused
from statutes.wording import Sentence, say
from statutes.workbook_cells import Broken
from statutes.workbooks import rows_of

Raw = object  # a cell as a reader of files gives it: text, number, day, yes or no
Row = tuple[int, Sequence[object]]
PIECE = 1 << 20
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
ENCODINGS = ("utf-8-sig", "gb18030")
EXACT_DIGITS = 1e15  # beyond it a number cell has already lost its last digits
FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why a row was not taken: one wrong cell."""

    row: int
    column: str
    message: Sentence


@contextmanager
def opened(file: BinaryIO) -> Iterator[Iterator[Row]]:
    """Yield the filled rows of a file; raises Refused for what is no table."""
    file.seek(0)
    head = file.read(8)
    file.seek(0)
    if not head:
        raise Refused(say("文件是空的，请重新选择"))
    if head.startswith(OLE):
        raise Refused(say("这是旧版或加了密码的 Excel 文件，请去掉密码并另存为 .xlsx"))
    rows = _workbook(file) if head.startswith(ZIP) else _csv(file)
    with closing(rows):
        yield ((number, cells) for number, cells in rows if any(map(_filled, cells)))


def _filled(cell: object) -> bool:
    return cell not in ("", None) and str(cell).strip() != ""


def _workbook(file: BinaryIO) -> Generator[Row, None, None]:
    try:
        yield from rows_of(file)
    except Broken as error:
        raise Refused(
            say("这个文件打不开：它不是完好的 Excel 工作簿，请在表格软件中另存为 .xlsx 后再导入")
        ) from error


def _csv(file: BinaryIO) -> Generator[Row, None, None]:
    encoding = _encoding(file)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    number = 0
    try:
        first = text.readline()
        text.seek(0)
        for number, cells in enumerate(csv.reader(text, delimiter=_delimiter(first)), 1):
            yield number, cells
    except csv.Error as error:
        raise Refused(
            say("第%(row)s行读不出来（多半是引号没有成对），请改正后再导入", row=number + 1)
        ) from error
    finally:
        text.detach()


def _encoding(file: BinaryIO) -> str:
    for encoding in ENCODINGS:
        if _decodes(file, encoding):
            return encoding
    raise Refused(say("文件的编码读不出来，请另存为 UTF-8 编码的 CSV 或 .xlsx 后再导入"))


def _decodes(file: BinaryIO, encoding: str) -> bool:
    """Whether every byte is text in this encoding; GB18030 reads almost anything, so it is last."""
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while piece := file.read(PIECE):
            if "\x00" in decoder.decode(piece):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        file.seek(0)
    return True


def _delimiter(header: str) -> str:
    return max(",\t;", key=header.count)


def text_of(raw: Raw) -> str:
    """A cell's text on one line; whole numbers without the point that spreadsheets add."""
    if type(raw) is str and raw.isalnum():  # the most usual: nothing to fold
        return raw
    match raw:
        case None:
            return ""
        case bool():
            return "TRUE" if raw else "FALSE"
        case float():
            return str(int(raw)) if raw.is_integer() else repr(raw)
        case date():
            return raw.isoformat()
    text = " ".join(str(raw).split())
    # Our own export leads such text by an apostrophe, so that no spreadsheet runs it.
    return text[1:] if text[:1] == "'" and text[1:2] in FORMULA else text


def exact_text(raw: Raw, text: str) -> str | Sentence:
    """The text of a cell, or why it cannot be what was written there."""
    if "\x00" in text:
        return say("含有不可见的控制字符，请重新填写")
    if isinstance(raw, float) and abs(raw) >= EXACT_DIGITS:
        return say("这一格是数字格式，末几位已经丢失，请改成文本格式后重新填写")
    return text
