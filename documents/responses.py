"""How the bytes of a paper or a file leave the house; the surfaces use these after their checks."""

import logging
from typing import TypeVar
from urllib.parse import quote

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from documents import services
from documents.models import Paper, StoredFile
from documents.printing import Tampered

log = logging.getLogger(__name__)
Response = TypeVar("Response", bound=HttpResponseBase)


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
        log.error("paper %s differs from its hash and is not shown", paper.pk)
        return render(request, "documents/tampered.html", {"paper": paper}, status=500)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(f'{paper}.pdf')}"
    return _private(response)


def file_response(stored: StoredFile) -> FileResponse:
    """The original upload, always as an attachment of the type its bytes were found to have."""
    response = FileResponse(
        stored.file.open("rb"),
        as_attachment=True,
        filename=stored.name,
        content_type=stored.content_type,
    )
    return _private(response)


def _private(response: Response) -> Response:
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
