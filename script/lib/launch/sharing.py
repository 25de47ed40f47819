"""A background server that several scripts use at once: the first starts it, the last stops it."""

import fcntl
import os
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launch.places import directory, step


class Server(ABC):
    """A private server with its files in `home`. Users are counted by shared file locks, which
    the kernel releases for a script that was killed."""

    title: str

    def __init__(self, home: Path) -> None:
        self.home = directory(home)

    @abstractmethod
    def is_running(self) -> bool: ...

    @abstractmethod
    def start(self) -> None: ...

    @abstractmethod
    def stop(self) -> None: ...

    @contextmanager
    def in_use(self) -> Iterator[None]:
        users = os.open(self.home / "users.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            with self._turn():
                fcntl.flock(users, fcntl.LOCK_SH)
                if not self.is_running():
                    step(f"Starting {self.title} in {self.home}")
                    self.start()
            try:
                yield
            finally:
                with self._turn():
                    self._leave(users)
        finally:
            os.close(users)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """One script at a time starts or stops the server."""
        with (self.home / "turn.lock").open("w") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            yield

    def _leave(self, users: int) -> None:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return  # somebody else still uses it
        if self.is_running():
            self.stop()
