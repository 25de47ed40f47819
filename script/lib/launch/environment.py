"""The environment that the product's processes run in; what the caller set is left as it is."""

import base64
import os
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from launch.places import VAR
from launch.postgres import Postgres
from launch.redis_server import Redis


@dataclass(frozen=True)
class Services:
    environment: dict[str, str]
    postgres: Postgres | None  # None: the caller's own, by DATABASE_URL


@contextmanager
def running_services(
    home: Path = VAR, postgres_options: dict[str, str] | None = None
) -> Iterator[Services]:
    """Start what DATABASE_URL and REDIS_URL do not name; stop it when nobody else uses it."""
    environment = {
        "DEBUG": "1",
        "PYTHONUNBUFFERED": "1",
        **demo_secrets(VAR / "secrets.env"),
        **os.environ,
        "LABOR_INSPECTION_VAR": str(home),
    }
    postgres = None
    with ExitStack() as stack:
        if not os.environ.get("DATABASE_URL"):
            postgres = Postgres(home / "postgres", postgres_options)
            stack.enter_context(postgres.in_use())
            environment["DATABASE_URL"] = postgres.url
        if not os.environ.get("REDIS_URL"):
            redis = Redis(home / "redis")
            stack.enter_context(redis.in_use())
            environment["REDIS_URL"] = redis.url
        yield Services(environment, postgres)


def demo_secrets(path: Path) -> dict[str, str]:
    """Keys of this checkout, made on the first run and readable by their owner only."""
    if not path.exists():
        made = {
            "SECRET_KEY": secrets.token_urlsafe(50),
            "PERSONAL_DATA_KEYS": "k1:" + base64.b64encode(secrets.token_bytes(32)).decode(),
            "PERSONAL_DATA_INDEX_KEY": secrets.token_urlsafe(32),
        }
        _write_once(path, "".join(f"{name}={value}\n" for name, value in made.items()))
    return dict(line.split("=", 1) for line in path.read_text().splitlines())


def _write_once(path: Path, text: str) -> None:
    """Whole or not at all, and never over keys that another script wrote in the meantime."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
