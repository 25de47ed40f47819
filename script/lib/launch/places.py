"""Where things live: the checkout, its `var/`, and stand-ins for paths that cannot be used."""

import hashlib
import os
import re
import signal
import sys
from pathlib import Path
from typing import NoReturn

CHECKOUT = Path(__file__).resolve().parents[3]
VAR = Path(os.environ.get("LABOR_INSPECTION_VAR") or CHECKOUT / "var").resolve()
NOBODY = 65534

# A Unix socket's whole path must fit in 107 bytes, its file name included.
LONGEST_SOCKET_DIRECTORY = 80


def step(sentence: str) -> None:
    """Say what happens next; on standard error, which leaves standard output to the command."""
    print(f"== {sentence}", file=sys.stderr, flush=True)


def stop(sentence: str) -> NoReturn:
    raise SystemExit(sentence)


def directory(path: Path) -> Path:
    """Create `path` for its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.mkdir(exist_ok=True, mode=0o700)
    return path


def stand_in(wanted: Path, under: str) -> Path:
    """A short directory in the temporary directory `under` that belongs to `wanted` alone."""
    short = hashlib.sha256(bytes(wanted)).hexdigest()[:16]
    place = directory(Path(under) / f"labor-inspection-{os.getuid()}-{short}")
    owners = {os.getuid()} | ({NOBODY} if os.getuid() == 0 else set())
    if place.is_symlink() or place.stat().st_uid not in owners:
        stop(f"{place} belongs to somebody else; remove it and start again.")
    return place


def socket_directory(wanted: Path) -> Path:
    """Too long a path is refused by the kernel; spaces and non-ASCII letters are lost in URLs."""
    plain = re.fullmatch(r"[A-Za-z0-9_./-]+", str(wanted))
    if plain and len(str(wanted)) <= LONGEST_SOCKET_DIRECTORY:
        return directory(wanted)
    return stand_in(wanted, "/tmp")


def end_in_order() -> None:
    """Leave every `with` block when asked to stop, as Ctrl-C does, and without a traceback."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda number, frame: sys.exit(128 + number))
