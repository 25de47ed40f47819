"""Two versions of a paper side by side: fact by fact, and long texts word by word.

The sheets are compared as they read: each row of a form is one fact under its own label, each
paragraph of a letter another. The foot with the code, which differs on any two, is left out.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from html.parser import HTMLParser

PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "li"})
ASIDE = "aside"  # the code and its picture differ on any two papers
# Chinese is compared sign by sign, figures and Latin words whole.
WORDS = re.compile(r"[0-9A-Za-z.,\-]+|\s+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a sheet says, and under which label."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that both versions have, or only one of them."""

    text: str
    in_old: bool
    in_new: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that differs; None where a version does not have it at all."""

    label: str
    old: str | None
    new: str | None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The words of both versions in one row, common runs once."""
        return tuple(words(self.old or "", self.new or ""))


@dataclass(slots=True)
class _Cell:
    is_header: bool
    text: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Reads a sheet into facts; a row of several headers names the columns below it."""

    def __init__(self) -> None:
        super().__init__()
        self.facts: list[Fact] = []
        self.columns: list[str] = []
        self.row: list[_Cell] | None = None
        self.paragraph: list[str] | None = None
        self.aside = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        match tag:
            case "aside":
                self.aside += 1
            case "table":
                self.columns = []
            case "tr":
                self.row = []
            case "th" | "td" if self.row is not None:
                self.row.append(_Cell(tag == "th"))
            case _ if tag in PARAGRAPHS and not self.row:
                self.paragraph = []

    def handle_endtag(self, tag: str) -> None:
        match tag:
            case "aside":
                self.aside -= 1
            case "tr":
                self._end_row(self.row or [])
                self.row = None
            case _ if tag in PARAGRAPHS:
                self._end_paragraph()

    def handle_data(self, data: str) -> None:
        if self.aside:
            return
        if self.row:
            self.row[-1].text.append(data)
        elif self.paragraph is not None:
            self.paragraph.append(data)

    def _end_paragraph(self) -> None:
        if self.paragraph is not None:
            self._say("", _tidy(self.paragraph))
        self.paragraph = None

    def _end_row(self, cells: Sequence[_Cell]) -> None:
        texts = [_tidy(cell.text) for cell in cells]
        if cells and all(cell.is_header for cell in cells):
            self.columns = texts
            return
        label = ""
        for index, (cell, text) in enumerate(zip(cells, texts, strict=True)):
            if cell.is_header:
                label = text
            elif label:
                self._say(label, text)
            else:
                self._say(self._column(index, texts), text)

    def _column(self, index: int, row: Sequence[str]) -> str:
        """A cell of a list is named by its column and by what opens its line."""
        name = self.columns[index] if index < len(self.columns) else ""
        return f"{name}（{row[0]}）" if name and index else name

    def _say(self, label: str, text: str) -> None:
        if text:
            self.facts.append(Fact(label, text))


def _tidy(parts: Iterable[str]) -> str:
    return " ".join("".join(parts).split())


def facts_of(sheet_html: str) -> list[Fact]:
    """Everything that the sheet says, in its order."""
    reader = _Reader()
    reader.feed(sheet_html)
    return reader.facts


def compare(old: Sequence[Fact], new: Sequence[Fact]) -> list[Change]:
    """What differs, in the order of the sheet."""
    changes: list[Change] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            changes += _paired(old[a:b], new[c:d])
    return changes


def _paired(old: Sequence[Fact], new: Sequence[Fact]) -> Iterator[Change]:
    """Facts under one label are two versions of one fact, in their order."""
    rest = list(new)
    for was in old:
        match = next((fact for fact in rest if fact.label == was.label), None)
        if match is None:
            yield Change(was.label, was.text, None)
            continue
        rest.remove(match)
        if match.text != was.text:
            yield Change(was.label, was.text, match.text)
    yield from (Change(fact.label, None, fact.text) for fact in rest)


def words(old: str, new: str) -> Iterator[Piece]:
    """The two texts as one, each run with the version it belongs to; what went before what came."""
    before, after = WORDS.findall(old), WORDS.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield Piece("".join(before[a:b]), in_old=True, in_new=True)
            continue
        if a < b:
            yield Piece("".join(before[a:b]), in_old=True, in_new=False)
        if c < d:
            yield Piece("".join(after[c:d]), in_old=False, in_new=True)
