"""The texts and the rows of a workbook's sheet, as a stream: neither is ever held whole.

What every usual program writes is read by patterns; anything else goes, fragment by fragment, to
the parser. The signs "<" are counted, so that no pattern can pass over what it does not know.
"""

import re
import zipfile
from array import array
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from html import unescape
from os import pread
from typing import IO, Any
from xml.parsers import expat
from xml.sax.saxutils import escape

Cell = str | float | bool | date
Row = tuple[int, list[Cell]]
Attributes = dict[str, str]
Gathering = list[Any]  # of a cell: its attributes, its text so far
Gathered = tuple[Attributes, list[Gathering]]

PIECE = 1 << 17
MEGABYTE = 1 << 20
MOST_AT_ONCE = 8 * MEGABYTE  # of a row or a text; 16,384 full cells need less
WIDEST = 16_384  # columns of a sheet
MOST_COLUMNS = 512  # that a table here may have; blank cells may be formatted farther out
LAST_ROW = 1_048_576
LONGEST = 100_000  # characters of a cell; spreadsheets stop at 32,767
LAST_DAY = 2_958_466  # 9999-12-31

OPENING = {
    b"</row>": re.compile(rb"<sheetData\s*>"),
    b"</si>": re.compile(rb"<sst(?:\s[^<>]*)?>"),
}
ENCODING = re.compile(rb"""<\?xml[^>]*encoding=["'](?!utf-8|us-ascii)""", re.I)
ROW = re.compile(rb"<row([^<>]*?)(?:/>|>(.*?)(</row>))", re.S)
ROW_NUMBER = re.compile(rb'(?:^|\s)r="([0-9]{1,7})"')
CELL = re.compile(
    rb'<c r="([A-Z]{1,3})[0-9]{1,7}"(?: s="([0-9]{1,6})")?(?: t="([a-z]{1,3})")?'
    rb"(?:/>|>(?:<v>([^<]*)</v>)?(</c>))"
)
TEXT = re.compile(rb'<si>(?:<t(?: xml:space="preserve")?>([^<]*)</t>|(.*?))</si>', re.S)
NUMBER = (b"", b"n")
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
HALF_SIGN = re.compile("[\ud800-\udfff]")  # half of a sign, which UTF-8 cannot hold


class Broken(Exception):
    """Not a sound workbook."""


# ---------------------------------------------------------------- the parser


def parse(
    source: IO[bytes],
    start: Callable[[str, Attributes], None],
    text: Callable[[str], None] | None = None,
) -> Iterator[None]:
    """Feed a part piece by piece; the handlers collect, the caller looks after each piece."""
    parser = _parser(start, text)
    fed = 0
    while piece := source.read(PIECE):
        parser.Parse(piece)
        fed += len(piece)
        if fed - parser.CurrentByteIndex > MOST_AT_ONCE:
            raise Broken("a mark without an end")
        yield
    parser.Parse(b"", True)
    yield


def _fragment(
    fragment: bytes, handlers: tuple[Callable[[str, Attributes], None], Callable[[str], None]]
) -> None:
    parser = _parser(*handlers)
    parser.Parse(b"<fragment>")
    parser.Parse(fragment)
    parser.Parse(b"</fragment>", True)


def _parser(
    start: Callable[[str, Attributes], None], text: Callable[[str], None] | None
) -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.StartElementHandler = start
    if text is not None:
        parser.CharacterDataHandler = text
    return parser


def _no_doctype(*_: object) -> None:
    raise Broken("defines a document type")


def local(name: str) -> str:
    """Without its prefix: which one a writer chose says nothing."""
    return name.rpartition(":")[2]


def _segments(source: IO[bytes], end: bytes) -> Iterator[bytes] | None:
    """Pieces that stop behind an `end`; None where the part is not written as is usual."""
    head = source.read(PIECE)
    opening = OPENING[end].search(head)
    if opening is None or ENCODING.match(head) or b"<!DOCTYPE" in head[: opening.end()]:
        return None
    return _cut(source, head[opening.end() :], end)


def _cut(source: IO[bytes], rest: bytes, end: bytes) -> Iterator[bytes]:
    while True:
        cut = rest.rfind(end) + len(end)
        if cut >= len(end):
            yield rest[:cut]
            rest = rest[cut:]
        if len(rest) > MOST_AT_ONCE:
            raise Broken("a row without an end")
        piece = source.read(PIECE)
        if not piece:
            return
        rest += piece


def _longer(text: str, piece: str) -> str:
    if len(text) + len(piece) > LONGEST:
        raise Broken("a cell of absurd length")
    return text + piece


def _plain(raw: bytes) -> str:
    """The text of a mark: signs that XML cannot hold are written &lt; or _x000D_."""
    text = raw.decode()
    if "&" in text:
        text = unescape(text)
    return _unescaped(text)


def _short(text: str) -> str:
    if len(text) > LONGEST:
        raise Broken("a cell of absurd length")
    return text


def _unescaped(text: str) -> str:
    if "_x" not in text:
        return text
    plain = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).replace("\x00", " ")
    return HALF_SIGN.sub("\ufffd", plain)


# ---------------------------------------------------------------- the texts


class SharedTexts:
    """The texts of a workbook, kept in a file by blocks and read back by number."""

    BLOCK = 64
    KEPT = 128  # blocks in memory: a sheet mostly asks for them in their order

    def __init__(self, parts: zipfile.ZipFile, path: str, store: IO[bytes]) -> None:
        self._store, self._ends = store, array("Q", [0])
        if path in parts.NameToInfo:
            texts: list[bytes] = []
            for _ in _texts(parts, path, texts):
                whole = len(texts) - len(texts) % self.BLOCK
                for begin in range(0, whole, self.BLOCK):
                    self._write(texts[begin : begin + self.BLOCK])
                del texts[:whole]
            self._write(texts)
        store.flush()
        self._block = lru_cache(self.KEPT)(self._read)

    def get(self, number: int) -> str:
        if number < 0:
            raise Broken("no such text")
        return self._block(number // self.BLOCK)[number % self.BLOCK]

    def _write(self, texts: list[bytes]) -> None:
        block = b"\x00".join(texts)
        self._store.write(block)
        self._ends.append(self._ends[-1] + len(block))

    def _read(self, block: int) -> list[str]:
        begin, end = self._ends[block], self._ends[block + 1]
        return list(map(_plain, pread(self._store.fileno(), end - begin, begin).split(b"\x00")))


def _texts(parts: zipfile.ZipFile, path: str, texts: list[bytes]) -> Iterator[None]:
    """Add the texts as they are written, to be read by `_plain`."""
    with parts.open(path) as source:
        segments = _segments(source, b"</si>")
        for segment in segments or ():
            texts += _texts_of(segment)
            yield
    if segments is None:
        gathered: list[str] = []
        with parts.open(path) as source:
            for _ in parse(source, *_gathering_texts(gathered)):
                texts += (escape(text).encode() for text in gathered[:-1])
                del gathered[:-1]  # the last one may go on
                yield
        texts += (escape(text).encode() for text in gathered)


def _texts_of(segment: bytes) -> list[bytes]:
    found = TEXT.findall(segment)
    others = [other for _, other in found if other]
    if segment.count(b"<") == 4 * len(found) + sum(o.count(b"<") - 2 for o in others):
        if any(len(text) > LONGEST * 4 for text, _ in found):  # four bytes a sign at the most
            raise Broken("a cell of absurd length")
        if not others:
            return [text for text, _ in found]
        return [_parsed(b"<si>%b</si>" % other)[0] if other else text for text, other in found]
    return _parsed(segment)


def _parsed(fragment: bytes) -> list[bytes]:
    texts: list[str] = []
    _fragment(fragment, _gathering_texts(texts))
    return [escape(text).encode() for text in texts]


def _gathering_texts(
    texts: list[str],
) -> tuple[Callable[[str, Attributes], None], Callable[[str], None]]:
    in_text = is_phonetic = False

    def start(name: str, _: Attributes) -> None:
        nonlocal in_text, is_phonetic
        name = local(name)
        if name == "si":
            texts.append("")
            is_phonetic = False
        elif name == "rPh":
            is_phonetic = True
        in_text = name == "t" and not is_phonetic

    def text(piece: str) -> None:
        if in_text:
            texts[-1] = _longer(texts[-1], piece)

    return start, text


# ---------------------------------------------------------------- the sheet


class Sheet:
    """One sheet on its way: rows are handed over as soon as a piece has been read."""

    def __init__(
        self, shared: Callable[[int], str], dated: frozenset[str], day_zero: datetime
    ) -> None:
        self._shared, self._day_zero = shared, day_zero
        self._dated = dated | {style.encode() for style in dated}
        self._columns: dict[bytes, int] = {}
        self._number = 0

    def rows(self, parts: zipfile.ZipFile, path: str) -> Iterator[Row]:
        """Rows that hold a cell; a row without a number follows the one before."""
        with parts.open(path) as source:
            segments = _segments(source, b"</row>")
            for segment in segments or ():
                yield from self._rows_of(segment)
        if segments is None:
            gathered: list[Gathered] = []
            with parts.open(path) as source:
                for _ in parse(source, *_gathering(gathered)):
                    yield from self._all(gathered[:-1])
                    del gathered[:-1]  # the last one may go on
            yield from self._all(gathered)

    def _rows_of(self, segment: bytes) -> Iterator[Row]:
        found = ROW.findall(segment)
        signs = sum(body.count(b"<") + 2 if end else 1 for _, body, end in found)
        if signs != segment.count(b"<"):
            yield from self._from_parser(segment)
            return
        for at, body, _ in found:
            values = self._values(body)
            if values is None:
                yield from self._from_parser(b"<row%b>%b</row>" % (at, body))
                continue
            number = ROW_NUMBER.search(at)
            yield from self._row(int(number[1]) if number else self._number + 1, values)

    def _values(self, body: bytes) -> list[Cell] | None:
        """The cells of a row; None where something else stands between them."""
        values: list[Cell] = []
        signs, shared, dated, columns = 0, self._shared, self._dated, self._columns
        for letters, style, kind, text, end in CELL.findall(body):
            if text:
                signs += 4
                if kind == b"s":
                    value: Cell = shared(int(text))
                elif kind in NUMBER and style not in dated:
                    value = float(text)
                else:
                    value = self._value(kind.decode(), style, _short(_plain(text)))
            else:
                signs += 2 if end else 1
                value = ""
            if columns.get(letters) != len(values):
                if self._place(letters) < len(values):
                    return None
                values += [""] * (self._place(letters) - len(values))
            values.append(value)
        return values if signs == body.count(b"<") else None

    def _from_parser(self, fragment: bytes) -> Iterator[Row]:
        gathered: list[Gathered] = []
        _fragment(fragment, _gathering(gathered))
        yield from self._all(gathered)

    def _all(self, gathered: list[Gathered]) -> Iterator[Row]:
        for at, cells in gathered:
            number = int(at.get("r", self._number + 1))
            values: list[Cell] = []
            for about, text in cells:
                if reference := about.get("r"):
                    place = self._place(reference.rstrip("0123456789").encode())
                    if place < len(values):
                        raise Broken("cells out of order")
                    values += [""] * (place - len(values))
                kind, style = about.get("t", ""), about.get("s", "")
                values.append(self._value(kind, style, _unescaped(text)) if text else "")
            yield from self._row(number, values)

    def _row(self, number: int, values: list[Cell]) -> Iterator[Row]:
        """A row as it is handed over: no farther out than a table goes."""
        self._number = number
        if number > LAST_ROW:
            raise Broken("a row that no sheet has")
        if any(value != "" for value in values[MOST_COLUMNS:]):
            raise Broken("a table of absurd width")
        if values:
            yield number, values[:MOST_COLUMNS] if len(values) > MOST_COLUMNS else values

    def _place(self, letters: bytes) -> int:
        if letters not in self._columns:
            self._columns[letters] = _column(letters.decode())
        return self._columns[letters]

    def _value(self, kind: str, style: str | bytes, text: str) -> Cell:
        match kind:
            case "" | "n":
                number = float(text)
                return self._moment(number) if style in self._dated else number
            case "s":
                return self._shared(int(text))
            case "b":
                return text.strip() == "1"
            case "d":
                return datetime.fromisoformat(text)
        return "" if kind == "e" else text

    def _moment(self, days: float) -> Cell:
        if not 0 <= days < LAST_DAY:
            return days
        moment = self._day_zero + timedelta(days=days)
        return moment.date() if days.is_integer() else moment


def _column(letters: str) -> int:
    place = 0
    for letter in letters[:4]:
        place = 26 * place + ord(letter) - 64
    if not (letters.isascii() and letters.isupper() and place <= WIDEST):
        raise Broken("a column beyond the widest sheet")
    return place - 1


def _gathering(
    rows: list[Gathered],
) -> tuple[Callable[[str, Attributes], None], Callable[[str], None]]:
    """Handlers that add to the rows; no end of an element needs to be listened to."""
    in_text = is_phonetic = False
    cell: Gathering = [{}, ""]

    def start(name: str, at: Attributes) -> None:
        nonlocal in_text, is_phonetic, cell
        name = local(name)
        if name == "row":
            rows.append((at, []))
        elif name == "c" and rows:
            cell = [at, ""]
            rows[-1][1].append(cell)
            is_phonetic = False
        elif name == "rPh":
            is_phonetic = True
        in_text = name == "v" or (name == "t" and not is_phonetic)

    def text(piece: str) -> None:
        if in_text:
            cell[1] = _longer(cell[1], piece)

    return start, text
