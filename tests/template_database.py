"""Test databases: migrated once per state of the migrations, then copied in a moment."""

import json
from contextlib import AbstractContextManager
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper

from launch.project import schema_files, schema_fingerprint

FAMILY = "labor_inspection_test"
BUILDING = 7_202_002  # advisory lock: one process builds, the others wait for the result
KEPT = 8  # templates: one per branch worked on


class TemplateDatabase:
    def __init__(self, process: int, worker: str) -> None:
        self.template = f"{FAMILY}_template_{schema_fingerprint()}"
        self.copy = f"{FAMILY}_copy_{process}_{worker}"
        self.original = connection.settings_dict["NAME"]
        with self._server() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [BUILDING])
            if self.template not in _names(cursor, "template"):
                _drop_left_over(cursor)
                self._build(cursor)

    def clone(self) -> None:
        """Point Django at a fresh copy."""
        connection.close()
        with self._server() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{self.copy}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{self.copy}" TEMPLATE "{self.template}"')
        self._use(self.copy)

    def drop_clone(self) -> None:
        connection.close()
        self._use(self.original)
        with self._server() as cursor:
            cursor.execute(f'DROP DATABASE "{self.copy}" WITH (FORCE)')

    def _build(self, cursor: CursorWrapper) -> None:
        """Only a complete template gets its name."""
        unfinished = f"{FAMILY}_unfinished"
        cursor.execute(f'DROP DATABASE IF EXISTS "{unfinished}" WITH (FORCE)')
        grown = _to_grow_from(cursor)
        if grown:
            cursor.execute(f'CREATE DATABASE "{unfinished}" TEMPLATE "{grown}"')
        connection.settings_dict["TEST"]["NAME"] = unfinished
        connection.creation.create_test_db(verbosity=0, autoclobber=True, keepdb=bool(grown))
        connection.close()
        cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{self.template}"')
        cursor.execute(f'COMMENT ON DATABASE "{self.template}" IS %s', [json.dumps(schema_files())])
        # A visitor, autovacuum included, would keep it from being copied.
        cursor.execute(f'ALTER DATABASE "{self.template}" ALLOW_CONNECTIONS false')
        self._use(self.original)

    def _use(self, name: str) -> None:
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name

    def _server(self) -> AbstractContextManager[CursorWrapper]:
        """A cursor outside every database of ours; leaving it releases the advisory lock."""
        return connection._nodb_cursor()  # type: ignore[no-any-return]


def _to_grow_from(cursor: CursorWrapper) -> str | None:
    """The newest template that lacks only migrations added since: the rest need not run again."""
    now = schema_files().items()
    for name in reversed(_names(cursor, "template")):
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [name],
        )
        (made_from,) = cursor.fetchone() or (None,)
        if made_from and json.loads(made_from).items() <= now:
            return name
    return None


def _names(cursor: CursorWrapper, kind: str) -> list[str]:
    query = "SELECT datname FROM pg_database WHERE datname LIKE %s ORDER BY oid"
    cursor.execute(query, [f"{FAMILY}_{kind}_%"])
    return [name for (name,) in cursor.fetchall()]


def _drop_left_over(cursor: CursorWrapper) -> None:
    """Old templates, and copies of test runs that were killed."""
    for name in _names(cursor, "template")[:-KEPT]:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    for name in _names(cursor, "copy"):
        process = name.removeprefix(f"{FAMILY}_copy_").split("_")[0]
        if not Path(f"/proc/{process}").exists():
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
