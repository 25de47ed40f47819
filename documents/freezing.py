"""Freezing a paper: plain JSON, one canonical text of it, and its hash."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

# No 0/O, 1/I/L: a code is read out over the telephone. 12 of 31 signs are 59 bits.
CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 12


def plain(value: Any) -> Any:
    """Turn a context into plain JSON values; anything unexpected is a mistake in papers.py."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    raise TypeError(f"a paper's context holds plain values only, not {type(value).__name__}")


def canonical(value: Any) -> bytes:
    """The one spelling of a JSON value: sorted keys, no spaces, UTF-8."""
    text = json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode()


def content_hash(
    *, kind: str, number: str, template: str, version: int, context: Mapping[str, Any]
) -> str:
    content = {
        "kind": kind,
        "number": number,
        "template": template,
        "version": version,
        "context": context,
    }
    return hashlib.sha256(canonical(content)).hexdigest()


def new_code() -> str:
    return "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH))


def tidy_code(text: str) -> str:
    """What a person typed or scanned: case, spaces and dashes do not matter."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


def spaced_code(code: str) -> str:
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
