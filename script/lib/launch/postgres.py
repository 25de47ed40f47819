"""A private PostgreSQL under `var/`: socket only, C.UTF-8, no account and no port of its own."""

import os
import re
import shutil
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

import psycopg2
from psycopg2.extensions import connection as Connection

from launch.places import NOBODY, directory, socket_directory, stand_in, stop
from launch.sharing import Server

OLDEST = 15
NAME = "labor_inspection"  # of the owner and of the database
# For data that may be lost with the machine's power: tests and benchmarks' set-up.
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postgres(Server):
    title = "PostgreSQL"

    def __init__(self, home: Path, options: dict[str, str] | None = None) -> None:
        self.become, self.uid = _unprivileged()
        super().__init__(_reachable(home, self.become))
        self.data = self.home / "data"
        self.sockets = socket_directory(self.home / "run")
        self.options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.sockets),
            "unix_socket_permissions": "0700",
            "max_connections": "200",
            "random_page_cost": "1.1",  # flash or memory: the default is a spinning disk's
            **(options or {}),
        }
        self.url = f"postgres://{NAME}@{quote(str(self.sockets), safe='')}/{NAME}"

    def is_running(self) -> bool:
        return self._postmaster() is not None and (self.sockets / ".s.PGSQL.5432").exists()

    def start(self) -> None:
        self._own()
        programs = self._programs()
        if not (self.data / "PG_VERSION").exists():
            self._initialise(programs)
        if self._postmaster():
            self.stop()  # it listens elsewhere: the checkout was moved under it
        self._forget_recycled_pid()
        settings = " ".join(f"-c {name}='{value}'" for name, value in self.options.items())
        log = self.home / "log"
        command = ["start", "--wait", "--silent", "--log", str(log), "--pgdata", str(self.data)]
        for wait in (0.5, 2, 8):
            if not self._run(programs / "pg_ctl", *command, "--options", settings).returncode:
                return self._prepare_database()
            time.sleep(wait)  # children of a killed server may need a moment to go
        stop(f"PostgreSQL does not start; the reason is in {log}.")

    def stop(self) -> None:
        pg_ctl = self._programs() / "pg_ctl"
        self._run(pg_ctl, "stop", "--mode", "fast", "--silent", "--pgdata", self.data)

    def connect(self, database: str = NAME) -> Connection:
        connection = psycopg2.connect(host=str(self.sockets), user=NAME, dbname=database)
        connection.autocommit = True
        return connection

    def recreate_database(self) -> None:
        with self.connect("postgres") as connection, connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {NAME} WITH (FORCE)")
        self._prepare_database()

    def _prepare_database(self) -> None:
        with self.connect("postgres").cursor() as cursor:
            cursor.execute("SELECT FROM pg_database WHERE datname = %s", [NAME])
            if not cursor.rowcount:
                cursor.execute(f"CREATE DATABASE {NAME}")
        check_chinese_search(self.url)

    def _initialise(self, programs: Path) -> None:
        # Only a complete cluster gets the name `data`: an interrupted initdb leaves no half of one.
        unfinished = self.home / "data.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        options = ["--locale", "C.UTF-8", "--encoding", "UTF8", "--auth", "trust"]
        initdb = programs / "initdb"
        made = self._run(initdb, *options, "--username", NAME, "--pgdata", unfinished)
        if made.returncode:
            stop(f"initdb failed:\n{made.stdout}")
        unfinished.rename(self.data)

    def _recorded_pid(self) -> int | None:
        try:
            return int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return None

    def _postmaster(self) -> int | None:
        """The process that serves `data`, told by its working directory, not by its number."""
        pid = self._recorded_pid()
        try:
            return pid if pid and os.path.samefile(f"/proc/{pid}/cwd", self.data) else None
        except OSError:
            return None

    def _forget_recycled_pid(self) -> None:
        """After a reboot the recorded number may be another program's: PostgreSQL would wait for
        that one for ever. A number nobody has is left to PostgreSQL's own, stricter checks."""
        pid = self._recorded_pid()
        if pid and Path(f"/proc/{pid}").exists():
            for stale in (self.data / "postmaster.pid", self.sockets / ".s.PGSQL.5432.lock"):
                stale.unlink(missing_ok=True)

    def _programs(self) -> Path:
        """The binaries of the version that wrote `data`, else the newest."""
        found = _installed()
        version_file = self.data / "PG_VERSION"
        if not version_file.exists():
            usable = [version for version in found if version >= OLDEST]
            if not usable:
                stop(f"PostgreSQL {OLDEST} or newer is needed; install the package postgresql.")
            return found[max(usable)]
        version = int(version_file.read_text())
        if version not in found:
            stop(
                f"{self.data} was written by PostgreSQL {version}, which is not installed. "
                f"Install the package postgresql-{version}, or move {self.home} away to start anew."
            )
        return found[version]

    def _own(self) -> None:
        """Hand the files to the server's user: an earlier start may have had another."""
        for place in {self.home, self.sockets}:
            owner = place.stat().st_uid
            if owner == self.uid:
                continue
            if os.getuid() != 0:
                stop(f"{place} belongs to user {owner}: start as that user, or remove it.")
            subprocess.run(["chown", "-R", f"{self.uid}:{self.uid}", str(place)], check=True)

    def _run(self, program: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*self.become, program, *arguments],
            stdin=subprocess.DEVNULL,
            # A pipe would be inherited by the server and never close.
            stdout=subprocess.PIPE if program.name == "initdb" else subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,  # Ctrl-C in the terminal is the supervisor's to handle
            check=False,
            cwd="/",
        )


def check_chinese_search(url: str) -> None:
    """Refuse a database whose locale leaves pg_trgm blind to Chinese: names could not be found."""
    try:
        with psycopg2.connect(url) as connection, connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            cursor.execute("SELECT show_trgm('劳动')")
            (trigrams,) = cursor.fetchone() or ([],)
        connection.close()
    except psycopg2.Error as error:
        stop(f"The database cannot be used: {error}")
    if not trigrams:
        stop(
            "This database cannot search Chinese text: create it with the locale C.UTF-8 "
            "(CREATE DATABASE … TEMPLATE template0 LOCALE 'C.UTF-8')."
        )


def _installed() -> dict[int, Path]:
    """Directories with initdb by major version: Debian's versioned ones and the one on PATH."""
    places = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    on_path = shutil.which("initdb")
    if on_path:
        places.insert(0, Path(on_path).resolve().parent)
    found = {}
    for place in places:
        said = subprocess.check_output([place / "initdb", "--version"], text=True)
        version = re.search(r"\d+", said)
        if version:
            found[int(version.group())] = place
    return found


def _unprivileged() -> tuple[list[str], int]:
    """How to run PostgreSQL, which refuses root: the command prefix and the files' owner.

    A user namespace needs no account and leaves the files with root; where namespaces are
    refused (containers, chroots) the server runs as `nobody`.
    """
    if os.getuid() != 0:
        return [], os.getuid()
    namespace = ["unshare", "--user", "--map-user=1000", "--map-group=1000", "--"]
    allowed = subprocess.run([*namespace, "true"], capture_output=True, check=False).returncode == 0
    if allowed:
        return namespace, 0
    return ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--"], NOBODY


def _reachable(home: Path, become: list[str]) -> Path:
    """Return `home`, or a stand-in when the server's user may not enter the checkout (/root)."""
    directory(home)
    directory(home.parent)
    if become[:1] != ["setpriv"]:
        return home
    reached = subprocess.run([*become, "test", "-x", str(home.parent)], check=False)
    if reached.returncode == 0:
        return home
    place = stand_in(home, "/var/tmp")
    pointer = home / "is-elsewhere"
    if not pointer.is_symlink():  # the first start, or `var/` was removed to start over
        shutil.rmtree(place)
        pointer.symlink_to(stand_in(home, "/var/tmp"))
    return place
