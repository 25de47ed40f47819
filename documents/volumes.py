"""The first volume of a bound case file by itself (正卷): what the party and a court may see.

Only what the pages of that volume refer to is copied; nothing of the second stays in the file.
"""

from pathlib import Path

import pikepdf
from pikepdf import OutlineItem, Pdf

from documents import leaves

Bookmarks = list[tuple[str, int]]


def first_volume(whole: Path, target: Path, *, title: str) -> Path:
    """Write the leaves from the first cover to the notes that end its volume, with bookmarks."""
    with leaves.opened(whole) as book:
        count, bookmarks = _extent(book)
        with pikepdf.new() as volume:
            volume.pages.extend(book.pages[:count])
            with volume.open_outline() as outline:
                outline.root.extend(OutlineItem(name, page) for name, page in bookmarks)
            with volume.open_metadata() as metadata:
                metadata["dc:title"] = title
            volume.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target


def _extent(book: Pdf) -> tuple[int, Bookmarks]:
    """How many pages the first volume has, and what begins where; both stand in the bookmarks."""
    numbers = {page.obj.objgen: number for number, page in enumerate(book.pages)}
    with book.open_outline() as outline:
        covers = [_page(item, numbers) for item in outline.root]
        parts = [part for item in outline.root[:1] for part in (item, *item.children)]
    count = covers[1] if len(covers) > 1 else len(book.pages)
    return count, [(part.title, _page(part, numbers)) for part in parts]


def _page(item: OutlineItem, numbers: dict[tuple[int, int], int]) -> int:
    assert isinstance(item.destination, pikepdf.Array)
    return numbers[item.destination[0].objgen]
