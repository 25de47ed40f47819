"""Tying uploaded files to the complaint that they belong to."""

from collections.abc import Sequence

from complaints.models import Attachment, Complaint
from documents import files as documents
from documents.models import StoredFile


def add(complaint: Complaint, files: Sequence[tuple[str, int]]) -> None:
    """Attach stored files by (kind, id); each belongs to one complaint from then on."""
    if not files:
        return
    stored = StoredFile.objects.in_bulk([pk for _, pk in files])
    Attachment.objects.bulk_create(
        Attachment(complaint=complaint, kind=kind, file=stored[pk]) for kind, pk in files
    )
    for file in stored.values():
        documents.attach(file, complaint.subject)
