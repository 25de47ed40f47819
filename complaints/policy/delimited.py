"""Reading a roster from csv text or from cells pasted out of a spreadsheet."""

import csv
from collections.abc import Sequence
from io import StringIO

from complaints.policy.table import MAX_COLUMNS, MAX_LINES, MAX_ROWS, Cell, Row, Sheet
from statutes.refusal import Refused
from statutes.wording import say

DELIMITERS = ("\t", ",", ";", "\uff0c")


def read_csv(data: bytes) -> Sheet:
    return read_text(_decode(data))


def read_text(text: str) -> Sheet:
    """Split pasted or decoded text by the separator its fullest lines agree on."""
    delimiter = _delimiter(text)
    try:
        records = csv.reader(StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter)
        rows = [row for number, record in enumerate(records, 1) if (row := _row(number, record))]
    except csv.Error as error:
        raise Refused(
            say("这份文本读不成表格，多半是引号没有成对。请在表格软件中打开后另存为 .xlsx 再上传。")
        ) from error
    if len(rows) > MAX_ROWS:
        raise Refused(say("名册超过%(limit)s人。请分成几份，每份各交一次。", limit=MAX_LINES))
    return Sheet("", tuple(rows))


def _row(number: int, record: Sequence[str]) -> Row | None:
    row = Row(number, tuple(Cell(_plain(value)) for value in record[:MAX_COLUMNS]))
    return None if row.is_blank else row


def _plain(value: str) -> str:
    """Drop what people add so that a spreadsheet keeps a long number as text: ' or ="…"."""
    value = value.strip().lstrip("'").strip()
    if value.startswith('="') and value.endswith('"'):
        value = value[2:-1]
    return value.strip()


def _delimiter(text: str) -> str:
    sample = text.splitlines()[:20]
    return max(DELIMITERS, key=lambda mark: max((line.count(mark) for line in sample), default=0))


def _decode(data: bytes) -> str:
    """UTF-8 with or without a mark, UTF-16, or GB18030, which Chinese Excel writes by default."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif data[:200].count(0) > len(data[:200]) // 4:
        encodings = ("utf-16-le", "utf-16-be")
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(
        say("认不出文件的文字编码。请在表格软件中打开，另存为 .xlsx 或 UTF-8 编码的 csv。")
    )
