"""What must be true of the project before a command runs: messages compiled, tables in place."""

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from types import FrameType

from launch.environment import Services
from launch.places import CHECKOUT, step, stop
from launch.postgres import NAME, Postgres
from launch.supervisor import die_with

MANAGE = [sys.executable, str(CHECKOUT / "manage.py")]
# A migration that cannot have its table soon gives up instead of queueing everybody behind it.
LOCK_TIMEOUT = "-c lock_timeout=10s"


def run(command: Sequence[str], environment: Mapping[str, str], *, quiet: bool = False) -> int:
    """Run `command` to its end and return its exit code; `quiet` keeps standard output free."""
    child = subprocess.Popen(
        command,
        env=dict(environment),
        stdout=sys.stderr if quiet else None,
        preexec_fn=die_with(os.getpid()),
    )
    # Ctrl-C reaches the child by itself; the services stop only after it has ended.
    asked_to_end: list[int] = []

    def pass_on(number: int, frame: FrameType | None) -> None:
        asked_to_end.append(number)
        child.terminate()

    interrupt = signal.signal(signal.SIGINT, signal.SIG_IGN)
    terminate = signal.signal(signal.SIGTERM, pass_on)
    try:
        code = child.wait()
    finally:
        signal.signal(signal.SIGINT, interrupt)
        signal.signal(signal.SIGTERM, terminate)
    if asked_to_end:
        signal.raise_signal(signal.SIGTERM)  # it was meant for us, too
    return code if code >= 0 else 128 - code


def compile_messages() -> None:
    for source in (CHECKOUT / "locale").glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        step(f"Compiling {source.relative_to(CHECKOUT)}")
        subprocess.run(["msgfmt", "--output-file", target, source], check=True)


@cache
def schema_fingerprint() -> str:
    """Changes whenever a migration, the data it loads or a pinned package changes."""
    digest = hashlib.sha256()
    for name, content in sorted(schema_files().items()):
        digest.update(f"{name}\0{content}\0".encode())
    return digest.hexdigest()[:16]


@cache
def schema_files() -> dict[str, str]:
    """What the tables are made from: each file's path in the checkout → hash of its content."""
    places = [path.parent for path in CHECKOUT.glob("*/migrations")]
    files = [CHECKOUT / "requirements.txt"]
    files += [file for app in places for file in (app / "migrations").glob("*.py")]
    files += [file for app in places for file in (app / "data").rglob("*") if file.is_file()]
    return {
        str(file.relative_to(CHECKOUT)): hashlib.sha256(file.read_bytes()).hexdigest()[:16]
        for file in files
    }


def migrate(services: Services) -> None:
    """Apply migrations; a private database remembers the last ones and is left alone until
    they change."""
    if services.postgres and _applied(services.postgres) == schema_fingerprint():
        return
    step("Applying migrations")
    environment = {**services.environment, "PGOPTIONS": LOCK_TIMEOUT}
    if run([*MANAGE, "migrate", "--no-input", "--verbosity", "0"], environment, quiet=True):
        stop("The migrations could not be applied; the reason is above.")
    if services.postgres:
        _remember(services.postgres, schema_fingerprint())


def _applied(postgres: Postgres) -> str | None:
    with postgres.connect().cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [NAME],
        )
        (comment,) = cursor.fetchone() or (None,)
        return comment


def _remember(postgres: Postgres, fingerprint: str) -> None:
    with postgres.connect().cursor() as cursor:
        cursor.execute(f"COMMENT ON DATABASE {NAME} IS %s", [fingerprint])


def command_exists(name: str) -> bool:
    return any(CHECKOUT.glob(f"*/management/commands/{name}.py"))
