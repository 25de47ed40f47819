import pytest

from accounts.tests.factories import make_divisions, make_office


@pytest.fixture
def bureau(db):
    """An office over the test city, with its places."""
    make_divisions()
    return make_office("4101")
