"""A group complaint's roster: one line a worker, checked line by line, its sums cross-footed.

若干规定 第十四条： the statement names each complainant and what is claimed. Nothing is half-read:
a roster with a single problem yields its problems, each naming row, column and remedy.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeVar

from complaints.policy.cells import (
    read_amount,
    read_identity,
    read_month,
    read_name,
    read_phone,
)
from complaints.policy.columns import LABELS, Column, Header, find_header, meaning, normalise
from complaints.policy.delimited import read_csv, read_text
from complaints.policy.spreadsheet import read_workbook
from complaints.policy.statement import Claim, month_end
from complaints.policy.table import MAX_LINES, Cell, Row, Sheet
from statutes.money import yuan
from statutes.refusal import Refused
from statutes.wording import Sentence, say

MAX_BYTES = 10 * 1024 * 1024
AMOUNTS = (Column.AGREED, Column.PAID, Column.OWED)
TOTAL_WORDS = frozenset({"合计", "总计", "共计", "总额", "总合计", "total"})
SUBTOTAL_WORDS = frozenset({"小计", "本页合计", "本页小计"})
UNUSUAL = Decimal("1000000")
ZERO = Decimal("0.00")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Claim):
    """One worker's claim, and the row it was read from."""

    row: int


@dataclass(frozen=True, slots=True)
class Roster:
    """What was read. `notices` say what the reader did; `problems` are to be put right first."""

    lines: tuple[Line, ...] = ()
    problems: tuple[Sentence, ...] = ()
    notices: tuple[Sentence, ...] = ()

    @property
    def is_clean(self) -> bool:
        return bool(self.lines) and not self.problems

    @property
    def agreed(self) -> Decimal:
        return sum((line.agreed for line in self.lines), ZERO)

    @property
    def paid(self) -> Decimal:
        return sum((line.paid for line in self.lines), ZERO)

    @property
    def owed(self) -> Decimal:
        return sum((line.owed for line in self.lines), ZERO)


def read_roster(data: bytes, filename: str, *, today: date) -> Roster:
    """Read an uploaded file by what it is, not by what it is called."""
    if len(data) > MAX_BYTES:
        raise Refused(say("文件超过%(limit)sMB。名册只需要文字，请删去图片后再上传。", limit=10))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(
            say("这是旧版或加了密码的表格文件。请在表格软件中打开，另存为不加密的 .xlsx 再上传。")
        )
    if data.startswith(b"PK"):
        return parse_sheets(read_workbook(data), today=today)
    if data.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf")):
        raise Refused(
            say("“%(name)s”不是表格文件。名册请用 .xlsx 或 .csv，照片请放到凭据里。", name=filename)
        )
    return parse_sheets((read_csv(data),), today=today)


def read_paste(text: str, *, today: date) -> Roster:
    """Read cells copied out of a spreadsheet and pasted into the page."""
    if len(text.encode()) > MAX_BYTES:
        raise Refused(say("文件超过%(limit)sMB。名册只需要文字，请删去图片后再上传。", limit=10))
    return parse_sheets((read_text(text),), today=today)


def parse_sheets(sheets: Iterable[Sheet], *, today: date) -> Roster:
    """Take the one sheet that holds a roster; two of them must be put together first."""
    found = [(sheet, header) for sheet in sheets if (header := find_header(sheet)) is not None]
    if not found:
        return Roster(
            problems=(
                say(
                    "没有找到表头。请在第一行写明：姓名、身份证号、手机号、起始月份、截止月份、欠付。"
                ),
            )
        )
    if len(found) > 1:
        names = "、".join(sheet.name for sheet, _ in found)
        return Roster(
            problems=(
                say("有几张工作表都像名册（%(names)s）。请合并到一张工作表再上传。", names=names),
            )
        )
    return parse(*found[0], today=today)


def parse(sheet: Sheet, header: Header, *, today: date) -> Roster:
    if problems := (*_header_problems(header), *_shape_problems(sheet, header)):
        return Roster(problems=problems)
    reader = _Reader(sheet, header, today)
    for row in sheet.rows:
        if row.number > header.row:
            reader.take(row)
    return reader.result()


def _header_problems(header: Header) -> Iterator[Sentence]:
    for column in header.missing():
        yield say(
            "第%(row)s行的表头缺少“%(column)s”这一列，请补上。",
            row=header.row or 1,
            column=LABELS[column],
        )
    for column in header.doubled:
        yield say(
            "第%(row)s行的表头有两列都是“%(column)s”，请只留一列。",
            row=header.row,
            column=LABELS[column],
        )


def _shape_problems(sheet: Sheet, header: Header) -> Iterator[Sentence]:
    """Merged cells lose values and hidden cells are signed unseen: both are for people to undo."""
    last = max((row.number for row in sheet.rows), default=0)
    for merge in sheet.merges:
        spoilt = [c for c, index in header.places.items() if merge.covers(index)]
        if spoilt and header.row < merge.last_row <= last and merge.first_row < merge.last_row:
            yield say(
                "第%(first)s至%(last)s行的“%(column)s”是合并单元格，只有第一行有内容。"
                "请取消合并，每人一行分别填写。",
                first=merge.first_row,
                last=merge.last_row,
                column=LABELS[spoilt[0]],
            )
    hidden = [row.number for row in sheet.rows if row.hidden and row.number > header.row]
    if hidden:
        yield say(
            "第%(rows)s行被隐藏或被筛选掉了，里面有内容。请取消隐藏和筛选，核对后再上传。",
            rows="、".join(map(str, hidden[:10])) + ("…" if len(hidden) > 10 else ""),
        )
    for column, index in header.places.items():
        if index in sheet.hidden_columns:
            yield say(
                "“%(column)s”这一列被隐藏了。请取消隐藏，核对后再上传。", column=LABELS[column]
            )


@dataclass(slots=True)
class _Reader:
    sheet: Sheet
    header: Header
    today: date
    lines: list[Line] = field(default_factory=list)
    problems: list[Sentence] = field(default_factory=list)
    notices: list[Sentence] = field(default_factory=list)
    unread: int = 0  # rows of workers that could not be read
    since_subtotal: int = 0

    def take(self, row: Row) -> None:
        word = _leading_word(row)
        if word in SUBTOTAL_WORDS:
            self._foot(row, self.lines[self.since_subtotal :])
            self.since_subtotal = len(self.lines)
        elif word in TOTAL_WORDS or self._is_bare_sum(row):
            self._foot(row, self.lines)
            self.since_subtotal = len(self.lines)
        elif meaning(self._cell(row, Column.NAME).text) is Column.NAME:
            self.notices.append(say("第%(row)s行是重复的表头，已略过。", row=row.number))
        elif self._is_only_numbered(row):
            return
        elif self._is_remark(row):
            self.notices.append(
                say("第%(row)s行“%(text)s”不是工人，未列入。", row=row.number, text=_text(row)[:30])
            )
        else:
            self._take_line(row)

    def result(self) -> Roster:
        if not self.lines and not self.problems:
            self.problems.append(say("表头下面没有工人。请每人一行填写后再上传。"))
        if len(self.lines) + self.unread > MAX_LINES:
            self.problems.append(
                say("名册超过%(limit)s人。请分成几份，每份各交一次。", limit=MAX_LINES)
            )
        self.problems.extend(_repeated(self.lines))
        self.notices.extend(_unusual(self.lines))
        return Roster(tuple(self.lines), tuple(self.problems), tuple(self.notices))

    def _cell(self, row: Row, column: Column) -> Cell:
        return row.cell(self.header.places.get(column))

    def _is_remark(self, row: Row) -> bool:
        """A line of prose among or below the workers: 制表人、日期、签字."""
        if any(not self._cell(row, column).is_blank for column in (Column.PHONE, *AMOUNTS)):
            return False
        name, identity = self._cell(row, Column.NAME).text, self._cell(row, Column.IDENTITY).text
        return (not name or "：" in name or ":" in name) and not re.match(r"\d{15}", identity)

    def _is_bare_sum(self, row: Row) -> bool:
        """Sums written under the amounts without the word 合计."""
        places = {self.header.places.get(column) for column in AMOUNTS}
        return all(cell.is_blank or index in places for index, cell in enumerate(row.cells))

    def _is_only_numbered(self, row: Row) -> bool:
        """An unused line of the printed form: its number is there and nobody on it."""
        used = [i for i, cell in enumerate(row.cells) if not cell.is_blank]
        return used == [self.header.places.get(Column.POSITION)]

    def _read(self, row: Row, column: Column, read: Callable[[Cell], T]) -> T | None:
        try:
            return read(self._cell(row, column))
        except Refused as refused:
            for sentence in refused.sentences:
                self._wrong(row, column, sentence)
            return None

    def _wrong(self, row: Row, column: Column, wrong: Sentence) -> None:
        self.problems.append(
            say(
                "第%(row)s行“%(column)s”：%(wrong)s",
                row=row.number,
                column=LABELS[column],
                wrong=wrong,
            )
        )

    def _take_line(self, row: Row) -> None:
        before = len(self.problems)
        name = self._read(row, Column.NAME, read_name)
        identity = self._read(row, Column.IDENTITY, read_identity)
        phone = self._read(row, Column.PHONE, read_phone)
        period = self._period(row)
        amounts = self._amounts(row)
        if None in (name, identity, phone, period, amounts) or len(self.problems) > before:
            self.unread += 1
            return
        assert name and identity and phone and period and amounts  # for the type checker
        self.lines.append(
            Line(
                row=row.number,
                name=name,
                identity=identity,
                phone=phone,
                trade=self._cell(row, Column.TRADE).text[:50],
                period_from=period[0],
                period_to=month_end(period[1]),
                agreed=amounts[0],
                paid=amounts[1],
                owed=amounts[2],
            )
        )

    def _period(self, row: Row) -> tuple[date, date] | None:
        def read(cell: Cell) -> date:
            return read_month(cell, dates_from_1904=self.sheet.dates_from_1904)

        first = self._read(row, Column.PERIOD_FROM, read)
        last = self._read(row, Column.PERIOD_TO, read)
        if first is None or last is None:
            return None
        if last > self.today:
            self._wrong(row, Column.PERIOD_TO, say("是将来的月份。请填到已经干过活的月份为止。"))
        elif first > last:
            self._wrong(row, Column.PERIOD_FROM, say("晚于截止月份。请核对两个月份。"))
        return first, last

    def _amounts(self, row: Row) -> tuple[Decimal, Decimal, Decimal] | None:
        before = len(self.problems)
        agreed, paid, owed = (self._read(row, column, read_amount) for column in AMOUNTS)
        if len(self.problems) > before:
            return None
        paid = paid or ZERO
        if agreed is None and owed is None:
            self._wrong(row, Column.OWED, say("没有填。请填上欠付的金额。"))
            return None
        owed = agreed - paid if owed is None and agreed is not None else owed
        assert owed is not None  # for the type checker
        agreed = owed + paid if agreed is None else agreed
        if agreed - paid != owed:
            self._wrong(
                row,
                Column.OWED,
                say(
                    "约定%(agreed)s元减已付%(paid)s元等于%(due)s元，表上写的是%(owed)s元。请核对这三个数。",
                    agreed=yuan(agreed),
                    paid=yuan(paid),
                    due=yuan(agreed - paid),
                    owed=yuan(owed),
                ),
            )
        elif owed <= 0:
            self._wrong(row, Column.OWED, say("没有欠款。不欠工资的工人不用列入名册。"))
        return agreed, paid, owed

    def _foot(self, row: Row, lines: list[Line]) -> None:
        """Compare a 合计 row with the lines above; a formula without a saved result is left."""
        if self.problems:
            return  # the sums cannot agree before the lines do
        for column, part in zip(AMOUNTS, ("agreed", "paid", "owed"), strict=True):
            written = self._read(row, column, read_amount)
            added = sum((getattr(line, part) for line in lines), ZERO)
            if written is not None and written != added:
                self._wrong(
                    row,
                    column,
                    say(
                        "合计写的是%(written)s元，上面各行相加是%(added)s元，相差%(difference)s元。"
                        "请核对各行，或删去合计行。",
                        written=yuan(written),
                        added=yuan(added),
                        difference=yuan(abs(written - added)),
                    ),
                )


def _text(row: Row) -> str:
    return " ".join(cell.text for cell in row.cells if not cell.is_blank)


def _leading_word(row: Row) -> str:
    first = next((cell.text for cell in row.cells if not cell.is_blank), "")
    return normalise(first)


def _repeated(lines: Iterable[Line]) -> Iterator[Sentence]:
    seen: dict[str, int] = {}
    for line in lines:
        if line.identity in seen:
            yield say(
                "第%(row)s行与第%(first)s行的身份证号相同。同一个人请合并成一行。",
                row=line.row,
                first=seen[line.identity],
            )
        seen.setdefault(line.identity, line.row)


def _unusual(lines: Iterable[Line]) -> Iterator[Sentence]:
    phones: dict[str, int] = {}
    for line in lines:
        if line.agreed >= UNUSUAL:
            yield say("第%(row)s行的金额超过100万元，请核对单位是不是元。", row=line.row)
        if line.phone in phones:
            yield say(
                "第%(row)s行与第%(first)s行的手机号相同，请确认是不是两个人共用。",
                row=line.row,
                first=phones[line.phone],
            )
        phones.setdefault(line.phone, line.row)
