"""Binding a case file (案卷): printed papers as they are, pages numbered, as one PDF.

A manifest names volumes; a volume has a cover, an index, its entries and a note at the end; an
entry is made of papers, files and sheets. Papers and files enter as the bytes that were issued or
uploaded, never printed anew. Every leaf lies in a file of its own and the files are joined from
disk to disk, so memory does not grow with the thickness of the file.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO

import pikepdf

from documents import content_store, leaves, rendering
from documents.kinds import template_name
from documents.models import Paper, StoredFile
from documents.press import press
from documents.printing import Tampered
from documents.procedure import FileStatus
from statutes.wording import term

APART = term("原件另附")
Tell = Callable[[int], None]


@dataclass(slots=True)
class Entry:
    """One line of the index with the leaves it stands for; `first` is its page number."""

    facts: Mapping[str, Any]
    paths: list[Path] = field(default_factory=list)
    pages: int = 0
    first: int = 0
    is_apart: bool = False  # something of it could not be bound in

    @property
    def row(self) -> dict[str, Any]:
        """The line as the index prints it."""
        last = self.first + self.pages - 1
        span = str(self.first) if self.pages == 1 else f"{self.first}—{last}"
        remarks = [self.facts["note"], APART if self.is_apart else ""]
        return {
            **{key: self.facts[key] for key in ("number", "author", "title", "on")},
            "pages": span if self.pages else "",
            "note": "；".join(remark for remark in remarks if remark),
        }


@dataclass(frozen=True, slots=True)
class Section:
    """Consecutive leaves of the finished file; those of a volume's entries carry page numbers."""

    title: str
    path: Path
    pages: int
    is_numbered: bool = False
    is_volume: bool = False


def steps_of(manifest: Mapping[str, Any]) -> int:
    """How many steps the binder will tell of."""
    sources = (len(e["sources"]) for volume in manifest["volumes"] for e in volume["entries"])
    return sum(sources) + len(manifest["volumes"]) + 1


class Binder:
    """Binds one manifest in one folder; `tell` is called with the number of steps done."""

    def __init__(self, folder: Path, tell: Tell) -> None:
        self.folder = folder
        self.tell = tell
        self.steps = count(1)
        self.names = count(1)

    def bind(self, manifest: Mapping[str, Any]) -> tuple[Path, int]:
        """Return the finished file and its number of pages."""
        sections: list[Section] = []
        for volume in manifest["volumes"]:
            sections += self._volume(volume)
            self._step()
        path = self._finish(manifest["title"], sections)
        self._step()
        return path, sum(section.pages for section in sections)

    def _step(self) -> None:
        self.tell(next(self.steps))

    def _new(self) -> Path:
        return self.folder / f"{next(self.names)}.pdf"

    def _volume(self, volume: Mapping[str, Any]) -> list[Section]:
        """The volume's leaves in their order; its index is printed when the pages are counted."""
        entries = [self._entry(facts) for facts in volume["entries"]]
        first = 1
        for entry in entries:
            entry.first = first
            first += entry.pages
        counted = {
            "entries": [entry.row for entry in entries],
            "pieces": len(entries),
            "pages": first - 1,
        }
        front = [self._sheet({**volume[part], "extra": counted}) for part in ("cover", "index")]
        back = self._sheet({**volume["notes"], "extra": counted})
        bound = [
            Section(e.facts["title"], self._joined(e.paths), e.pages, is_numbered=True)
            for e in entries
            if e.paths
        ]
        return [
            Section(volume["title"], front[0], leaves.pages_of(front[0]), is_volume=True),
            Section(volume["index"]["title"], front[1], leaves.pages_of(front[1])),
            *bound,
            Section(volume["notes"]["title"], back, leaves.pages_of(back)),
        ]

    # -- leaves --

    def _entry(self, facts: Mapping[str, Any]) -> Entry:
        entry = Entry(facts)
        for source in facts["sources"]:
            try:
                path = self._leaf(source)
                pages = leaves.pages_of(path)
            except leaves.Unbindable:
                entry.is_apart = True
            else:
                entry.paths.append(path)
                entry.pages += pages
            self._step()
        return entry

    def _leaf(self, source: Mapping[str, Any]) -> Path:
        if "paper" in source:
            paper = Paper.objects.issued().get(pk=source["paper"])
            return self._copy(paper.file, paper.file_sha256)
        if "file" in source:
            stored = StoredFile.objects.get(pk=source["file"])
            if stored.status == FileStatus.REJECTED.value:
                raise leaves.Unbindable(stored.name)
            copy = self._copy(stored.file, stored.sha256)
            return leaves.as_pdf(copy, stored.content_type, self._new())
        return self._sheet(source["sheet"])

    def _copy(self, stored: Any, sha256: str) -> Path:
        """Copy stored bytes to the folder; refuse those that are not what was written down."""
        path = self._new()
        with stored.open("rb") as source, path.open("wb") as target:
            if _copied(source, target) != sha256:
                raise Tampered(f"the stored bytes of {stored.name} are not what was kept")
        return path

    def _sheet(self, sheet: Mapping[str, Any]) -> Path:
        context = {**sheet["context"], **sheet.get("extra", {})}
        html = rendering.sheet(template_name(sheet["template"], sheet["version"]), context)
        path = self._new()
        path.write_bytes(press().print(html, title=sheet["title"]))
        return path

    # -- the finished file --

    def _joined(self, paths: Sequence[Path]) -> Path:
        """The leaves of one entry as one file."""
        return paths[0] if len(paths) == 1 else self._merge(paths)

    def _merge(self, paths: Sequence[Path]) -> Path:
        return leaves.joined(paths, self._new())

    def _finish(self, title: str, sections: Sequence[Section]) -> Path:
        """Join everything, stamp the running numbers, and set the bookmarks."""
        joined, target = self._merge([section.path for section in sections]), self._new()
        with leaves.opened(joined) as book:
            stamp = leaves.Stamp(book)
            for page, number in zip(book.pages, _numbers(sections), strict=True):
                if number:
                    stamp.put(page, number)
            _bookmark(book, sections)
            with book.open_metadata() as metadata:
                metadata["dc:title"] = title
            book.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return target


def _numbers(sections: Iterable[Section]) -> list[int | None]:
    """The number of each page; it begins anew with every volume, and covers carry none."""
    numbers: list[int | None] = []
    following = count(1)
    for section in sections:
        if section.is_volume:
            following = count(1)
        numbers += [next(following) if section.is_numbered else None for _ in range(section.pages)]
    return numbers


def _bookmark(book: pikepdf.Pdf, sections: Iterable[Section]) -> None:
    with book.open_outline() as outline:
        page, volume = 0, outline.root
        for section in sections:
            item = pikepdf.OutlineItem(section.title, page)
            if section.is_volume:
                outline.root.append(item)
                volume = item.children
            else:
                volume.append(item)
            page += section.pages


def _copied(source: BinaryIO, target: BinaryIO) -> str:
    """Copy piece by piece and return the hash of what went by."""

    def written() -> Iterable[bytes]:
        for chunk in content_store.chunks_of(source):
            target.write(chunk)
            yield chunk

    return content_store.digest(written())
