"""What the tests of the whole house share; Django is imported late, as in the top conftest."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.people import House


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
