"""Keeps processes running: a crashed one is restarted with growing pauses, all end together."""

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from launch.places import step

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
SETTLED_AFTER = 60.0  # seconds without a crash: the next one starts with the first pause again
PATIENCE = 20.0  # seconds to finish work in hand before being killed
PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass
class Program:
    name: str
    command: Sequence[str]
    log: Path
    keep_open: Sequence[int] = ()  # file descriptors handed on, e.g. the listening socket
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    pause: float = FIRST_PAUSE
    due_at: float = 0.0

    def start(self, environment: Mapping[str, str]) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=self.keep_open,
                start_new_session=True,  # Ctrl-C reaches the supervisor only, which stops in order
                preexec_fn=die_with(os.getpid()),
            )
        self.started_at = time.monotonic()

    def schedule_restart(self, now: float) -> None:
        self._end_group()
        if now - self.started_at > SETTLED_AFTER:
            self.pause = FIRST_PAUSE
        self.due_at = now + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)
        self.process = None

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait(self) -> None:
        if self.process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(PATIENCE)
            self._end_group()
            self.process.wait()

    def _end_group(self) -> None:
        """Nothing the program started may outlive it."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)


class Supervisor:
    """Starts `programs` in order and asks them to stop in the reverse order."""

    def __init__(self, programs: Sequence[Program], environment: Mapping[str, str]) -> None:
        self.programs = programs
        self.environment = environment
        self.ending = False

    def run(self, *, ready: Callable[[], bool], announce: Callable[[], None]) -> None:
        """Run until SIGTERM or SIGINT; `announce` once, as soon as `ready` says yes."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._end)
        try:
            for program in self.programs:
                program.start(self.environment)
            announced = False
            while not self.ending:
                self._restart_crashed(time.monotonic())
                if not announced and ready():
                    announce()
                    announced = True
                time.sleep(0.2)
        finally:
            for program in reversed(self.programs):
                program.ask_to_stop()
            for program in reversed(self.programs):
                program.wait()

    def _end(self, number: int, frame: FrameType | None) -> None:
        self.ending = True

    def _restart_crashed(self, now: float) -> None:
        for program in self.programs:
            if program.process is None and program.due_at <= now:
                program.start(self.environment)
            elif program.process is not None and program.process.poll() is not None:
                code = program.process.returncode
                program.schedule_restart(now)
                step(
                    f"{program.name} ended (exit code {code}); restarting in "
                    f"{program.due_at - now:.0f} s. Its log: {program.log}"
                )


def die_with(parent: int) -> Callable[[], None]:
    """A child asks the kernel for SIGTERM when its supervisor goes, kill -9 included."""

    def ask() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)

    return ask
