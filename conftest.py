"""Shared by every test: a database cloned from a template, a real browser, no outside network.

Nothing here imports Django at the top: the pure ring runs without it (`script/test --pure`).
"""

import os
import shutil
import socket
from collections.abc import Iterator
from typing import Any

import pytest

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Names reserved for documentation and tests (RFC 6761) may be used in addresses, never reached.
LOCAL = ("127.", "::1", "localhost")


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    if pluginmanager.is_blocked("django"):  # the pure ring: keep pytest.ini's lines readable
        for name in ("DJANGO_SETTINGS_MODULE", "FAIL_INVALID_TEMPLATE_VARS"):
            parser.addini(name, "unused without Django")


def pytest_sessionstart(session: pytest.Session) -> None:
    """English is tested, too, however pytest was started; xdist's workers find the work done."""
    is_pure = session.config.pluginmanager.is_blocked("django")
    if not is_pure and not hasattr(session.config, "workerinput"):
        from launch.project import compile_messages

        compile_messages()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: Any, worker_name: str
) -> Iterator[None]:
    """A clone of the migrated template, triggers and reference data included.

    A transactional test gets a fresh clone afterwards: emptying every table would also delete
    what migrations loaded, and takes longer.
    """
    from django.test import TransactionTestCase

    from tests.template_database import TemplateDatabase

    with django_db_blocker.unblock():
        template = TemplateDatabase(os.getpid(), worker_name)
        template.clone()
    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: template.clone())
    yield
    patch.undo()
    with django_db_blocker.unblock():
        template.drop_clone()


@pytest.fixture(scope="session")
def worker_name(request: pytest.FixtureRequest) -> str:
    """Which of pytest-xdist's processes this is."""
    return str(getattr(request.config, "workerinput", {}).get("workerid", "main"))


@pytest.fixture(scope="session", autouse=True)
def no_outside_network() -> Iterator[None]:
    """A test that would reach the network fails instead."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not address[0].startswith(LOCAL):
            raise AssertionError(f"A test tried to reach {address[0]}.")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


# -- real browser (pytest-playwright) --


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    # Playwright's own event loop makes Django refuse the ORM in the test's thread.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    return {"executable_path": shutil.which("chromium"), "args": CHROMIUM_FLAGS}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    return {"locale": "zh-CN", "timezone_id": "Asia/Shanghai"}
