"""Marks on a sheet: a passage as it reads, and what the reader says about it.

A passage is found by its text alone, without regard to blanks and to the tags that it crosses, so
that it may be picked with the mouse, copied or typed; it is shown in place, numbered.
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

from statutes.refusal import Refused
from statutes.wording import say

# Text is what stands between tags; what a reader does not see is passed over whole.
PIECES = re.compile(r"(<!--.*?-->|<(?:style|svg|script)\b.*?</(?:style|svg|script)>|<[^>]*>)", re.S)
LONGEST_QUOTE, LONGEST_NOTE, MOST = 300, 500, 20


@dataclass(frozen=True, slots=True)
class Mark:
    """What is said (`note`) about a passage; of equal passages it is the `nth`, from 0."""

    quote: str
    note: str
    nth: int = 0

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        return cls(quote=kept["quote"], note=kept["note"], nth=kept["nth"])

    def kept(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Sign:
    """One sign of the text that is not blank: in which piece, and where in it."""

    sign: str
    piece: int
    offset: int


@dataclass(frozen=True, slots=True)
class _Span:
    """A stretch of one piece that belongs to a mark; the last of a mark carries its number."""

    start: int
    end: int
    number: int
    is_last: bool


def stands(sheet: str, mark: Mark) -> bool:
    """Whether the passage is (still) on the sheet."""
    return bool(_found(list(_signs(_pieces(sheet))), mark))


def require_on(sheet: str, marks: Sequence[Mark]) -> None:
    """Refuse a mark whose passage is not on the sheet, one without words, and too many."""
    if len(marks) > MOST:
        raise Refused(say("一份文书最多批注%(most)s处；其余请写在审批意见中。", most=MOST))
    signs = list(_signs(_pieces(sheet)))
    for mark in marks:
        if not mark.note.strip():
            raise Refused(say("“%(quote)s”处没有写批注内容。", quote=mark.quote))
        if not _found(signs, mark):
            missing = say("文书中没有“%(quote)s”，请照文书原文选取。", quote=mark.quote)
            raise Refused(missing)


def highlight(sheet: str, marks: Sequence[Mark]) -> str:
    """The sheet with each passage that still stands marked in place and numbered from 1.

    Of two marks that overlap the earlier keeps the words they share.
    """
    pieces = _pieces(sheet)
    signs = list(_signs(pieces))
    taken = set[int]()
    spans: dict[int, list[_Span]] = {}
    for number, mark in enumerate(marks, 1):
        free = [at for at in _found(signs, mark) if at not in taken]
        taken |= set(free)
        for piece, span in _spans([signs[at] for at in free], number):
            spans.setdefault(piece, []).append(span)
    for piece, own in spans.items():
        pieces[piece] = _marked(html.unescape(pieces[piece]), sorted(own, key=lambda s: s.start))
    return "".join(pieces)


def _pieces(sheet: str) -> list[str]:
    """Text and tags in turn: every second piece, from the first, is text."""
    return PIECES.split(sheet)


def _signs(pieces: Sequence[str]) -> Iterator[_Sign]:
    for index in range(0, len(pieces), 2):
        for offset, sign in enumerate(html.unescape(pieces[index])):
            if not sign.isspace():
                yield _Sign(sign, index, offset)


def _found(signs: Sequence[_Sign], mark: Mark) -> range:
    """Which signs the mark covers; none where its passage is not there."""
    wanted = "".join(mark.quote.split())
    text = "".join(sign.sign for sign in signs)
    at = -1
    for _ in range(mark.nth + 1):
        at = text.find(wanted, at + 1) if wanted else -1
        if at < 0:
            return range(0)
    return range(at, at + len(wanted))


def _spans(signs: Sequence[_Sign], number: int) -> Iterator[tuple[int, _Span]]:
    """The signs of one mark as one stretch for each piece of text that they touch."""
    by_piece: dict[int, list[int]] = {}
    for sign in signs:
        by_piece.setdefault(sign.piece, []).append(sign.offset)
    for order, (piece, offsets) in enumerate(by_piece.items(), 1):
        yield piece, _Span(offsets[0], offsets[-1] + 1, number, order == len(by_piece))


def _marked(text: str, spans: Sequence[_Span]) -> str:
    out, at = [], 0
    for span in spans:
        out.append(html.escape(text[at : span.start]))
        words = html.escape(text[span.start : span.end])
        out.append(f'<mark class="remark">{words}</mark>')
        if span.is_last:
            out.append(f'<sup class="remark-number">{span.number}</sup>')
        at = span.end
    return "".join((*out, html.escape(text[at:])))
