"""Bytes under their own SHA-256, in whatever storage the installation has (Django STORAGES)."""

import hashlib
from collections.abc import Iterable
from typing import BinaryIO

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

CHUNK = 1024 * 1024


def name_of(folder: str, sha256: str, suffix: str) -> str:
    return f"{folder}/{sha256[:2]}/{sha256}{suffix}"


def put(folder: str, content: bytes | BinaryIO, *, sha256: str, suffix: str) -> str:
    """Store the bytes once and return their name; a second copy of the same bytes is the first."""
    name = name_of(folder, sha256, suffix)
    if default_storage.exists(name):
        return name
    file = ContentFile(content) if isinstance(content, bytes) else File(content)
    return default_storage.save(name, file)


def digest(chunks: Iterable[bytes]) -> str:
    sha = hashlib.sha256()
    for chunk in chunks:
        sha.update(chunk)
    return sha.hexdigest()


def chunks_of(file: BinaryIO) -> Iterable[bytes]:
    return iter(lambda: file.read(CHUNK), b"")
