"""Every page that answers a GET only reads, and answers a HEAD as it answers the GET."""

import pytest
from django.db import connection

from tests.people import HEAD, INSPECTOR, House
from tests.permission_table import ACTS, TABLE


def written() -> dict[str, int]:
    """Rows touched by this transaction so far, by table; a session is not part of any record."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
            " WHERE n_tup_ins + n_tup_upd + n_tup_del > 0 AND relname <> 'django_session'"
        )
        return dict(cursor.fetchall())


@pytest.mark.django_db
@pytest.mark.parametrize("persona", [INSPECTOR, HEAD])
def test_reading_every_page_writes_nothing_and_a_head_is_answered_alike(
    house: House, persona: str
) -> None:
    before = written()
    for row in (*TABLE, *ACTS):
        if persona in (row.get or ()):
            url = row.url(house.here)
            codes = {house.ask(persona, method, url).status_code for method in ("GET", "HEAD")}
            assert len(codes) == 1 and max(codes) < 500, f"{url}: {codes}"
    assert written() == before
