"""What script/server and script/test stand on: private services and the supervisor."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from launch import project
from launch.environment import demo_secrets
from launch.places import CHECKOUT, LONGEST_SOCKET_DIRECTORY, socket_directory
from launch.postgres import FORGETFUL, Postgres
from launch.redis_server import Redis
from launch.sharing import Server
from launch.supervisor import Program, Supervisor
from launch.test import NO_DATABASE, PYTEST, pure_tests

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]


def until(condition: Callable[[], object], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


class FakeServer(Server):
    title = "a fake"

    def is_running(self) -> bool:
        return (self.home / "on").exists()

    def start(self) -> None:
        (self.home / "on").touch()

    def stop(self) -> None:
        (self.home / "on").unlink()


def test_the_last_user_stops_a_shared_server(tmp_path: Path) -> None:
    first, second = FakeServer(tmp_path), FakeServer(tmp_path)
    with first.in_use():
        with second.in_use():
            assert first.is_running()
        assert first.is_running()
    assert not first.is_running()


def test_a_server_that_a_killed_script_left_behind_is_used_and_stopped(tmp_path: Path) -> None:
    server = FakeServer(tmp_path)
    server.start()
    with server.in_use():
        assert server.is_running()
    assert not server.is_running()


def test_secrets_are_made_once_and_readable_by_their_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "secrets.env"
    made = demo_secrets(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert demo_secrets(path) == made
    assert set(made) == {"SECRET_KEY", "PERSONAL_DATA_KEYS", "PERSONAL_DATA_INDEX_KEY"}


@pytest.mark.parametrize("name", ["deep" * 30, "with space", "劳动"])
def test_an_unusable_socket_path_gets_a_short_stand_in(tmp_path: Path, name: str) -> None:
    place = socket_directory(tmp_path / name)
    assert len(str(place)) <= LONGEST_SOCKET_DIRECTORY and str(place).isascii()
    assert socket_directory(tmp_path / name) == place
    place.rmdir()


def test_a_crashed_program_is_restarted_and_all_end_together(tmp_path: Path) -> None:
    crash = Program("crash", [sys.executable, "-c", "print('again')"], tmp_path / "crash.log")
    steady = Program("steady", SLEEPER, tmp_path / "steady.log")
    supervisor = Supervisor([crash, steady], os.environ)

    def twice() -> bool:
        return crash.log.read_text().count("again") >= 2

    before = {n: signal.getsignal(n) for n in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)}
    supervisor.run(ready=twice, announce=lambda: setattr(supervisor, "ending", True))
    for number, handler in before.items():
        signal.signal(number, handler)
    assert steady.process is not None and steady.process.returncode == -signal.SIGTERM
    assert crash.pause > 1


def test_a_killed_supervisor_leaves_no_process_behind(tmp_path: Path) -> None:
    script = (
        "import os, pathlib; from launch.supervisor import Program, Supervisor;"
        f"program = Program('child', {SLEEPER!r}, pathlib.Path('log'));"
        "Supervisor([program], os.environ).run(ready=lambda: True,"
        " announce=lambda: pathlib.Path('pid').write_text(str(program.process.pid)))"
    )
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT / "script/lib")}
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=tmp_path, env=environment)
    until(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text())
    child = Path("/proc", (tmp_path / "pid").read_text())
    assert child.exists()
    parent.kill()
    parent.wait()
    until(lambda: not child.exists() or "Z" in (child / "stat").read_text().split()[2])


def test_a_request_to_end_reaches_both_the_child_and_us() -> None:
    """Asked to stop while a command runs, the script must not go on after it."""
    heard: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, frame: heard.append(number))
    killer = [sys.executable, "-c", "import os, time; os.kill(os.getppid(), 15); time.sleep(60)"]
    assert project.run(killer, os.environ) == 128 + signal.SIGTERM
    signal.signal(signal.SIGTERM, before)
    assert heard == [signal.SIGTERM]


@pytest.mark.slow
def test_private_postgres_survives_a_kill_and_a_recycled_process_number(tmp_path: Path) -> None:
    postgres = Postgres(tmp_path / "postgres", FORGETFUL)
    with postgres.in_use(), postgres.connect().cursor() as cursor:
        cursor.execute("CREATE TABLE kept AS SELECT 1 AS number")
        cursor.execute("CHECKPOINT")
        os.kill(postgres._recorded_pid() or 0, signal.SIGKILL)
        until(lambda: postgres._postmaster() is None)
    # The number in the stale file now belongs to a program that is not PostgreSQL: this one.
    pid_file = postgres.data / "postmaster.pid"
    _, *rest = pid_file.read_text().split("\n")
    pid_file.write_text("\n".join([str(os.getpid()), *rest]))
    with postgres.in_use(), postgres.connect().cursor() as cursor:
        cursor.execute("SELECT number, show_trgm('劳动') <> '{}' FROM kept")
        assert cursor.fetchone() == (1, True)
    assert not postgres.is_running()


@pytest.mark.slow
def test_private_redis_keeps_its_queue_when_killed(tmp_path: Path) -> None:
    redis = Redis(tmp_path / "redis")
    with redis.in_use():
        redis._client().lpush("celery", "task")
        os.kill(int((redis.home / "redis.pid").read_text()), signal.SIGKILL)
        until(lambda: not redis.is_running())
    with redis.in_use():
        assert redis._client().llen("celery") == 1
    assert not redis.is_running()


@pytest.mark.slow
def test_the_pure_ring_is_collected_without_django() -> None:
    """A rule's test that imports a model would pull the database into the fast ring."""
    collect = [*PYTEST, *NO_DATABASE, *pure_tests(), "--collect-only", "--quiet"]
    run = subprocess.run(collect, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-2000:]
