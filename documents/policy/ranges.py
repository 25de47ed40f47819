"""Which part of a file a browser asks for (RFC 9110, 14): one range, as players send it."""

import re

ONE_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")  # no file has more bytes


class NotSatisfiable(ValueError):
    """The range begins beyond the end of the file."""


def wanted(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte, both inclusive; None where the whole file is to be sent.

    A header that is not understood is ignored, as the standard asks.
    """
    found = ONE_RANGE.fullmatch(header.strip())
    if found is None or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        return _tail(int(last), size)
    begin, end = int(first), min(int(last or size - 1), size - 1)
    if begin >= size:
        raise NotSatisfiable
    return (begin, end) if begin <= end else None


def _tail(length: int, size: int) -> tuple[int, int]:
    if length == 0 or size == 0:
        raise NotSatisfiable
    return max(0, size - length), size - 1
