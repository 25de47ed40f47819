"""Uploaded files: checked by content, stored under their hash, released when found clean."""

import warnings
from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from PIL import Image, UnidentifiedImageError

from accounts.models import User
from accounts.subjects import Subject
from documents import content_store, tasks
from documents.models import StoredFile
from documents.policy.uploads import (
    MEDIA_KINDS,
    MEGABYTE,
    SUFFIX_OF,
    check_upload,
    clean_name,
    require_modest_picture,
)
from documents.printing import Tampered
from documents.procedure import FileStatus
from statutes.refusal import Refused
from statutes.wording import say

DEFAULT_KINDS = ("pdf", "image", "xlsx")


def store_upload(
    upload: UploadedFile,
    *,
    actor: User | None,
    at: datetime,
    kinds: Sequence[str] = DEFAULT_KINDS,
    subject: Subject | None = None,
) -> StoredFile:
    """Take in a file as it came; raises Refused with a sentence that says what to do."""
    file = cast("BinaryIO", upload.file)
    size = upload.size or 0
    limits = dict.fromkeys(MEDIA_KINDS, settings.RECORDING_MAX_MEGABYTES * MEGABYTE)
    sniffed = check_upload(file, name=upload.name or "", size=size, kinds=kinds, limits=limits)
    if sniffed.kind == "image":
        _require_whole_picture(file)
    file.seek(0)
    sha256 = content_store.digest(content_store.chunks_of(file))
    file.seek(0)
    name = content_store.put("uploads", file, sha256=sha256, suffix=SUFFIX_OF[sniffed.content_type])
    stored = StoredFile.objects.create(
        sha256=sha256,
        size=size,
        content_type=sniffed.content_type,
        name=clean_name(upload.name or ""),
        file=name,
        # Without a virus scanner the checks above are all there is, and they have passed.
        status=(FileStatus.QUARANTINED if settings.UPLOAD_SCANNER else FileStatus.CLEAN).value,
        uploaded_by=actor,
        uploaded_at=at,
        **_columns(subject),
    )
    if settings.UPLOAD_SCANNER:
        tasks.scan_on_commit(stored.pk)
    return stored


def attach(stored: StoredFile, subject: Subject) -> StoredFile:
    """Say once which record the file belongs to; its readers follow from that."""
    for column, value in _columns(subject).items():
        setattr(stored, column, value)
    stored.save(update_fields=["subject_type", "subject_id", "subject_label", "division"])
    return stored


def read(stored: StoredFile) -> bytes:
    """Return the original bytes; raises Tampered when they are not those that were uploaded."""
    with stored.file.open("rb") as file:
        content: bytes = file.read()
    if content_store.digest([content]) != stored.sha256:
        raise Tampered(f"stored file {stored.pk} is not what was uploaded")
    return content


def require_untouched(stored: StoredFile) -> None:
    """Hash the stored bytes piece by piece; raises Tampered, or OSError where they are gone."""
    with stored.file.open("rb") as file:
        found = content_store.digest(content_store.chunks_of(cast("BinaryIO", file)))
    if found != stored.sha256:
        raise Tampered(f"stored file {stored.pk} is not what was uploaded")


def _columns(subject: Subject | None) -> dict[str, object]:
    if subject is None:
        return {}
    return {
        "subject_type": subject.type,
        "subject_id": subject.id,
        "subject_label": subject.label,
        "division_id": subject.division_id,
    }


def _require_whole_picture(file: BinaryIO) -> None:
    """Open the picture's header, never its pixels; the original is kept untouched."""
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(file) as picture:
                width, height = picture.size
                require_modest_picture(width, height)
                picture.verify()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError):
        raise Refused(say("照片已损坏，打不开，请重新拍摄或导出后再传")) from None
