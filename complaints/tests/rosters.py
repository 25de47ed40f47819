"""Builders of rosters as people bring them: xlsx bytes by openpyxl, csv text, pasted cells."""

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

FOUNDING = (Path(__file__).parent / "data" / "roster-72.xlsx").read_bytes()
HEADER = (
    "序号",
    "姓名",
    "身份证号",
    "手机号",
    "工种",
    "起始月份",
    "截止月份",
    "约定工资合计(元)",
    "已付(元)",
    "欠付(元)",
)
ZHAO = (
    1,
    "赵一",
    "610121197012140004",
    "13800000001",
    "普工",
    "2026-07",
    "2026-10",
    8000,
    3000,
    5000,
)
QIAN = (
    2,
    "钱二",
    "412722198004160003",
    "13800000002",
    "木工",
    "2026-07",
    "2026-10",
    6000.5,
    0,
    6000.5,
)


def changed(line: Sequence[Any], **values: Any) -> tuple[Any, ...]:
    """Return a line with some columns replaced: name, identity, phone, start, end, owed…"""
    names = (
        "position",
        "name",
        "identity",
        "phone",
        "trade",
        "start",
        "end",
        "agreed",
        "paid",
        "owed",
    )
    return tuple(values.get(name, old) for name, old in zip(names, line, strict=True))


def xlsx(
    *lines: Sequence[Any],
    header: Sequence[Any] | None = HEADER,
    before: Iterable[Sequence[Any]] = (),
    spoil: Callable[[Worksheet], object] | None = None,
) -> bytes:
    book = Workbook()
    sheet = book.active
    for row in (*before, *([header] if header else []), *lines):
        sheet.append(list(row))
    if spoil:
        spoil(sheet)
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def text(*lines: Sequence[Any], header: Sequence[Any] | None = HEADER, sep: str = ",") -> str:
    rows = ([header] if header else []) + list(lines)
    return "\r\n".join(sep.join("" if c is None else str(c) for c in row) for row in rows)
