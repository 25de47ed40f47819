"""script/server: web, workers and beat on this machine, from nothing to a page in the browser."""

import fcntl
import os
import socket
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from launch.environment import Services, running_services
from launch.places import VAR, directory, end_in_order, step, stop
from launch.postgres import check_chinese_search
from launch.project import MANAGE, command_exists, compile_messages, migrate, run
from launch.supervisor import Program, Supervisor

HOST = os.environ.get("HOST") or "127.0.0.1"
PORT = int(os.environ.get("PORT") or 8000)
ADDRESS = f"http://{'127.0.0.1' if HOST in ('0.0.0.0', '::') else HOST}:{PORT}"
LOGS = VAR / "log"
PYTHON = [sys.executable, "-m"]


def main() -> int:
    with only_server(), listening_socket() as web, running_services() as services:
        services.environment.setdefault("SITE_URL", ADDRESS)
        services.environment["C_FORCE_ROOT"] = "1"
        compile_messages()
        check_chinese_search(services.environment["DATABASE_URL"])
        migrate(services)
        load_demo(services)
        step("Starting web, workers and beat")
        supervisor = Supervisor(programs(web.fileno()), services.environment)
        supervisor.run(ready=answers, announce=lambda: announce(services))
        step("Stopped")
    return 0


@contextmanager
def only_server() -> Iterator[None]:
    """One server per checkout: two beats would do every periodic job twice."""
    directory(VAR)
    with (VAR / "server.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            step(f"Already running: {lock.read().strip() or 'it is just starting'}")
            sys.exit(0)
        lock.truncate(0)
        lock.write(f"{ADDRESS} (process {os.getpid()})")
        lock.flush()
        yield


@contextmanager
def listening_socket() -> Iterator[socket.socket]:
    """Take the port before anything else, and keep it while web processes come and go."""
    family, kind, protocol, _, address = socket.getaddrinfo(HOST, PORT, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as web:
        web.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            web.bind(address)
        except OSError as error:
            stop(
                f"Port {PORT} on {HOST} cannot be used ({error.strerror}); another program may "
                f"have it. Choose another: PORT={PORT + 1} script/server"
            )
        yield web


def programs(web: int) -> list[Program]:
    directory(LOGS)
    celery = [*PYTHON, "celery", "--app", "labor_inspection"]
    gunicorn = [*PYTHON, "gunicorn", "labor_inspection.wsgi", "--bind", f"fd://{web}"]
    gunicorn += ["--no-control-socket"]  # it would lie in the home directory
    worker = [*celery, "worker", "--loglevel", "INFO", "--concurrency", "1"]
    commands = {
        "worker": [*worker, "--queues", "celery", "--hostname", "domain@%h"],
        # Printing holds on to memory: a fresh process now and then.
        "printer": [*worker, "--queues", "papers", "--hostname", "papers@%h"]
        + ["--max-tasks-per-child", "200"],
        "beat": [*celery, "beat", "--loglevel", "INFO", "--pidfile", ""],
        "web": [*gunicorn, "--workers", "2", "--threads", "4", "--access-logfile", "-"],
    }
    return [
        Program(name, command, LOGS / f"{name}.log", keep_open=[web] if name == "web" else [])
        for name, command in commands.items()
    ]


def load_demo(services: Services) -> None:
    """Fill an empty database with the demo city, once; an interrupted load starts over."""
    loading = VAR / "demo.loading"
    if not command_exists("seed_demo"):
        return
    if loading.exists() and services.postgres:
        services.postgres.recreate_database()
        migrate(services)
    elif not is_empty(services):
        return
    step("Loading the demo city; this happens on the first run only")
    loading.touch()
    if run([*MANAGE, "seed_demo"], services.environment, quiet=True):
        stop("The demo data could not be loaded; the reason is above.")
    loading.unlink()


def is_empty(services: Services) -> bool:
    check = "from accounts.models import User; raise SystemExit(User.objects.exists())"
    return (
        run(
            [*MANAGE, "shell", "--no-imports", "--command", check], services.environment, quiet=True
        )
        == 0
    )


def answers() -> bool:
    try:
        urllib.request.urlopen(ADDRESS, timeout=5).close()
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False
    return True


def announce(services: Services) -> None:
    print(f"\nLabor Inspection 劳动保障监察 is running. Ctrl-C stops it. Logs: {LOGS}/\n")
    print(f"  Public site and kiosk  {ADDRESS}/")
    print(f"  Desk                   {ADDRESS}/desk/", flush=True)
    if command_exists("demo_logins"):
        print(flush=True)
        run([*MANAGE, "demo_logins"], services.environment)


if __name__ == "__main__":
    end_in_order()
    sys.exit(main())
