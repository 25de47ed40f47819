"""Personal data at rest: encrypted with named keys, searched only by keyed hash.

A stored value reads `algorithm:key id:base64(nonce + ciphertext + tag)`, so a key or an algorithm
can be changed while old values stay readable; `manage.py rotate_personal_data_keys` rewrites them.
The header is authenticated too: a value cannot be passed off as another key's.
"""

import base64
import binascii
import os
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import models

NONCE_BYTES = 12
TAG_BYTES = 16
KEY_BYTES = 32

# Name → (cipher, key length). SM4 where national algorithms are required.
CIPHERS: dict[str, tuple[Callable[[bytes], Any], int]] = {
    "aes-256-gcm": (algorithms.AES256, 32),
    "sm4-gcm": (algorithms.SM4, 16),
}
HASHES: dict[str, Callable[[], hashes.HashAlgorithm]] = {
    "hmac-sha256": hashes.SHA256,
    "hmac-sm3": hashes.SM3,
}


class UnreadableValue(Exception):
    """The value was altered, or its key is not among PERSONAL_DATA_KEYS."""


@lru_cache(maxsize=8)
def parse_keys(configured: str) -> dict[str, bytes]:
    """Read `id:base64[,id:base64]`, newest first; the first key encrypts, the others only read."""
    keys: dict[str, bytes] = {}
    for part in filter(None, (item.strip() for item in configured.split(","))):
        key_id, _, encoded = part.partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except binascii.Error as error:
            raise ImproperlyConfigured(f"PERSONAL_DATA_KEYS: key {key_id} is not base64") from error
        if not key_id or len(key) != KEY_BYTES or key_id in keys:
            raise ImproperlyConfigured(
                f"PERSONAL_DATA_KEYS: key {key_id!r} needs a unique id and {KEY_BYTES} bytes"
            )
        keys[key_id] = key
    if not keys:
        raise ImproperlyConfigured("PERSONAL_DATA_KEYS holds no key")
    return keys


@lru_cache(maxsize=32)
def _working_key(key: bytes, algorithm: str) -> bytes:
    """Derive one key per algorithm, so that no key ever serves two ciphers."""
    length = CIPHERS[algorithm][1]
    info = f"labor-inspection personal data {algorithm}".encode()
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=None, info=info).derive(key)


def current_header() -> str:
    """Return the `algorithm:key id:` that values written now begin with."""
    algorithm = settings.PERSONAL_DATA_ALGORITHM
    if algorithm not in CIPHERS:
        raise ImproperlyConfigured(f"PERSONAL_DATA_ALGORITHM: unknown algorithm {algorithm!r}")
    return f"{algorithm}:{next(iter(parse_keys(settings.PERSONAL_DATA_KEYS)))}:"


def encrypt(plain: str) -> str:
    header = current_header()
    algorithm, key_id, _ = header.split(":")
    key = _working_key(parse_keys(settings.PERSONAL_DATA_KEYS)[key_id], algorithm)
    nonce = os.urandom(NONCE_BYTES)
    encryptor = Cipher(CIPHERS[algorithm][0](key), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(header.encode())
    sealed = encryptor.update(plain.encode()) + encryptor.finalize()
    return header + base64.b64encode(nonce + sealed + encryptor.tag).decode()


def decrypt(stored: str) -> str:
    try:
        algorithm, key_id, body = stored.split(":")
        key = _working_key(parse_keys(settings.PERSONAL_DATA_KEYS)[key_id], algorithm)
        raw = base64.b64decode(body, validate=True)
        nonce, sealed, tag = raw[:NONCE_BYTES], raw[NONCE_BYTES:-TAG_BYTES], raw[-TAG_BYTES:]
        decryptor = Cipher(CIPHERS[algorithm][0](key), modes.GCM(nonce, tag)).decryptor()
        decryptor.authenticate_additional_data(f"{algorithm}:{key_id}:".encode())
        return (decryptor.update(sealed) + decryptor.finalize()).decode()
    except (ValueError, KeyError, InvalidTag) as error:
        # The message names neither the value nor the plain text.
        raise UnreadableValue("personal data cannot be read with the configured keys") from error


def normalised(value: str) -> str:
    """Write a number in one way: full-width digits, spaces, hyphens and a small x are the same."""
    folded = unicodedata.normalize("NFKC", value).upper()
    return "".join(c for c in folded if not c.isspace() and c != "-")


def keyed_hash(value: str) -> str:
    """Return the search key of a personal value; equal numbers written differently agree."""
    algorithm = settings.PERSONAL_DATA_HASH
    if algorithm not in HASHES:
        raise ImproperlyConfigured(f"PERSONAL_DATA_HASH: unknown algorithm {algorithm!r}")
    mac = hmac.HMAC(settings.PERSONAL_DATA_INDEX_KEY.encode(), HASHES[algorithm]())
    mac.update(normalised(value).encode())
    return f"{algorithm}:{mac.finalize().hex()}"


if TYPE_CHECKING:
    TextField = models.TextField[str, str]
else:
    TextField = models.TextField


class EncryptedTextField(TextField):
    """A text that is plain in Python and sealed in the database; it cannot be searched."""

    description = "Encrypted text"

    def get_prep_value(self, value: Any) -> Any:
        plain = super().get_prep_value(value)
        return encrypt(plain) if plain else plain

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return decrypt(value) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError(
            f"{self.name} is encrypted and cannot be searched by {lookup_name!r};"
            " filter by its keyed hash"
        )

    def get_transform(self, lookup_name: str) -> Any:
        raise FieldError(f"{self.name} is encrypted and has no transform {lookup_name!r}")
