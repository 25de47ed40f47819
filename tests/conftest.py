"""What the tests of the whole house share; Django is imported late, as in the top conftest."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.people import House
    from tests.running_site import RunningSite


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> "Iterator[House]":
    """Everybody and everything, built once for the tests of a module and then undone."""
    import time_machine
    from django.db import transaction

    from tests.people import NOON, build_house

    with (
        django_db_blocker.unblock(),
        time_machine.travel(NOON, tick=True),
        transaction.atomic(),
    ):
        yield build_house()
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def processes(
    django_db_setup: None, tmp_path_factory: pytest.TempPathFactory
) -> "Iterator[RunningSite]":
    """Web, worker and broker over this session's database, whose name stays when it is cloned."""
    from django.conf import settings

    from tests.running_site import RunningSite, url_of

    like = os.environ.get("DATABASE_URL", "postgres:///")
    url = url_of(settings.DATABASES["default"]["NAME"], like)
    with RunningSite(tmp_path_factory.mktemp("site"), url).running() as site:
        yield site


@pytest.fixture
def site(processes: "RunningSite", transactional_db: None, settings: Any) -> "RunningSite":
    """The running product over an empty bureau, as a demo: its clock may be moved."""
    settings.DEBUG = settings.DEMO = True
    processes.mend()
    return processes
