"""The desk at noon of the founding day, with the people of one bureau at their screens."""

from collections.abc import Iterator

import pytest
import time_machine

from cases.tests import factories as cases
from cases.tests.factories import Bureau
from console.tests.desk import NOON, Desk


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def bureau(db: None) -> Bureau:
    return cases.make_bureau()


@pytest.fixture
def desk(bureau: Bureau) -> Desk:
    return Desk(bureau)
