"""The product as it runs: web processes, a worker and a broker of its own over the test database.

Nothing of it is imported into the test; it is reached through its port, and it can be killed.
"""

import os
import re
import signal
import socket
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import redis
from celery import Celery

from launch.redis_server import Redis
from launch.supervisor import Program

PYTHON = [sys.executable, "-m"]
PATIENCE = 120.0  # seconds; a busy machine starts slowly


class RunningSite:
    """Started once a session and shared; a test that killed a part leaves the repair to `mend`."""

    def __init__(self, home: Path, database_url: str) -> None:
        self.home = home
        self.redis = Redis(home / "redis")
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.address = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.environment = {
            **os.environ,
            "DATABASE_URL": database_url,
            "REDIS_URL": self.redis.url,
            "LABOR_INSPECTION_VAR": str(home),
            "SITE_URL": self.address,
            "DEBUG": "1",
            "C_FORCE_ROOT": "1",
            "PYTHONUNBUFFERED": "1",
        }
        self.web = self._web(home)
        self.worker = self._worker(home)

    def _web(self, home: Path) -> Program:
        server = [*PYTHON, "gunicorn", "labor_inspection.wsgi", "--preload"]
        server += ["--no-control-socket"]
        server += ["--bind", f"fd://{self.listener.fileno()}", "--workers", "2", "--threads", "4"]
        return Program("web", server, home / "web.log", keep_open=[self.listener.fileno()])

    def _worker(self, home: Path) -> Program:
        celery = [*PYTHON, "celery", "--app", "labor_inspection", "worker"]
        celery += ["--queues", "celery,papers", "--concurrency", "1", "--loglevel", "INFO"]
        celery += ["--without-mingle", "--without-gossip"]  # one worker: nobody to wait for
        return Program("worker", celery, home / "worker.log")

    @contextmanager
    def running(self) -> Iterator["RunningSite"]:
        with self.listener, self.redis.in_use():
            try:
                self.mend()
                yield self
            finally:
                for program in (self.worker, self.web):
                    self.kill(program)

    def start(self, *programs: Program) -> None:
        for program in programs:
            program.log.unlink(missing_ok=True)
            program.start(self.environment)

    def kill(self, program: Program) -> None:
        """A power cut: no goodbye, no clean-up, for the process and its children."""
        if program.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(program.process.pid, signal.SIGKILL)
            program.process.wait()
            program.process = None  # stays down until it is mended

    def mend(self) -> None:
        """Bring back whatever a test has killed, with an empty queue."""
        if not self.redis.is_running():
            self.redis.start()
        self.broker().delete("celery", "papers")
        self.start(*(p for p in (self.web, self.worker) if not is_alive(p)))
        self.until(self.answers)
        self.until(self.works)

    def restart_crashed(self) -> None:
        """As the supervisor does: Celery itself may fall when its broker goes."""
        programs = (p for p in (self.web, self.worker) if p.process is not None)
        self.start(*(p for p in programs if not is_alive(p)))

    def send(self, task: str, *arguments: object, queue: str = "celery") -> None:
        """Queue a task as beat or a web process would."""
        with Celery(broker=self.redis.url, set_as_current=False) as queues:
            queues.send_task(task, arguments, queue=queue)

    def broker(self) -> redis.Redis:
        return redis.Redis(unix_socket_path=str(self.redis.socket))

    def answers(self) -> bool:
        with suppress(OSError):
            return urllib.request.urlopen(f"{self.address}/healthz", timeout=5).status == 200
        return False

    def works(self) -> bool:
        """Whether the worker has said that it takes tasks."""
        return bool(re.search(r"celery@\S+ ready", self.worker.log.read_text()))

    def until(self, condition: Callable[[], Any]) -> Any:
        """Wait for what other processes bring about; their logs tell why it did not come."""
        deadline = time.monotonic() + PATIENCE
        while not (found := condition()):
            self.restart_crashed()
            assert time.monotonic() < deadline, f"waited in vain\n{self.logs()}"
            time.sleep(0.05)
        return found

    def logs(self) -> str:
        tails = (f"--- {p.name}\n{p.log.read_text()[-4000:]}" for p in (self.web, self.worker))
        return "\n".join(tails)


def is_alive(program: Program) -> bool:
    return program.process is not None and program.process.poll() is None


def url_of(database: str, like: str) -> str:
    """The address of another database on the same server."""
    return urlsplit(like)._replace(path=f"/{database}").geturl()
