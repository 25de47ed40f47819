"""A private Redis under `var/`: socket only, append-only, refusing to forget queued messages."""

import shutil
import subprocess
from pathlib import Path

import redis

from launch.places import socket_directory, stop
from launch.sharing import Server


class Redis(Server):
    title = "Redis"

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.socket = socket_directory(self.home) / "redis.sock"
        self.url = f"redis+socket://{self.socket}"

    def is_running(self) -> bool:
        try:
            return bool(self._client().ping())
        except redis.exceptions.BusyLoadingError:
            return True
        except redis.exceptions.ConnectionError:
            return False

    def start(self) -> None:
        program = shutil.which("redis-server") or shutil.which("valkey-server")
        if not program:
            stop("Redis is needed: install the package redis-server.")
        log = self.home / "log"
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.home),
            "appendonly": "yes",
            "maxmemory-policy": "noeviction",
            "daemonize": "yes",
            "pidfile": str(self.home / "redis.pid"),
            "logfile": str(log),
        }
        options = [word for name, value in settings.items() for word in (f"--{name}", value)]
        subprocess.run([program, *options], stdin=subprocess.DEVNULL, check=False)
        if not self._answers():
            stop(f"Redis does not start; the reason is in {log}.")

    def stop(self) -> None:
        self._client().shutdown()

    def _client(self, retries: int = 0) -> redis.Redis:
        backoff = redis.backoff.ConstantBackoff(0.05)
        return redis.Redis(
            unix_socket_path=str(self.socket), retry=redis.retry.Retry(backoff, retries=retries)
        )

    def _answers(self) -> bool:
        """Wait up to ten seconds: a long append-only file takes a moment to load."""
        try:
            return bool(self._client(retries=200).ping())
        except redis.exceptions.ConnectionError:
            return False
