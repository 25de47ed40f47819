"""The hash chain of a subject's legal record, as a pure function of what is recorded.

Changing one recorded character breaks every later hash of that chain, and every daily root
after it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

GENESIS = ""


def canonical(value: Mapping[str, object]) -> bytes:
    """The one byte form that is hashed: sorted keys, no spaces, UTF-8, UTC microseconds."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain
    ).encode()


def link(previous: str, content: Mapping[str, object]) -> str:
    """SHA-256 over the previous link and this content, as lower-case hex."""
    return hashlib.sha256(previous.encode() + b"\n" + canonical(content)).hexdigest()


def root(previous: str, heads: Iterable[tuple[str, int, str]]) -> str:
    """The day's root over (subject type, subject id, head hash), in that order."""
    digest = hashlib.sha256(previous.encode() + b"\n")
    for subject_type, subject_id, head in sorted(heads):
        digest.update(f"{subject_type}:{subject_id}:{head}\n".encode())
    return digest.hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return str(value)
