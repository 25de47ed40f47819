"""Data sets for figures: one database per size, filled once per state of the migrations."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg2.sql
from django.conf import settings
from django.db import connection

from launch.places import step
from launch.project import schema_fingerprint


@contextmanager
def data_set(name: str, size: int, fill: Callable[[int], None]) -> Iterator[None]:
    """Point Django at a database that `fill(size)` has filled; `fill` must be repeatable."""
    migrated = settings.DATABASES["default"]["NAME"]
    filled = f"bench_{name}_{size}_{schema_fingerprint()}"
    try:
        if filled not in _databases():
            step(f"Filling {name} with {size:,} rows")
            _forget(f"bench_{name}_{size}_")
            _copy(migrated, f"{filled}_unfinished")
            _use(f"{filled}_unfinished")
            fill(size)
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
            _use(migrated)
            _on_server("ALTER DATABASE {} RENAME TO {}", f"{filled}_unfinished", filled)
        _use(filled)
        yield
    finally:
        _use(migrated)


def database_url() -> str:
    """The present data set's address, for processes that a figure starts itself."""
    server, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    return f"{server}/{settings.DATABASES['default']['NAME']}"


def _use(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def _forget(beginning: str) -> None:
    """Drop what was filled before the migrations changed."""
    for outdated in _databases():
        if outdated.startswith(beginning):
            _on_server("DROP DATABASE {} WITH (FORCE)", outdated)


def _copy(source: str, target: str) -> None:
    connection.close()
    _on_server("CREATE DATABASE {} TEMPLATE {}", target, source)


def _databases() -> set[str]:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database")
        return {name for (name,) in cursor.fetchall()}


def _on_server(statement: str, *names: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(psycopg2.sql.SQL(statement).format(*map(psycopg2.sql.Identifier, names)))
