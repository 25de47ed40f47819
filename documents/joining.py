"""The parts of one long paper become one file; a paper of one part is left as it was printed."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf


def pages_of(part: bytes) -> int:
    with pikepdf.open(BytesIO(part)) as pdf:
        return len(pdf.pages)


def join(parts: Iterator[bytes]) -> bytes:
    """Join what is printed, in a directory and not in memory: only one part is held at a time.

    The first part gives the document its archival profile (PDF/A) and its metadata. The file is
    named by its contents, so that the same parts give the same bytes.
    """
    first, second = next(parts), next(parts, None)
    if second is None:
        return first
    with TemporaryDirectory(prefix="paper-") as place:
        names = [_kept(first, Path(place) / "0.pdf"), _kept(second, Path(place) / "1.pdf")]
        for number, part in enumerate(parts, 2):
            names.append(_kept(part, Path(place) / f"{number}.pdf"))
        target = Path(place) / "whole.pdf"
        options = ["--deterministic-id", "--stream-data=preserve"]
        job = ["pikepdf", *options, names[0], "--pages", ".", *names[1:], "--", str(target)]
        pikepdf.Job(job).run()
        return target.read_bytes()


def _kept(part: bytes, path: Path) -> str:
    path.write_bytes(part)
    return str(path)
