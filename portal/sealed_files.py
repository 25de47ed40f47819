"""Files of a draft, before there is a complaint they could belong to.

Each is sealed with a key of its own that lives only in the draft. When the draft is wiped or times
out, nobody can read the file any more; a job removes what is left of it. At submission the file is
opened and handed to `documents`, which keeps it with the complaint.
"""

import os
import secrets
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile

from documents.policy.uploads import check_upload, clean_name

FOLDER = "drafts"
NONCE_BYTES = 12


def seal(upload: UploadedFile, kind: str, *, accepts: tuple[str, ...]) -> dict[str, Any]:
    """Check what the file is, keep it sealed, and return what the draft remembers of it."""
    check_upload(upload.file, name=upload.name or "", size=upload.size or 0, kinds=accepts)  # type: ignore[arg-type]
    upload.seek(0)
    key, nonce = AESGCM.generate_key(bit_length=256), os.urandom(NONCE_BYTES)
    sealed = nonce + AESGCM(key).encrypt(nonce, upload.read(), None)
    place = default_storage.save(f"{FOLDER}/{secrets.token_hex(16)}", ContentFile(sealed))
    return {"kind": kind, "name": clean_name(upload.name or ""), "place": place, "key": key.hex()}


def open_sealed(kept: dict[str, Any]) -> SimpleUploadedFile:
    """The file as it was handed in."""
    with default_storage.open(kept["place"]) as file:
        sealed = file.read()
    plain = AESGCM(bytes.fromhex(kept["key"])).decrypt(
        sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None
    )
    return SimpleUploadedFile(kept["name"], plain)


def discard(files: list[dict[str, Any]]) -> None:
    for kept in files:
        default_storage.delete(kept["place"])


def remove_older_than(moment: datetime) -> int:
    """Remove what drafts left behind; without its key in a session it is noise already."""
    if not default_storage.exists(FOLDER):
        return 0
    names = [f"{FOLDER}/{name}" for name in default_storage.listdir(FOLDER)[1]]
    stale = [name for name in names if default_storage.get_modified_time(name) < moment]
    for name in stale:
        default_storage.delete(name)
    return len(stale)
