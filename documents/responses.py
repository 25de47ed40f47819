"""How the bytes of a paper or a file leave the house; the surfaces use these after their checks."""

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar
from urllib.parse import quote

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from documents import files, services
from documents.leaves import Unbindable
from documents.models import Paper, StoredFile
from documents.policy.ranges import NotSatisfiable, wanted
from documents.policy.uploads import AUDIO_TYPES, IMAGE_TYPES, VIDEO_TYPES
from documents.printing import Tampered
from documents.procedure import FileStatus
from documents.volumes import first_volume

log = logging.getLogger(__name__)
CHUNK = 256 * 1024
# What a browser shows by itself; everything else is handed over as a file.
PLAYED = AUDIO_TYPES | VIDEO_TYPES
SHOWN = IMAGE_TYPES | PLAYED | {"application/pdf"}
# 409: come back when it has been checked; 410: a file that was rejected is never shown.
REASONS = {
    "lost": 500,
    "damaged": 500,
    FileStatus.QUARANTINED.value: 409,
    FileStatus.REJECTED.value: 410,
}
Response = TypeVar("Response", bound=HttpResponseBase)


def tampered_response(request: HttpRequest, paper: Paper) -> HttpResponse:
    """A paper that is not what was issued is reported and never shown."""
    log.error("paper %s differs from its hash and is not shown", paper.pk)
    return render(request, "documents/tampered.html", {"paper": paper}, status=500)


def paper_response(request: HttpRequest, paper: Paper) -> HttpResponse:
    """The PDF as printed; while it is being printed, a page that comes back by itself."""
    if not paper.file:
        waiting = render(request, "documents/printing.html", {"paper": paper}, status=202)
        waiting["Refresh"] = "2"
        waiting["Cache-Control"] = "no-store"
        return waiting
    try:
        content = services.read_file(paper)
    except Tampered:
        return tampered_response(request, paper)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(f'{paper}.pdf')}"
    return _private(response)


def file_response(request: HttpRequest, stored: StoredFile) -> HttpResponseBase:
    """The original upload, always as an attachment of the type its bytes were found to have."""
    return _whole(request, stored, as_attachment=True)


def main_volume_response(request: HttpRequest, stored: StoredFile) -> HttpResponseBase:
    """The 正卷 of a bound case file, cut out of the bytes that were kept."""
    title = f"{Path(stored.name).stem}（正卷）"
    try:
        files.require_untouched(stored)
        with TemporaryDirectory(prefix="main-volume-") as folder:
            whole, main = Path(folder, "whole.pdf"), Path(folder, "main.pdf")
            with stored.file.open("rb") as source, whole.open("wb") as copy:
                shutil.copyfileobj(source, copy, CHUNK)
            content = first_volume(whole, main, title=title).open("rb")
    except (OSError, Tampered, Unbindable):
        return _unreadable(request, stored, "damaged")
    return _private(FileResponse(content, as_attachment=True, filename=f"{title}.pdf"))


def sealed_response(request: HttpRequest, stored: StoredFile) -> HttpResponseBase:
    """The original upload, once its bytes have been compared with the hash of the day it came."""
    if stored.status != FileStatus.CLEAN.value:
        return _unreadable(request, stored, stored.status)
    try:
        files.require_untouched(stored)
    except (OSError, Tampered):
        return _unreadable(request, stored, "damaged")
    return _whole(request, stored, as_attachment=True)


def viewing_response(request: HttpRequest, stored: StoredFile) -> HttpResponseBase:
    """The file on the screen; sound and film in the pieces that the player asks for."""
    if stored.status != FileStatus.CLEAN.value:
        return _unreadable(request, stored, stored.status)
    if stored.content_type in PLAYED:
        return _played(request, stored)
    return _whole(request, stored, as_attachment=stored.content_type not in SHOWN)


def _whole(request: HttpRequest, stored: StoredFile, *, as_attachment: bool) -> HttpResponseBase:
    try:
        content = stored.file.open("rb")
    except OSError:
        return _unreadable(request, stored, "lost")
    response = FileResponse(
        content,
        as_attachment=as_attachment,
        filename=stored.name,
        content_type=stored.content_type,
    )
    return _private(response)


def _played(request: HttpRequest, stored: StoredFile) -> HttpResponseBase:
    try:
        part = wanted(request.headers.get("Range", ""), stored.size)
    except NotSatisfiable:
        unmet = HttpResponse(status=416, headers={"Content-Range": f"bytes */{stored.size}"})
        return _private(unmet)
    if part:
        return _part(request, stored, *part)
    response = _whole(request, stored, as_attachment=False)
    response["Accept-Ranges"] = "bytes"
    return response


def _part(request: HttpRequest, stored: StoredFile, first: int, last: int) -> HttpResponseBase:
    try:
        pieces = _pieces(stored, first, last - first + 1)
        opening = next(pieces)
    except (OSError, StopIteration):
        return _unreadable(request, stored, "lost")
    response = StreamingHttpResponse(
        _from(opening, pieces), status=206, content_type=stored.content_type
    )
    response["Content-Range"] = f"bytes {first}-{last}/{stored.size}"
    response["Content-Length"] = str(last - first + 1)
    return _private(response)


def _pieces(stored: StoredFile, first: int, length: int) -> Iterator[bytes]:
    with stored.file.open("rb") as file:
        file.seek(first)
        while length > 0 and (piece := file.read(min(CHUNK, length))):
            length -= len(piece)
            yield piece


def _from(opening: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield opening
    yield from rest


def _unreadable(request: HttpRequest, stored: StoredFile, reason: str) -> HttpResponse:
    """A page that says why the bytes are not shown, and what is to be done."""
    if reason in {"lost", "damaged"}:
        log.error("stored file %s is %s", stored.pk, reason)
    page = {"file": stored, "reason": reason}
    return render(request, "documents/unreadable.html", page, status=REASONS[reason])


def _private(response: Response) -> Response:
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
