import pytest


@pytest.fixture
def bureau(db):
    """An office over the test city, with its places."""
    # Imported here: the tests of procedure.py share this file and run without Django.
    from accounts.tests.factories import make_divisions, make_office

    make_divisions()
    return make_office("4101")
