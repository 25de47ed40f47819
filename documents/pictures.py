"""A copy of a picture to look at: upright, no larger than a screen needs, without EXIF or GPS.

The original stays as it was handed in; where and with which telephone it was taken is for those
who open the original itself.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import PurePath
from typing import BinaryIO, cast

from PIL import Image, ImageFile, ImageOps

from accounts.models import User
from accounts.subjects import Subject
from documents import content_store
from documents.models import StoredFile
from documents.policy.uploads import IMAGE_TYPES
from documents.procedure import FileStatus
from statutes.refusal import Refused
from statutes.wording import say

LONGEST_SIDE = 1600
QUALITY = 85


def is_picture(stored: StoredFile) -> bool:
    return stored.content_type in IMAGE_TYPES


def viewing_copy(
    original: StoredFile, *, actor: User | None, at: datetime, subject: Subject
) -> StoredFile:
    """Store the copy of a picture that screens show; raises Refused for a picture cut short."""
    with original.file.open("rb") as file:
        content = redrawn(cast("BinaryIO", file))
    sha256 = content_store.digest([content])
    return StoredFile.objects.create(
        sha256=sha256,
        size=len(content),
        content_type="image/jpeg",
        name=f"{PurePath(original.name).stem[:100]}（查看件）.jpg",
        file=content_store.put("viewing", content, sha256=sha256, suffix=".jpg"),
        # Drawn anew from the pixels: nothing of the uploaded bytes is left in it.
        status=FileStatus.CLEAN.value,
        uploaded_by=actor,
        uploaded_at=at,
        subject_type=subject.type,
        subject_id=subject.id,
        subject_label=subject.label,
        division_id=subject.division_id,
    )


def redrawn(file: BinaryIO) -> bytes:
    """The pixels on a fresh white sheet: what the camera wrote beside them stays behind."""
    try:
        with _whole_files_only(), Image.open(file) as picture:
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is read small at once
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            pixels = upright.convert("RGBA")
    except (Image.DecompressionBombError, OSError, SyntaxError, ValueError):
        raise Refused(say("照片已损坏，打不开，请重新拍摄或导出后再传")) from None
    sheet = Image.new("RGB", pixels.size, "white")
    sheet.paste(pixels, mask=pixels.getchannel("A"))
    drawn = io.BytesIO()
    sheet.save(drawn, "JPEG", quality=QUALITY)
    return drawn.getvalue()


@contextmanager
def _whole_files_only() -> Iterator[None]:
    """WeasyPrint tells Pillow, for the whole process, to put up with a picture cut short."""
    lenient = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient
