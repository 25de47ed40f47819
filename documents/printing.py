"""Printing one paper from its frozen row, once; a second call finds the work done."""

from collections.abc import Iterator

from documents import content_store, freezing, joining, rendering
from documents.models import Paper
from documents.press import press


class Tampered(Exception):
    """A frozen row or stored bytes differ from the hash written down; reported, never shown."""


def content_hash_of(paper: Paper) -> str:
    return freezing.content_hash(
        kind=paper.kind,
        number=paper.number,
        template=paper.template,
        version=paper.template_version,
        context=paper.context,
    )


def require_untouched(paper: Paper) -> None:
    if content_hash_of(paper) != paper.content_sha256:
        raise Tampered(f"the frozen content of paper {paper.pk} is not what was issued")


def pdf_of(paper: Paper) -> bytes:
    """Print from the frozen row alone; no other table is read."""
    require_untouched(paper)
    title = f"{paper.title} {paper.number}".strip()
    parts = rendering.sheets(paper.template_name, paper.context)
    return joining.join(printed(parts, title))


def printed(sheets: Iterator[str], title: str) -> Iterator[bytes]:
    """Print part by part; each begins with the page after the last one's."""
    page = 1
    for sheet in sheets:
        part = press().print(sheet, title=title, first_page=page)
        yield part
        page += joining.pages_of(part)


def print_paper(pk: int) -> None:
    """Print an issued paper and store its bytes; the row takes them once."""
    paper = Paper.objects.issued().get(pk=pk)
    if paper.file:
        return
    content = pdf_of(paper)
    sha256 = content_store.digest([content])
    name = content_store.put("papers", content, sha256=sha256, suffix=".pdf")
    # Two workers may print the same paper: equal bytes, and only the first writes the row.
    Paper.objects.unrendered().filter(pk=pk).update(file=name, file_sha256=sha256)
